"""Articles that tell the same text: the first publisher and the reprints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """Where an article belongs. `story_id` is the id of the story's founding article and never changes;
    `similarity` is the share (0…1) of the story's first text that stands in this one."""

    article_id: str
    story_id: str
    is_reprint: bool
    similarity: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """`first_article_id` is the earliest published; `article_ids` are all, earliest first."""

    id: str
    first_article_id: str
    first_published: datetime
    article_ids: tuple[str, ...]
