"""Articles that tell the same text: the first publisher and the reprints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where an article belongs. `story_id` is the id of the story's first article, which is no reprint.

    It follows from the articles alone, not from the order in which they came: an earlier one that is found later
    gives the story its id. `similarity` is the share (0…1) of the first text that stands in this one.
    """

    article_id: str
    story_id: str
    is_reprint: bool
    similarity: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """An article as the grouping sees it: its text, and the time under which it is listed."""

    article_id: str
    story_id: str | None
    timestamp: datetime
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """`first_article_id` is the earliest published; `article_ids` are all, earliest first."""

    id: str
    first_article_id: str
    first_published: datetime
    article_ids: tuple[str, ...]
