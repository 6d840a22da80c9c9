"""Who may see the desk and what they keep there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeskRole = Literal["reader", "editor"]
Cadence = Literal["daily", "weekly"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskUser:
    """An editor may correct the program; a reader sees. `disabled` is since when they may no longer come in."""

    name: str
    role: DeskRole
    made: datetime
    disabled: datetime | None = None

    @property
    def is_editor(self) -> bool:
        return self.role == "editor"


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedSearch:
    """A search with a name. `id` is the part of its address that nobody guesses, `query` as in the desk's address.

    `owner` is a user's name, "" where the desk has no users. With `cadence` it goes to `recipient` by mail.
    """

    id: str
    name: str
    query: str
    owner: str
    made: datetime
    cadence: Cadence | None = None
    recipient: str = ""
