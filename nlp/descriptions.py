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
    words = scene.words
    taken = _words_of(links, words)
    named, whole = _Named(scene.text, unions), None
    waiting = list(reversed(links))
    found: list[Link] = []
    for seen in find_candidates(scene.text, words):
        start, end = words[seen.first].start, words[seen.last - 1].end
        while waiting and waiting[-1].start < start:
            named.add(waiting.pop())
        if not taken.isdisjoint(range(seen.first, seen.last)):
            continue
        called = " ".join(word.form for word in words[seen.first : seen.last])
        meant = named.meant(seen, called)
        if meant is None and seen.kind == "federation" and (seen.regions or not named.has_federation):
            whole = whole or _named_anywhere(scene, links, unions)
            meant = whole.meant(seen, called)
            if meant is None and (links or _says_unions(scene, seen)) and not whole.has_federation:
                meant = _of_outlet(scene, seen, unions)
        if meant:
            region = min(seen.regions) if seen.regions and meant.region else meant.region
            found.append(replace(meant, start=start, end=end, region=region, described=True))
    return found


def _of_outlet(scene: Scene, seen: Description, unions: Mapping[str, Union]) -> Link | None:
    """«Ленинградская федерация», «федерация профсоюзов» in a region's press, which names no other federation."""
    if scene.region not in seen.regions and not _says_unions(scene, seen):
        return None
    own = (
        union for union in unions.values() if union.kind == "territorial" and scene.region in union.regions
    )
    return next((Link(start=0, end=0, union=union.id) for union in own), None)


def _says_unions(scene: Scene, seen: Description) -> bool:
    return not seen.regions and any("проф" in word.form for word in scene.words[seen.first : seen.last])


def _named_anywhere(scene: Scene, links: Sequence[Link], unions: Mapping[str, Union]) -> _Named:
    """What the text names later, and its title or body."""
    whole = _Named(scene.text, unions)
    for link in links:
        whole.add(link)
    for union in scene.context_named:
        whole.add_federation(union)
    return whole


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
            regional = self._unions[link.union].kind == "territorial"
            for kind, stem in _SAID.items():
                if (stem if regional else "федерац") in name:
                    self._said[kind].add(link.union)
        else:
            self._offices.update((stem, link.union) for stem in _OFFICES if stem in name)

    def add_federation(self, union: str) -> None:
        """One that another text of the article names."""
        if self._unions[union].kind in _FEDERAL:
            self._last.setdefault(union, Link(start=0, end=0, union=union))
            self._said["federation"].add(union)

    def meant(self, seen: Description, words: str) -> Link | None:
        """The last mention of the only union that may be called so."""
        fitting = self._federations(seen) if seen.kind in _SAID else self._industries(seen.kind, words)
        if len(fitting) != 1 or (seen.kind == "any" and self._other):
            return None
        return self._last[next(iter(fitting))]

    @property
    def has_federation(self) -> bool:
        return any(self._unions[union].kind in _FEDERAL for union in self._last)

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
