"""Trade-union organizations that the register does not know: a plant's own, another country's, an independent one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from nlp.folding import Word, split_words
from nlp.lexicon import load_lexicon
from nlp.links import Link, Span
from nlp.organization_names import find_heads, find_tail, first_adjective, is_named
from nlp.surroundings import is_venue
from records.annotation import UnknownUnion

_DEEPEST = 8  # links in a row of which one may hold the others


def find_unknown(
    text: str,
    links: Sequence[Link],
    organizations: Sequence[Span],
    persons: Sequence[Span] = (),
    industry: str | None = None,
    words: Sequence[Word] | None = None,
) -> list[UnknownUnion]:
    """All of them, in order. `organizations` are the named ORG and LOC entities: a name behind the head is one of them.

    No person's name belongs to it. A link that is already known to name a plant's organization is only widened by the
    plant's name. The union above it is the one that its name holds; a plant's is of `industry`, the only industry
    union of the whole text, where its name says none. `links` are in order; `words` are the text's, where they are
    cut already.
    """
    named = [link for link in links if not link.described]
    words = split_words(text) if words is None else words
    found = _find_spans(text, words, named, organizations, persons)
    starts = [start for start, _end, _primary in found]
    own = [
        (link.start, link.end, True)
        for link in named
        if link.unknown and not _is_covered(link, found[max(0, bisect_left(starts, link.end) - 1) :][:1])
    ]
    return [
        UnknownUnion(
            start=start, end=end, union=_named_in(named, start, end) or (industry if primary else None)
        )
        for start, end, primary in sorted([*found, *own])
    ]


def _is_covered(link: Link, last_before: Sequence[tuple[int, int, bool]]) -> bool:
    return any(start < link.end and link.start < end for start, end, _primary in last_before)


def _named_in(links: Sequence[Link], start: int, end: int) -> str | None:
    inside = {
        link.union or link.industry
        for link in _beside(links, start, end)
        if start <= link.start and link.end <= end and not link.distractor and (link.union or link.industry)
    }
    return inside.pop() if len(inside) == 1 else None


def _beside(links: Sequence[Link], start: int, end: int) -> list[Link]:
    """The links that share a character with the span."""
    at = bisect_left(links, start, key=attrgetter("start"))
    last = bisect_left(links, end, key=attrgetter("start"))
    return [link for link in links[max(0, at - _DEEPEST) : last] if start < link.end]


def _find_spans(
    text: str,
    words: Sequence[Word],
    links: Sequence[Link],
    organizations: Sequence[Span],
    persons: Sequence[Span],
) -> list[tuple[int, int, bool]]:
    """(start, end, primary)."""
    ends = dict(organizations)
    linked = ends | {link.start: link.end for link in links if link.union and not link.distractor}
    stops = {start for start, _end in persons}
    found: list[tuple[int, int, bool]] = []
    for head, last, primary in find_heads(words):
        end = find_tail(text, words, last, linked if primary else ends, stops)
        first = first_adjective(text, words, head)
        span = (words[first].start, words[end - 1].end)
        inner = [link for link in _beside(links, *span) if not link.unknown]
        if not inner and not is_named(text, words, (first, last, end), primary):
            continue
        if inner and (not primary or any(link.start < words[last - 1].end for link in inner)):
            continue  # the name of a union that the register knows
        if not (found and span[0] < found[-1][1]) and not is_venue(words, first, load_lexicon()):
            found.append((*_closed(text, span), primary))
    return found


def _closed(text: str, span: Span) -> Span:
    inside = text[slice(*span)]
    if " " in inside and text[span[0] - 1 : span[0]] == "«" and text[span[1] : span[1] + 1] == "»":
        return span[0] - 1, span[1] + 1
    if inside.count("«") > inside.count("»") and text[span[1] : span[1] + 1] == "»":
        return span[0], span[1] + 1
    return span
