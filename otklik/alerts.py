"""The configured alerts: what rings now, and its way out under the lock that every sender holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digests.alerting import Ways, look_for_alarms, send_alerts, store_alarms
from digests.chat import check_chat
from digests.quiet import is_quiet
from otklik.locks import send_lock
from otklik.mailing import smtp_settings
from otklik.sections import AlertConfig
from otklik.workplace import Workplace
from records.alert import Alarm, Watch
from records.digest import Delivery
from records.errors import ConfigError, UsageError
from texts import _
from texts.system_faults import explain_system_fault

_LINE = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)\s*=\s*(?P<address>\S+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """What became of one watch: `alarms` are those of now, `is_quiet` says that they wait for the morning."""

    watch: Watch
    alarms: tuple[Alarm, ...]
    deliveries: tuple[Delivery, ...] = ()
    is_quiet: bool = False


def chosen_watches(workplace: Workplace, ids: Sequence[str]) -> list[Watch]:
    """The configured alerts, or those of them that are named. Raises UsageError for one that there is not."""
    configured = {alert.id: _watch(alert, workplace) for alert in workplace.config.alerts}
    for unknown in (id_ for id_ in ids if id_ not in configured):
        raise UsageError(_("--only: оповещения «{id}» в настройках нет.", id=unknown))
    return [configured[id_] for id_ in ids or configured]


def look_now(workplace: Workplace, watches: Sequence[Watch], now: datetime | None = None) -> list[Rung]:
    """What would ring; nothing is written or sent."""
    moment = now or datetime.now(UTC)
    with workplace.archive() as archive:
        return [
            Rung(
                watch=watch,
                alarms=look_for_alarms(archive, workplace.registry, watch, moment),
                is_quiet=is_quiet(watch, moment, _zone(watch, workplace)),
            )
            for watch in watches
        ]


def send_alarms(workplace: Workplace, watches: Sequence[Watch], now: datetime | None = None) -> list[Rung]:
    """Sends what rings, and what did not go at the last try; in its quiet time a watch waits.

    Raises ConfigError without a mail server, or where a chat has no address.
    """
    ways = Ways(smtp=smtp_settings(workplace.config), chats=read_chats(workplace.config.chats.file))
    for watch in watches:
        for name in watch.chats:
            if name not in ways.chats:
                raise ConfigError(
                    _("Оповещение «{id}»: чата «{name}» нет в файле chats.file.", id=watch.id, name=name)
                )
            check_chat(ways.chats[name])
    rung: list[Rung] = []
    with send_lock(workplace.config.data), workplace.archive() as archive:
        for watch in watches:
            moment = now or datetime.now(UTC)
            zone = _zone(watch, workplace)
            alarms = look_for_alarms(archive, workplace.registry, watch, moment)
            if is_quiet(watch, moment, zone):
                rung.append(Rung(watch=watch, alarms=alarms, is_quiet=True))
                continue
            if alarms:
                store_alarms(archive, watch, alarms, ways, zone, moment)
            deliveries = send_alerts(archive, watch, ways, moment)
            rung.append(Rung(watch=watch, alarms=alarms, deliveries=tuple(deliveries)))
    return rung


def read_chats(file: Path | None) -> dict[str, str]:
    """`имя = адрес` a line, as Apprise writes addresses; they are secrets, so no fault quotes one."""
    if file is None:
        return {}
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = explain_system_fault(error) if isinstance(error, OSError) else _("это не текст в UTF-8")
        raise ConfigError(_("Файл чатов {file} не читается ({reason}).", file=file, reason=reason)) from error
    chats: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or match["name"] in chats:
            raise ConfigError(
                _(
                    "{file}, строка {number}: нужно «имя = адрес», каждое имя один раз.",
                    file=file,
                    number=number,
                )
            )
        chats[match["name"]] = match["address"]
    return chats


def _zone(watch: Watch, workplace: Workplace) -> ZoneInfo:
    return ZoneInfo(watch.timezone or workplace.config.timezone)


def _watch(alert: AlertConfig, workplace: Workplace) -> Watch:
    return Watch(
        id=alert.id,
        title=alert.title,
        unions=alert.unions or workplace.config.watch.unions,
        regions=alert.regions,
        kinds=alert.kinds,
        weight=alert.weight,
        people=alert.people,
        campaigns=alert.campaigns,
        spike=alert.spike,
        quiet_from=alert.quiet_from,
        quiet_until=alert.quiet_until,
        recipients=alert.recipients,
        chats=alert.chats,
        timezone=alert.timezone or "",
        language=alert.language or "",
    )
