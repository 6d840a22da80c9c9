"""Late finds: articles of earlier weeks that no digest of the subscription has told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from archive.coverage import CoveredArticle
from archive.told import Told
from digests.stories import digest_article, group_stories
from digests.week import week_bounds
from records.digest import LateFinds, Week
from records.registry import Registry

# The crawl takes nothing that is older than 60 days (crawl.max_age_days), and a digest comes a week later at most.
_FARTHEST = timedelta(weeks=10)


def late_bounds(week: Week, first: Week, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(from, until) of what may be late for the digest of `week`: never before the subscription's `first` digest,
    for who subscribes today does not ask for last month."""
    until, _end = week_bounds(week, zone)
    return max(week_bounds(first, zone)[0], until - _FARTHEST), until


def find_late(
    earlier: Sequence[CoveredArticle], told: Told, this_week: Sequence[CoveredArticle], registry: Registry
) -> LateFinds:
    """`earlier` are all articles within `late_bounds`. A text that was told, or is told this week, is not told again:
    its new copies stand apart. Another outlet's own version of a told event is news, and told as such."""
    untold = [article for article in earlier if article.id not in told.articles]
    known = told.texts | {article.text_id for article in this_week}
    return LateFinds(
        stories=group_stories([article for article in untold if article.text_id not in known], registry),
        copies=tuple(digest_article(article, registry) for article in untold if article.text_id in known),
    )
