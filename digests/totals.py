"""The period in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from archive.coverage import CoveredArticle
from records.annotation import Tone
from records.digest import Totals
from records.registry import Registry


def count_totals(articles: Sequence[CoveredArticle], registry: Registry) -> Totals:
    """Counts articles. One that mentions two unions counts for each of them, and once everywhere else."""
    outlets = [registry.outlets.get(article.outlet_id) for article in articles]
    tones: dict[Tone, int] = {-1: 0, 0: 0, 1: 0}
    for article in articles:
        tones[article.tone] += 1
    return Totals(
        articles=len(articles),
        stories=len({article.story_id for article in articles}),
        outlets=len({article.outlet_id for article in articles}),
        by_tone=tones,
        by_region=_commonest(outlet.region for outlet in outlets if outlet is not None),
        by_union=_commonest(
            union for article in articles for union in {mention.union for mention in article.mentions}
        ),
        external=sum(outlet is not None and outlet.kind == "external" for outlet in outlets),
        unclear=sum(
            article.tone == 0 and not all(mention.sure for mention in article.mentions)
            for article in articles
        ),
    )


def _commonest(values: Iterable[str]) -> dict[str, int]:
    """Commonest first, ties by value, so that the same period always reads the same."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
