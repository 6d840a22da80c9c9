"""What the pages work with, and who looks at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from archive.store import Archive
from records.registry import Registry
from search.engine import Engine

UserRole = Literal["reader", "editor"]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """`hosts` are the names under which it answers; `has_users`: nobody sees anything before they have logged in.

    `is_secure`: readers come by HTTPS. `sample`: what it shows is invented, and every page says so. `pages` is the
    folder of saved copies, `session_days` how long a log-in lasts.
    """

    registry: Registry
    archive: Archive
    engine: Engine
    timezone: str
    language: str
    watched: tuple[str, ...]
    pages: Path
    hosts: frozenset[str]
    has_users: bool = False
    is_secure: bool = False
    sample: bool = False
    session_days: int = 14
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visitor:
    """Who looks: on a desk without users, whoever sits at this machine, who may correct."""

    name: str
    role: UserRole

    @property
    def may_correct(self) -> bool:
        return self.role == "editor"
