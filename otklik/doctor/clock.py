"""The clock: weeks, hours and digests are counted by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.integrity import newest_moment, server_time
from archive.store import Archive
from otklik.config import Config
from otklik.doctor.findings import Finding, trouble
from otklik.service.last_run import read_last_run
from texts import _

_TOLERANCE = timedelta(minutes=2)


def clock_findings(archive: Archive, config: Config) -> Iterator[Finding]:
    with archive.reading() as connection:
        newest, theirs = newest_moment(connection), server_time(connection)
    now = datetime.now(UTC)
    mend = _("сверьте часы этой машины (timedatectl) и включите их установку по сети")
    if newest is not None and newest > now + _TOLERANCE:
        shown = newest.astimezone(ZoneInfo(config.timezone))
        sentence = _(
            "В архиве есть записи из будущего, до {shown:%d.%m.%Y %H:%M}: часы переводили", shown=shown
        )
        yield trouble("clock", sentence, mend)
    if theirs is not None and abs(theirs - now) > _TOLERANCE:
        seconds = (theirs - now).total_seconds()
        sentence = _("Часы расходятся с часами базы архива на {seconds:.0f} с", seconds=abs(seconds))
        yield trouble("clock", sentence, mend)
    steps = (read_last_run(config.data) or {}).get("steps", [])
    behind = next((step["counts"].get("clock_behind", 0) for step in steps if step["name"] == "crawl"), 0)
    if abs(behind) > _TOLERANCE.total_seconds():
        sentence = _(
            "При последнем обходе часы расходились с часами опрошенных изданий на {seconds:.0f} с",
            seconds=abs(behind),
        )
        yield trouble("clock", sentence, mend)
