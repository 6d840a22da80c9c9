"""`otklik digest`: the week's mail, to be looked at or sent."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from digests.compose import compose_digest
from digests.preview import write_preview
from digests.week import last_complete_week, parse_week
from otklik.commands.options import AsJson, ConfigFile
from otklik.mailing import chosen_subscriptions, send_week
from otklik.workplace import Workplace, end_broken, open_workplace
from records.digest import Delivery, Subscription, Week
from records.errors import UnavailableError, UsageError
from texts import _

_STATES = {
    "planned": "ждёт",
    "sending": "отправляется",
    "sent": "отправлено",
    "failed": "не отправлено",
    "unknown": "неизвестно, ушло ли",
    "skipped": "пропущено: неделя давно прошла",
}


def run(  # noqa: PLR0917 - one parameter an option
    week: Annotated[
        str | None, typer.Option("--week", metavar="2026-W47", help=_("Неделя; иначе последняя прошедшая."))
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
    if not (preview or send or resend):
        raise UsageError(_("укажите --preview ПАПКА, чтобы посмотреть, или --send, чтобы разослать."))
    workplace = open_workplace(config)
    zone = ZoneInfo(workplace.config.timezone)
    chosen_week = parse_week(week) if week else last_complete_week(datetime.now(UTC), zone)
    if chosen_week.monday > datetime.now(zone).date():
        raise UsageError(_("Неделя {week} ещё не началась: рассказывать пока не о чем.", week=chosen_week))
    subscriptions = chosen_subscriptions(workplace, only)
    if preview:
        _preview(workplace, subscriptions, chosen_week, preview)
    if send or resend:
        started = datetime.now(UTC)
        deliveries = send_week(workplace, subscriptions, chosen_week, resend=resend, force=force)
        _report(deliveries, started, zone, repeated=bool(resend), as_json=as_json)
    end_broken(workplace.registry)


def _preview(workplace: Workplace, subscriptions: list[Subscription], week: Week, folder: Path) -> None:
    zone = ZoneInfo(workplace.config.timezone)
    with workplace.archive() as archive:
        for subscription in subscriptions:
            digest = compose_digest(archive, workplace.registry, subscription, week, zone)
            place = folder if len(subscriptions) == 1 else folder / subscription.id
            written = write_preview(digest, place, datetime.now(UTC))
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
