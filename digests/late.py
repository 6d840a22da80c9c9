"""Late finds: articles of earlier periods that no digest of the subscription has told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from archive.coverage import CoveredArticle
from archive.told import Told
from digests.period import period_bounds
from digests.stories import digest_article, group_stories
from records.digest import LateFinds
from records.period import Cadence, Period
from records.registry import Registry

# The crawl takes nothing that is older than 60 days (crawl.max_age_days), and a digest comes a period later at most.
_FARTHEST: dict[Cadence, timedelta] = {
    "daily": timedelta(weeks=10),
    "weekly": timedelta(weeks=10),
    "monthly": timedelta(weeks=14),
}


def late_bounds(period: Period, first: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(from, until) of what may be late for the digest of `period`: never before the subscription's `first` digest,
    for who subscribes today does not ask for last month."""
    until, _end = period_bounds(period, zone)
    return max(period_bounds(first, zone)[0], until - _FARTHEST[period.cadence]), until


def find_late(
    earlier: Sequence[CoveredArticle], told: Told, this_period: Sequence[CoveredArticle], registry: Registry
) -> LateFinds:
    """`earlier` are all articles within `late_bounds`. A text that was told, or is told now, is not told again:
    its new copies stand apart. Another outlet's own version of a told event is news, and told as such."""
    untold = [article for article in earlier if article.id not in told.articles]
    known = told.texts | {article.text_id for article in this_period}
    return LateFinds(
        stories=group_stories([article for article in untold if article.text_id not in known], registry),
        copies=tuple(digest_article(article, registry) for article in untold if article.text_id in known),
    )
