"""Lines that stand on several pages of an outlet under different headlines: rules, footers, lists; not the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_FEWEST = 2  # other articles that have the line: one may be the same story told again
_SHARE = 0.2  # of the pages known: what is quoted in every tenth article may well belong to them


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenPage:
    """`headline` and `lines` are keys (`crawler.line_features.line_key`)."""

    headline: int
    lines: frozenset[int]


def recurring_lines(pages: Sequence[SeenPage], headline: int = 0) -> frozenset[int]:
    """`headline` is the page's that is to be read: pages of the same article, printed or edited, say nothing of it."""
    others = {page.headline: page for page in pages if page.headline != headline}
    counts = Counter(line for page in others.values() for line in page.lines)
    least = max(_FEWEST, _SHARE * len(others))
    return frozenset(line for line, number in counts.items() if number >= least)
