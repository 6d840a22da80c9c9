"""`otklik alerts`: what must be told at once; without --send only shown."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from otklik.alerts import Rung, chosen_watches, look_now, send_alarms
from otklik.commands.options import AsJson, ConfigFile
from otklik.workplace import end_broken, open_workplace
from records.errors import UnavailableError
from texts import _

_STATES = {
    "planned": "ждёт",
    "sending": "отправляется",
    "sent": "отправлено",
    "failed": "не отправлено",
    "unknown": "неизвестно, ушло ли",
    "skipped": "пропущено",
}


def run(
    only: Annotated[
        list[str], typer.Option("--only", metavar=_("КОД"), help=_("Только это оповещение."))
    ] = [],  # noqa: B006
    send: Annotated[
        bool, typer.Option("--send", help=_("Разослать; об одном сюжете второй раз не уйдёт."))
    ] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    workplace = open_workplace(config)
    watches = chosen_watches(workplace, only)
    if not watches and not as_json:
        print(_("Оповещения не настроены: опишите в otklik.toml раздел [[alerts]]."))
    rung = send_alarms(workplace, watches) if send else look_now(workplace, watches)
    if as_json:
        print(json.dumps([dataclasses.asdict(each) for each in rung], ensure_ascii=False, default=str))
    else:
        for each in rung:
            _show(each, sent=send)
    _end_lost(rung)
    end_broken(workplace.registry)


def _show(rung: Rung, *, sent: bool) -> None:
    for alarm in rung.alarms:
        print(f"{rung.watch.id}: {alarm.title} — {'; '.join(alarm.said)}")
        if alarm.url:
            print(f"    {alarm.url}")
    if rung.alarms and rung.is_quiet:
        print(_("{id}: тихие часы, уйдёт после них.", id=rung.watch.id))
    if not rung.alarms and not sent:
        print(_("{id}: сообщать не о чем.", id=rung.watch.id))
    for delivery in rung.deliveries:
        detail = f" ({delivery.detail})" if delivery.detail else ""
        print(f"{rung.watch.id} → {delivery.recipient}: {_(_STATES[delivery.state])}{detail}")


def _end_lost(rung: list[Rung]) -> None:
    lost = [
        delivery for each in rung for delivery in each.deliveries if delivery.state in ("failed", "unknown")
    ]
    if lost:
        raise UnavailableError(
            _(
                "не отправлено оповещений: {number} ({detail}). Что делать: otklik doctor",
                number=len(lost),
                detail=lost[0].detail,
            )
        )
