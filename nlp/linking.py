"""Mentions of unions in a text, each linked to the registry, left open, or known to be an unknown one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nlp.branches import widen
from nlp.enumerations import find_enumeration
from nlp.folding import Word, split_words
from nlp.lexicon import load_lexicon
from nlp.matching import Match, build_names, find_matches
from nlp.names import Name
from nlp.places import find_regions, load_gazetteer
from nlp.settling import settle
from nlp.surroundings import names_other_countries_only
from nlp.trie import Trie
from records.registry import Registry

RULES_VERSION = "1"
Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A name of a union in the text. `union` None: several could be meant, or none that the registry knows."""

    start: int
    end: int
    union: str | None
    distractor: bool = False
    unknown: bool = False


class Linker:
    """Knows all forms of all names of one registry."""

    def __init__(self, registry: Registry) -> None:
        self._unions = registry.unions
        self._names: Trie[Name] = build_names(registry)
        self._by_region: Mapping[str, str] = {
            code: union.id
            for union in registry.unions.values()
            if union.kind == "territorial"
            for code in union.regions
        }

    def find_links(self, text: str, region: str = "", context: str = "") -> list[Link]:
        """All mentions, in order, never overlapping but for a plant's organization, which may name its union inside.

        `region` is the outlet's; `context` is more text of the same article (the title's is the body, and back).
        """
        words = split_words(text)
        matches = _without_foreign(self._find(text, words), words)
        named, regions = self._facts(matches, text, words, context)
        found: list[Link] = []
        floor = 0
        for match in matches:
            union = self._settled(match, named, regions, region)
            links, floor = self._link(text, words, match, union, floor)
            found += [_with_quote(text, link) for link in links]
        return found

    def _find(self, text: str, words: Sequence[Word]) -> list[Match]:
        """Lists first: their members' names overlap the plain ones."""
        gazetteer = load_gazetteer()
        listed: list[Match] = []
        at = 0
        while at < len(words):
            found = find_enumeration(words, at, self._by_region, gazetteer)
            listed += found
            at = found[-1].last if found else at + 1
        taken = {at for match in listed for at in range(match.first, match.last)}
        plain = [
            match
            for match in find_matches(text, words, self._names)
            if taken.isdisjoint(range(match.first, match.last))
        ]
        return sorted([*listed, *plain], key=lambda match: match.first)

    def _facts(
        self, matches: Sequence[Match], text: str, words: Sequence[Word], context: str
    ) -> tuple[set[str], dict[str, int]]:
        """The unions named without doubt, and the regions named, in the text and in its context."""
        gazetteer = load_gazetteer()
        named = {union for match in matches if len(match.unions) == 1 for union in match.unions}
        regions = find_regions(words, gazetteer, text)
        if context:
            beside = split_words(context)
            found = find_matches(context, beside, self._names)
            named |= {union for match in found if len(match.unions) == 1 for union in match.unions}
            for code, count in find_regions(beside, gazetteer, context).items():
                regions[code] = regions.get(code, 0) + count
        return named, regions

    def _settled(self, match: Match, named: set[str], regions: Mapping[str, int], region: str) -> str | None:
        if len(match.unions) == 1 and not match.bare:
            return next(iter(match.unions))
        return settle(
            match.unions,
            named=named,
            regions=regions,
            outlet_region=region,
            unions=self._unions,
            bare=match.bare,
        )

    def _link(
        self, text: str, words: Sequence[Word], match: Match, union: str | None, floor: int
    ) -> tuple[list[Link], int]:
        """The links of one match, and the word behind them."""
        plain = _link_of(words, match, union)
        if union is None:
            return [plain], match.last
        if self._unions[union].kind == "distractor":
            return [replace(plain, distractor=True)], match.last
        if self._unions[union].kind in ("territorial", "confederation"):
            return [plain], match.last
        branch = widen(text, words, match, floor)
        if not branch.primary:
            return [_link_of(words, branch.match, union)], branch.match.last
        whole = replace(_link_of(words, branch.match, None), unknown=True)
        return [whole, plain], branch.match.last


def _without_foreign(matches: list[Match], words: Sequence[Word]) -> list[Match]:
    """None where only general names stand in a text that speaks of other countries only."""
    only_general = all(match.generic or match.bare for match in matches)
    return [] if only_general and names_other_countries_only(words, load_lexicon()) else matches


def _link_of(words: Sequence[Word], match: Match, union: str | None) -> Link:
    return Link(start=words[match.first].start, end=words[match.last - 1].end, union=union)


def _with_quote(text: str, link: Link) -> Link:
    """With the closing mark, where a quotation was opened inside: «профсоюз „Торговое единство“»."""
    inside = text[link.start : link.end]
    for opening, closing in ("«»", "„“", "“”", '""'):
        opened = (
            inside.count(opening) % 2 if opening == closing else inside.count(opening) > inside.count(closing)
        )
        if opened and text[link.end : link.end + 1] == closing:
            return replace(link, end=link.end + 1)
    return link
