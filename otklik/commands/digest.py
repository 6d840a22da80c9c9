"""`otklik digest`: the mails of a day, week or month, to be looked at, approved or sent."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from archive.ledger import approve_digest, find_digest
from digests.compose import compose_digest
from digests.period import last_complete, parse_period
from digests.preview import write_preview, write_stored
from digests.wording import reader_zone
from otklik.commands.options import AsJson, ConfigFile
from otklik.mailing import Sent, addressed_to, chosen_subscriptions, send_due, send_period
from otklik.workplace import Workplace, end_broken, open_workplace
from records.digest import Delivery, Subscription
from records.errors import UnavailableError, UsageError
from records.period import Period
from texts import _

_STATES = {
    "planned": "ждёт",
    "sending": "отправляется",
    "sent": "отправлено",
    "failed": "не отправлено",
    "unknown": "неизвестно, ушло ли",
    "skipped": "пропущено",
}


app = typer.Typer(invoke_without_command=True)


@app.callback()
def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            "--period",
            metavar="2026-W47",
            help=_("Неделя, месяц (2026-11) или день (2026-11-17); иначе всё, чему пришёл срок."),
        ),
    ] = None,
    only: Annotated[list[str], typer.Option("--only", metavar=_("КОД"), help=_("Только эта рассылка."))] = [],  # noqa: B006
    preview: Annotated[
        Path | None,
        typer.Option(
            "--preview", metavar=_("ПАПКА"), help=_("Записать письма в папку, ничего не отправляя.")
        ),
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help=_("Разослать; кому уже отправлено, второй раз не уйдёт."))
    ] = False,
    resend: Annotated[
        list[str],
        typer.Option(
            "--resend", metavar=_("АДРЕС"), help=_("Отправить этому получателю ещё раз, что бы ни было.")
        ),
    ] = [],  # noqa: B006
    force: Annotated[bool, typer.Option("--force", help=_("Отправить и сводку за давнюю неделю."))] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    if context.invoked_subcommand:
        return
    if not (preview or send or resend):
        raise UsageError(_("укажите --preview ПАПКА, чтобы посмотреть, или --send, чтобы разослать."))
    workplace = open_workplace(config)
    period = parse_period(week) if week else None
    zone = ZoneInfo(workplace.config.timezone)
    if period is not None and period.first > datetime.now(zone).date():
        raise UsageError(_("Срок {period} ещё не начался: рассказывать пока не о чем.", period=period))
    subscriptions = chosen_subscriptions(workplace, only)
    if preview:
        _preview(workplace, subscriptions, period, preview)
    if send or resend:
        started = datetime.now(UTC)
        sent = _send(workplace, subscriptions, period, resend=resend, force=force)
        _say_rest(sent)
        _report(list(sent.deliveries), started, zone, repeated=bool(resend), as_json=as_json)
    end_broken(workplace.registry)


@app.command("approve", help=_("Разрешить рассылку сводки, которая ждёт одобрения (approve = true)."))
def approve(
    digest: Annotated[str, typer.Argument(metavar="2026-W47/kurgan", help=_("Код сводки."))],
    by: Annotated[str, typer.Option("--by", metavar=_("ИМЯ"), help=_("Кто одобрил."))] = "",
    preview: Annotated[
        Path | None,
        typer.Option(
            "--preview", metavar=_("ПАПКА"), help=_("Только записать это письмо в папку, не одобряя.")
        ),
    ] = None,
    config: ConfigFile = None,
) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive:
        with archive.reading() as connection:
            stored = find_digest(connection, digest)
        if stored is None:
            raise UsageError(_("Сводки «{id}» нет: коды ждущих печатает otklik digest --send.", id=digest))
        if preview:
            print(write_stored(stored.message, preview))
            return
        with archive.writing() as connection:
            approve_digest(connection, digest, by, datetime.now(UTC))
    print(_("Сводка {id} одобрена: её отправит otklik digest --send.", id=digest))


def _send(
    workplace: Workplace,
    subscriptions: list[Subscription],
    period: Period | None,
    *,
    resend: list[str],
    force: bool,
) -> Sent:
    """Without a period what is due; by hand, to be sent again or late, the last period of each."""
    if period is not None:
        return send_period(workplace, subscriptions, period, resend=resend, force=force)
    if not resend:
        return send_due(workplace, subscriptions)
    now, zone = datetime.now(UTC), ZoneInfo(workplace.config.timezone)
    subscriptions = addressed_to(resend, subscriptions)
    cadences = dict.fromkeys(each.schedule.cadence for each in subscriptions)
    sent = [
        send_period(workplace, subscriptions, last_complete(cadence, now, zone), resend=resend, force=force)
        for cadence in cadences
    ]
    return Sent(
        deliveries=tuple(delivery for each in sent for delivery in each.deliveries),
        unapproved=tuple(id_ for each in sent for id_ in each.unapproved),
    )


def _say_rest(sent: Sent) -> None:
    for subscription, periods in sent.missed:
        print(
            _(
                "otklik: рассылка «{id}»: сводки за {periods} не вышли вовремя, слать их поздно "
                "(digest_max_age_days); их публикации — в поздних находках следующей.",
                id=subscription,
                periods=", ".join(map(str, periods)),
            ),
            file=sys.stderr,
        )
    for id_ in sent.unapproved:
        print(_("Сводка {id} ждёт одобрения: otklik digest approve {id}", id=id_))


def _preview(
    workplace: Workplace, subscriptions: list[Subscription], period: Period | None, folder: Path
) -> None:
    now = datetime.now(UTC)
    with workplace.archive() as archive:
        for subscription in subscriptions:
            zone = reader_zone(subscription, ZoneInfo(workplace.config.timezone))
            chosen = period or last_complete(subscription.schedule.cadence, now, zone)
            if chosen.cadence != subscription.schedule.cadence:
                continue
            digest = compose_digest(archive, workplace.registry, subscription, chosen, zone)
            place = folder if len(subscriptions) == 1 else folder / subscription.id
            written = write_preview(digest, place, now)
            print(f"{subscription.id}: {written.html}")


def _report(
    deliveries: list[Delivery], started: datetime, zone: ZoneInfo, *, repeated: bool, as_json: bool
) -> None:
    if as_json:
        print(json.dumps([dataclasses.asdict(each) for each in deliveries], ensure_ascii=False, default=str))
    else:
        for delivery in deliveries:
            print(
                f"{delivery.digest_id} → {delivery.recipient}: {_outcome(delivery, started, zone, repeated=repeated)}"
            )
    lost = [
        delivery
        for delivery in deliveries
        if delivery.state in ("failed", "unknown") or (repeated and delivery.changed < started)
    ]
    if lost:
        raise UnavailableError(
            _(
                "не отправлено писем: {number} из {total} ({detail}). Что делать: otklik doctor",
                number=len(lost),
                total=len(deliveries),
                detail=lost[0].detail,
            )
        )


def _outcome(delivery: Delivery, started: datetime, zone: ZoneInfo, *, repeated: bool) -> str:
    """What became of it; of one that had gone before this call, when it went."""
    if delivery.state == "sent" and delivery.changed < started and not repeated:
        when = delivery.changed.astimezone(zone)
        return _("уже отправлено {when:%d.%m.%Y %H:%M}, второй раз не отправляется", when=when)
    detail = f" ({delivery.detail})" if delivery.detail else ""
    return _(_STATES[delivery.state]) + detail
