"""The step that sends the digests that are due, and says which nobody will get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from otklik.mailing import Sent, chosen_subscriptions, send_due
from otklik.service.restored import read_restored
from otklik.workplace import Workplace
from records.digest import Delivery, Subscription
from records.errors import OtklikError, UnavailableError
from records.service import StepOutcome
from texts import _

_PAUSE = timedelta(hours=1)  # before a copy that failed is tried again, where a run comes every ten minutes


def carry_digests(workplace: Workplace, _seconds: float) -> StepOutcome:
    """A subscription that fails keeps no other from its mail."""
    if not workplace.config.digests:
        return StepOutcome(notes=[_("рассылок в настройках нет")])
    started, restored = datetime.now(UTC), read_restored(workplace.config.data)
    deliveries, notes, problems, codes = list[Delivery](), list[str](), list[str](), list[int]()
    for subscription in chosen_subscriptions(workplace, ()):
        try:
            sent = send_due(workplace, [subscription], pause=_PAUSE, restored=restored)
        except OtklikError as error:
            problems.append(f"{subscription.id}: {error}")
            codes.append(error.exit_code)
            continue
        fresh = [delivery for delivery in sent.deliveries if delivery.changed >= started]
        deliveries += fresh
        notes += _notes(subscription, sent, fresh)
    lost = [delivery for delivery in deliveries if delivery.state in ("failed", "unknown")]
    if lost:
        problems.append(_lost_words(lost, len(deliveries)))
        codes.append(UnavailableError.exit_code)
    return StepOutcome(
        counts=_count(deliveries), notes=notes, problems=problems, exit_code=next(iter(codes), 0)
    )


def _count(deliveries: Sequence[Delivery]) -> Mapping[str, int]:
    states = Counter(delivery.state for delivery in deliveries)
    return {state: states[state] for state in ("sent", "failed", "unknown", "skipped")}


def _lost_words(lost: Sequence[Delivery], total: int) -> str:
    return _(
        "не отправлено писем: {number} из {total} ({detail}). Что делать: otklik doctor",
        number=len(lost),
        total=total,
        detail=lost[0].detail or _("неизвестно, ушло ли"),
    )


def _notes(subscription: Subscription, sent: Sent, fresh: Sequence[Delivery]) -> list[str]:
    caught_up = sorted({delivery.digest_id.split("/")[0] for delivery in fresh})[:-1]
    notes = []
    if caught_up:
        named = ", ".join(caught_up)
        notes.append(_("{id}: наверстаны пропущенные сроки: {named}", id=subscription.id, named=named))
    for id_, periods in sent.missed:
        named = ", ".join(map(str, periods))
        notes.append(
            _(
                "{id}: сводки за {named} не вышли вовремя, слать их поздно (digest_max_age_days); их публикации — "
                "в поздних находках следующей",
                id=id_,
                named=named,
            )
        )
    for id_, periods in sent.doubtful:
        named = ", ".join(map(str, periods))
        notes.append(
            _(
                "{id}: архив восстановлен из копии, ушли ли сводки за {named}, неизвестно; спросите получателей, "
                "если не пришли: otklik digest --send --period {first}",
                id=id_,
                named=named,
                first=periods[0],
            )
        )
    notes += [_("сводка {id} ждёт одобрения: otklik digest approve {id}", id=id_) for id_ in sent.unapproved]
    return notes
