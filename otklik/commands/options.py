"""Options that several commands share, worded once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from records.errors import UsageError
from texts import _

ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar=_("ФАЙЛ"), help=_("Файл настроек вместо otklik.toml."))
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Ответ в JSON, для программ."))]
_DAY = ("%Y-%m-%d", "%d.%m.%Y")


def parse_day(text: str, option: str) -> date:
    """A day as 2026-11-01 or 01.11.2026. Raises UsageError that names the option."""
    for form in _DAY:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise UsageError(
        _("{option}: нужна дата вида 2026-11-01 или 01.11.2026, а задано «{text}».", option=option, text=text)
    )


def parse_period(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The days of --since and --until. Raises UsageError, also where they are reversed."""
    first = parse_day(since, "--since") if since else None
    last = parse_day(until, "--until") if until else None
    if first and last and first > last:
        raise UsageError(
            _(
                "--since {first:%d.%m.%Y} позже, чем --until {last:%d.%m.%Y}: поменяйте их местами.",
                first=first,
                last=last,
            )
        )
    return first, last
