"""Whether `otklik run` comes as often as it should, and whether it gets done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.integrity import last_run_start
from archive.store import Archive
from otklik.config import Config
from otklik.doctor.findings import Finding, trouble
from otklik.service.last_run import read_last_run
from texts import _

_LONGEST = timedelta(hours=24)


def run_findings(archive: Archive, config: Config) -> Iterator[Finding]:
    with archive.reading() as connection:
        begun = last_run_start(connection)
    last = read_last_run(config.data)
    moments = [begun] if begun else []
    moments += [datetime.fromisoformat(last["finished"])] if last else []
    if moments and datetime.now(UTC) - max(moments) > _LONGEST:
        shown = max(moments).astimezone(ZoneInfo(config.timezone))
        yield trouble(
            "last-run",
            _("Последний запуск был {shown:%d.%m.%Y %H:%M}", shown=shown),
            _("проверьте cron или systemd (deploy/) и запустите otklik run сами"),
        )
    for step in (last or {}).get("steps", []):
        if step["state"] == "overdue":
            yield trouble(
                "overdue",
                _("В последнем запуске шаг «{step}» не успел и был остановлен", step=step["name"]),
                _("если это повторяется, увеличьте run.limit_minutes; что его держало — в журнале run.log"),
            )
        elif step["state"] == "failed":
            yield trouble(
                "failed-step",
                _(
                    "В последнем запуске не удался шаг «{step}»: {why}",
                    step=step["name"],
                    why="; ".join(step["problems"]),
                ),
                _("исправьте названное и запустите otklik run"),
            )
