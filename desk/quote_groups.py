"""One saying that many outlets copied is told once, with how many more have it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from records.listing import ListedQuote
from texts.typography import clean


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """`quote` is the first of those in the list, `others` the number of further ones with the same words."""

    quote: ListedQuote
    others: int


def group_quotes(quotes: Iterable[ListedQuote]) -> list[Said]:
    """In the order of the list; who says it, and whether in their own words, must be the same too."""
    groups: dict[tuple[str, str | None, bool], list[ListedQuote]] = {}
    for quote in quotes:
        words = clean(quote.words).strip(' .,!?…«»"').casefold()
        groups.setdefault((words, quote.speaker, quote.direct), []).append(quote)
    return [Said(quote=same[0], others=len(same) - 1) for same in groups.values()]
