"""Second mentions without a name, linked where only one of the unions named before can be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from nlp.description_words import Kind, find_candidates
from nlp.folding import Word, fold
from nlp.links import Link
from nlp.scene import Scene
from records.registry import Union

# What the name of a federation must have said for its second mention to be so called.
_SAID = {"federation": "", "council": "сов", "association": "объединени"}
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
        if meant := named.meant(seen.kind):
            found.append(replace(meant, start=start, end=end, described=True))
    return found


class _Named:
    """The unions named so far, each with its last mention."""

    def __init__(self, text: str, unions: Mapping[str, Union]) -> None:
        self._text, self._unions = text, unions
        self._last: dict[str, Link] = {}
        self._said: dict[str, set[str]] = {kind: set() for kind in _SAID}
        self._other = False

    def add(self, link: Link) -> None:
        if link.union is None or self._unions[link.union].kind not in (*_FEDERAL, *_INDUSTRY):
            self._other = True  # a plant's, one left open, or one outside of ФНПР
            return
        self._last[link.union] = link
        if self._unions[link.union].kind in _FEDERAL:
            name = fold(self._text[link.start : link.end])
            for kind, stem in _SAID.items():
                if stem in name:
                    self._said[kind].add(link.union)

    def meant(self, kind: Kind) -> Link | None:
        """The last mention of the only union that may be called so. A region's federation comes before ФНПР."""
        if kind in _SAID:
            fitting = self._said[kind]
            regional = {union for union in fitting if self._unions[union].kind == "territorial"}
            fitting = regional or fitting
        else:
            fitting = {union for union in self._last if self._unions[union].kind in _INDUSTRY}
        if len(fitting) != 1 or (kind == "any" and self._other):
            return None
        return self._last[next(iter(fitting))]


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
