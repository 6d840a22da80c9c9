"""Options that several commands share, worded once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from records.errors import UsageError
from texts import _

ConfigFile = Annotated[
    Path | None, typer.Option("--config", metavar=_("ФАЙЛ"), help=_("Файл настроек вместо otklik.toml."))
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Ответ в JSON, для программ."))]


def parse_day(text: str, option: str) -> date:
    """A day as 2026-11-01. Raises UsageError that names the option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            _("{option}: нужна дата вида 2026-11-01, а задано «{text}».", option=option, text=text)
        ) from None
