"""The step that sends the digests that are due, and says which weeks nobody will get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.ledger import ComposedDigest, composed_digests, find_deliveries
from archive.store import Archive
from digests.message import plain_address
from digests.week import parse_week
from otklik.mailing import chosen_subscriptions, send_week, smtp_settings
from otklik.service.due_digests import DigestHours, DueWeeks, find_due
from otklik.service.restored import read_restored
from otklik.workplace import Workplace
from records.digest import Delivery, Subscription, Week
from records.errors import OtklikError, UnavailableError
from records.service import StepOutcome
from texts import _

_FIRST_PAUSE = timedelta(
    hours=1
)  # before a copy that failed is tried again; then as long as it has been failing


def send_due(workplace: Workplace, _seconds: float) -> StepOutcome:
    """A subscription that fails keeps no other from its mail."""
    if not workplace.config.digests:
        return StepOutcome(notes=[_("рассылок в настройках нет")])
    smtp_settings(workplace.config)
    now = datetime.now(UTC)
    with workplace.archive() as archive:
        due = {
            subscription: _due(archive, workplace, subscription, now)
            for subscription in chosen_subscriptions(workplace, ())
        }
    deliveries, problems, codes = list[Delivery](), list[str](), list[int]()
    for subscription, weeks in due.items():
        for week in weeks.send:
            try:
                deliveries += send_week(workplace, [subscription], week, resend=(), force=False)
            except OtklikError as error:
                problems.append(f"{subscription.id} {week}: {error}")
                codes.append(error.exit_code)
    fresh = [delivery for delivery in deliveries if delivery.changed >= now]
    problems += _lost(fresh)
    codes += [UnavailableError.exit_code] if _lost(fresh) else []
    return StepOutcome(
        counts=_count(fresh), notes=_notes(due), problems=problems, exit_code=next(iter(codes), 0)
    )


def digest_hours(workplace: Workplace) -> DigestHours:
    config = workplace.config
    return DigestHours(
        zone=ZoneInfo(config.timezone),
        hour=config.run.digest_hour,
        longest=config.digest_max_age,
        restored=read_restored(config.data),
    )


def _due(archive: Archive, workplace: Workplace, subscription: Subscription, now: datetime) -> DueWeeks:
    with archive.reading() as connection:
        stored = composed_digests(connection, subscription.id)
        rows = {each.id: find_deliveries(connection, digest_id=each.id) for each in stored}
    settled = {
        parse_week(each.week) for each in stored if not _is_open(each, rows[each.id], subscription, now)
    }
    return find_due({parse_week(each.week) for each in stored}, settled, digest_hours(workplace), now)


def _is_open(
    stored: ComposedDigest, rows: Sequence[Delivery], subscription: Subscription, now: datetime
) -> bool:
    """Whether anything is left to do: somebody has no copy, one was cut off, or a failed one may be tried again."""
    states = {row.recipient: row for row in rows}
    for address in map(plain_address, subscription.recipients):
        row = states.get(address)
        if row is None or row.state in ("planned", "sending"):
            return True
        pause = max(_FIRST_PAUSE, row.changed - stored.composed)
        if row.state == "failed" and now - row.changed >= pause:
            return True
    return False


def _count(deliveries: Sequence[Delivery]) -> Mapping[str, int]:
    states = Counter(delivery.state for delivery in deliveries)
    return {state: states[state] for state in ("sent", "failed", "unknown", "skipped")}


def _lost(deliveries: Sequence[Delivery]) -> list[str]:
    lost = [delivery for delivery in deliveries if delivery.state in ("failed", "unknown")]
    if not lost:
        return []
    return [
        _(
            "не отправлено писем: {number} из {total} ({detail}). Что делать: otklik doctor",
            number=len(lost),
            total=len(deliveries),
            detail=lost[0].detail,
        )
    ]


def _notes(due: Mapping[Subscription, DueWeeks]) -> list[str]:
    notes = []
    for subscription, weeks in due.items():
        if len(weeks.send) > 1:
            named = _named(weeks.send[:-1])
            notes.append(_("{id}: наверстаны пропущенные недели: {weeks}", id=subscription.id, weeks=named))
        if weeks.missed:
            notes.append(
                _(
                    "{id}: недели без сводки, слишком давние: {weeks}; отправить: otklik digest --send --force "
                    "--week НЕДЕЛЯ",
                    id=subscription.id,
                    weeks=_named(weeks.missed),
                )
            )
        if weeks.doubtful:
            notes.append(
                _(
                    "{id}: архив восстановлен из копии, ушли ли сводки, неизвестно: {weeks}; спросите получателей, "
                    "если не пришли: otklik digest --send --week НЕДЕЛЯ",
                    id=subscription.id,
                    weeks=_named(weeks.doubtful),
                )
            )
    return notes


def _named(weeks: Sequence[Week]) -> str:
    return ", ".join(map(str, weeks))
