"""Second mentions without a name, linked where only one of the unions named before can be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlp.description_words import Description, Kind, find_candidates
from nlp.folding import Word, fold
from nlp.links import Link
from nlp.scene import Scene
from records.registry import Union

# What the name of a federation must have said for its second mention to be so called.
_SAID = {"federation": "", "council": "сов", "association": "объединени"}
_OFFICES = ("обком", "крайком", "реск", "терком", "дорком", "райком", "горком")
_FEDERAL = ("territorial", "confederation")
_INDUSTRY = ("all-russian", "interregional")


def find_descriptions(scene: Scene, links: Sequence[Link], unions: Mapping[str, Union]) -> list[Link]:
    """The descriptions that stand outside of all links, which are in order."""
    if not links:
        return []
    words = scene.words
    taken = _words_of(links, words)
    named = _Named(scene.text, unions)
    waiting = iter(links)
    coming = next(waiting, None)
    found: list[Link] = []
    for seen in find_candidates(scene.text, words):
        start, end = words[seen.first].start, words[seen.last - 1].end
        while coming and coming.start < start:
            named.add(coming)
            coming = next(waiting, None)
        if not taken.isdisjoint(range(seen.first, seen.last)):
            continue
        if meant := named.meant(seen, " ".join(word.form for word in words[seen.first : seen.last])):
            region = min(seen.regions) if seen.regions and meant.region else meant.region
            found.append(replace(meant, start=start, end=end, region=region, described=True))
    return found


class _Named:
    """The unions named so far, each with its last mention."""

    def __init__(self, text: str, unions: Mapping[str, Union]) -> None:
        self._text, self._unions = text, unions
        self._last: dict[str, Link] = {}
        self._said: dict[str, set[str]] = {kind: set() for kind in _SAID}
        self._offices: set[tuple[str, str]] = set()
        self._other = False

    def add(self, link: Link) -> None:
        if link.union is None or self._unions[link.union].kind not in (*_FEDERAL, *_INDUSTRY):
            self._other = True  # a plant's, one left open, or one outside of ФНПР
            return
        self._last[link.union] = link
        name = fold(self._text[link.start : link.end])
        if self._unions[link.union].kind in _FEDERAL:
            for kind, stem in _SAID.items():
                if stem in name:
                    self._said[kind].add(link.union)
        else:
            self._offices.update((stem, link.union) for stem in _OFFICES if stem in name)

    def meant(self, seen: Description, words: str) -> Link | None:
        """The last mention of the only union that may be called so."""
        fitting = self._federations(seen) if seen.kind in _SAID else self._industries(seen.kind, words)
        if len(fitting) != 1 or (seen.kind == "any" and self._other):
            return None
        return self._last[next(iter(fitting))]

    def _federations(self, seen: Description) -> set[str]:
        """That of the region, where one is said; else a region's comes before ФНПР."""
        fitting = self._said[seen.kind]
        regional = {union for union in fitting if self._unions[union].kind == "territorial"}
        if seen.regions:
            return {union for union in regional if seen.regions & set(self._unions[union].regions)}
        return regional or fitting

    def _industries(self, kind: Kind, words: str) -> set[str]:
        """Those that were named with this office («Коми терком Росуглепрофа … терком»), else all."""
        stem = next((stem for stem in _OFFICES if stem in words), "")
        of_office = {union for office, union in self._offices if office == stem}
        if of_office or kind == "local":
            return of_office
        return {union for union in self._last if self._unions[union].kind in _INDUSTRY}


def _words_of(links: Sequence[Link], words: Sequence[Word]) -> set[int]:
    """The numbers of the words that the links cover; both are in order."""
    taken: set[int] = set()
    at = 0
    for link in links:
        while at and words[at - 1].end > link.start:
            at -= 1
        while at < len(words) and words[at].start < link.end:
            if words[at].end > link.start:
                taken.add(at)
            at += 1
    return taken
