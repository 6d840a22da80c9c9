"""Mentions of unions in a text, each linked to the registry, left open, or known to be an unknown one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlp.branches import Branch, widen
from nlp.descriptions import find_descriptions
from nlp.enumerations import find_enumeration
from nlp.folding import Word, split_words
from nlp.lexicon import load_lexicon
from nlp.links import Link, Span
from nlp.matching import Match, build_names, find_matches
from nlp.names import Name
from nlp.places import load_gazetteer
from nlp.scene import Scene
from nlp.settling import settle
from nlp.surroundings import names_other_countries_only
from nlp.trie import Trie
from records.registry import Registry

__all__ = ["RULES_VERSION", "Link", "Linker", "Span"]
RULES_VERSION = "2"
_INDUSTRY = ("all-russian", "interregional")
_WITHOUT_BRANCHES = ("territorial", "confederation", "regional", "primary")


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

    def find_links(
        self, text: str, region: str = "", context: str = "", words: Sequence[Word] | None = None
    ) -> list[Link]:
        """All mentions, in order, never overlapping but for a plant's organization, which may name its union inside.

        `region` is the outlet's; `context` is more text of the same article (the title's is the body, and back).
        `words` are the text's, where they are cut already.
        """
        words = split_words(text) if words is None else words
        matches = _without_foreign(self._find(text, words), words)
        scene = Scene(text, words, context, region, matches, self._find_named)
        found: list[Link] = []
        floor = 0
        before: dict[str, int] = {}
        for match in matches:
            links, floor = self._link(scene, match, self._settled(match, scene, before), floor)
            if match.union:
                before[match.union] = match.first
            found += [_with_quote(text, link) for link in links]
        described = find_descriptions(scene, found, self._unions)
        return sorted([*found, *described], key=lambda link: (link.start, -link.end))

    def sole_industry(self, links: Sequence[Link]) -> str | None:
        """The only industry union among these links."""
        named = {link.union for link in links if link.union and self._unions[link.union].kind in _INDUSTRY}
        return named.pop() if len(named) == 1 else None

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

    def _find_named(self, text: str, words: Sequence[Word]) -> set[str]:
        """The unions that another text of the article names without doubt."""
        return {match.union for match in find_matches(text, words, self._names) if match.union}

    def _settled(self, match: Match, scene: Scene, before: Mapping[str, int]) -> str | None:
        if match.union:
            return match.union
        return settle(
            match.unions,
            named=scene.named,
            before=before,
            regions=scene.regions,
            outlet_region=scene.region,
            unions=self._unions,
            bare=match.bare,
        )

    def _link(self, scene: Scene, match: Match, union: str | None, floor: int) -> tuple[list[Link], int]:
        """The links of one match, and the word behind them."""
        plain = replace(_link_of(scene.words, match), union=union, described=match.bare)
        if union is None:
            return [plain], match.last
        if self._unions[union].kind == "distractor":
            return [replace(plain, distractor=True)], match.last
        if self._unions[union].kind in _WITHOUT_BRANCHES:
            return [plain], match.last
        branch = widen(scene, match, floor)
        return _links_of_branch(scene.words, branch, union), max(part.last for part in branch.parts)


def _links_of_branch(words: Sequence[Word], branch: Branch, union: str) -> list[Link]:
    """The branch, with others that share its name («Томская и Курганская областные организации …»), and the plant's."""
    plant = [] if branch.plant is None else [branch.plant]
    return [
        *(replace(_link_of(words, match), unknown=True, industry=union) for match in plant),
        *(replace(_link_of(words, match), union=union, region=region) for match, region in branch.named),
    ]


def _without_foreign(matches: list[Match], words: Sequence[Word]) -> list[Match]:
    """None where only general names stand in a text that speaks of other countries only."""
    only_general = all(match.generic or match.bare for match in matches)
    return [] if matches and only_general and names_other_countries_only(words, load_lexicon()) else matches


def _link_of(words: Sequence[Word], match: Match) -> Link:
    return Link(start=words[match.first].start, end=words[match.last - 1].end, union=None)


def _with_quote(text: str, link: Link) -> Link:
    """With the closing mark, where one was opened inside: «профсоюз „Торговое единство“», «ФП РС(Я)»."""
    inside = text[link.start : link.end]
    around = text[link.start - 1 : link.start] + text[link.end : link.end + 1]
    if " " in inside and around in ("«»", "„“", "“”"):
        return replace(link, start=link.start - 1, end=link.end + 1)
    for opening, closing in ("«»", "„“", "“”", '""', "()"):
        opened = (
            inside.count(opening) % 2 if opening == closing else inside.count(opening) > inside.count(closing)
        )
        if opened and text[link.end : link.end + 1] == closing:
            return replace(link, end=link.end + 1)
    return link
