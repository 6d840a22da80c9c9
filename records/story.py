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
    """An article as the grouping sees it: its story, if it has one yet, and the time under which it is listed."""

    article_id: str
    story_id: str | None
    timestamp: datetime

    @property
    def order(self) -> tuple[datetime, str]:
        """Who was first; of two at the same moment, always the same one."""
        return self.timestamp, self.article_id

    @property
    def is_first(self) -> bool:
        return self.story_id == self.article_id
