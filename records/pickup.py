"""A release and what was taken of it, as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPickup:
    """A release and an article that took words of it; the shares are 0…1 of the article's and of the release's words.

    `delay` is negative where the article came first, or the release's date is wrong.
    """

    release_id: str
    release_title: str
    release_outlet_id: str
    released: datetime
    article_id: str
    title: str
    outlet_id: str
    timestamp: datetime
    article_share: float
    release_share: float

    @property
    def delay(self) -> timedelta:
        return self.timestamp - self.released
