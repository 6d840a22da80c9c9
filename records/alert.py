"""What is told at once: to whom, about what, and when it may not ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AlertKind = Literal["negative", "spike", "person", "campaign", "source"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Watch:
    """Who is alerted to what. `unions` are ids and mean their whole branches; empty `regions` mean all.

    `weight` (0…1) is that of the least outlet whose negative story, or whose silence, is worth an alert. A spike is
    `spike` times the usual number of articles a day. Nothing goes from hour `quiet_from` to hour `quiet_until` of the
    reader's clock; the same number twice is no quiet time. `chats` are names, their addresses are secrets.
    """

    id: str
    title: str
    unions: tuple[str, ...]
    regions: tuple[str, ...] = ()
    kinds: tuple[AlertKind, ...] = ("negative", "spike", "person", "campaign", "source")
    weight: float = 0.7
    people: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    spike: float = 3.0
    quiet_from: int = 0
    quiet_until: int = 0
    recipients: tuple[str, ...] = ()
    chats: tuple[str, ...] = ()
    timezone: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Alarm:
    """One thing to be told. `key` is what it is about: never told twice to one watch. `articles` are the ids of the
    story so far; `said` is why it rings, in words."""

    key: str
    kinds: tuple[AlertKind, ...]
    title: str
    said: tuple[str, ...]
    url: str = ""
    outlet: str = ""
    published: datetime | None = None
    evidence: str = ""
    articles: tuple[str, ...] = ()
    story: str = ""
