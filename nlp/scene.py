"""One text under the linker's eyes: its words, and what else it says, looked up when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from nlp.folding import Word, split_words
from nlp.matching import Match
from nlp.places import find_regions, load_gazetteer

FindNamed = Callable[[str, Sequence[Word]], set[str]]


class Scene:
    """`region` is the outlet's, `context` more text of the same article."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        context: str,
        region: str,
        matches: Sequence[Match],
        find_named: FindNamed,
    ) -> None:
        self.text, self.words, self.context, self.region = text, words, context, region
        self._matches = matches
        self._find_named = find_named

    @cached_property
    def context_words(self) -> Sequence[Word]:
        return split_words(self.context)

    @cached_property
    def context_named(self) -> set[str]:
        """The unions that the context names without doubt."""
        return self._find_named(self.context, self.context_words) if self.context else set()

    @cached_property
    def named(self) -> set[str]:
        """The unions that the text or its context names without doubt."""
        return {match.union for match in self._matches if match.union} | self.context_named

    @cached_property
    def regions(self) -> Mapping[str, int]:
        """How often the text and its context name each federal subject."""
        regions = find_regions(self.words, load_gazetteer(), self.text)
        for code, count in find_regions(self.context_words, load_gazetteer(), self.context).items():
            regions[code] = regions.get(code, 0) + count
        return regions

    def region_of_level(self) -> str:
        """Of which region «областная организация» speaks: the only one of the text, else the outlet's unless the text
        names others alone."""
        if len(self.regions) == 1:
            return next(iter(self.regions))
        return self.region if self.region in self.regions or not self.regions else ""
