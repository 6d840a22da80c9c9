"""Articles on one event: the first publisher, the copies of its text, and other outlets' own versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

MemberKind = Literal["first", "copy", "version"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where an article belongs; it follows from the articles alone, not from the order in which they came.

    `story_id` is the id of the first article on the event, `text_id` of the first with this text, `taken_from` of the
    earlier one of whose words it has most: its own for the story's first, the story's first for a version.
    `similarity` is the share (0…1) of this text that stands in the source.
    """

    article_id: str
    story_id: str
    text_id: str
    taken_from: str
    similarity: float

    @property
    def is_reprint(self) -> bool:
        return self.text_id != self.article_id

    @property
    def kind(self) -> MemberKind:
        return _kind(self.article_id, self.story_id, self.text_id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An article as the grouping sees it: where it stands, if it has its place yet, and the time under which it is
    listed. `fetched` tells one text of it from the next."""

    article_id: str
    outlet_id: str
    timestamp: datetime
    fetched: datetime
    text_id: str | None = None
    story_id: str | None = None

    @property
    def order(self) -> tuple[datetime, str]:
        """Who was first; of two at the same moment, always the same one."""
        return self.timestamp, self.article_id


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryMember:
    """One article of a story as it is told: `order` counts from 1, `delay` is the time after the first publisher,
    `share` (0…1) how much of it stands word for word in the source."""

    article_id: str
    outlet_id: str
    title: str
    url: str
    timestamp: datetime
    order: int
    delay: timedelta
    kind: MemberKind
    taken_from: str
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Pickup:
    """An article that took words of a union's own release: which share of the article they are, and of the release.

    `delay` is negative where the article came first, or the release's date is wrong. Without `has_time` only the day of
    the article is known.
    """

    article_id: str
    outlet_id: str
    delay: timedelta
    article_share: float
    release_share: float
    has_time: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """A union's own article with what was taken of it, the earliest first; empty where nobody took it.

    Without `has_time` only the day of `timestamp` is known.
    """

    article_id: str
    outlet_id: str
    title: str
    timestamp: datetime
    pickups: tuple[Pickup, ...] = ()
    has_time: bool = True
    url: str = ""


def _kind(article_id: str, story_id: str, text_id: str) -> MemberKind:
    if text_id != article_id:
        return "copy"
    return "first" if story_id == article_id else "version"
