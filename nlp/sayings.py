"""A slogan or key message in a piece of text: word for word, or in other forms, with other words or one missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.folding import Word, split_words
from nlp.morphology import lemma
from records.annotation import Wording

_LITTLE = frozenset(
    ("в", "во", "на", "за", "и", "с", "со", "о", "об", "по", "к", "ко", "от", "до", "у", "из", "для", "не")
)
_FEWEST = 4  # words that carry meaning: fewer are a common phrase unless they stand in a row
_LONG = 5  # of so many words that carry meaning one may be missing
_LOOSE = 5  # words more than the saying has, within which a paraphrase must stand


@dataclass(frozen=True, slots=True)
class Saying:
    """`words` are all of it, folded, without signs; `lemmas` their dictionary forms, `carrying` those with meaning."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    carrying: frozenset[str]

    @property
    def least(self) -> int:
        return len(self.carrying) - (len(self.carrying) >= _LONG)

    @property
    def reach(self) -> int:
        return len(self.words) + _LOOSE


@dataclass(frozen=True, slots=True)
class Said:
    """In characters of the text."""

    start: int
    end: int
    wording: Wording


def read_saying(text: str) -> Saying:
    words = tuple(word.form for word in _words(text))
    lemmas = tuple(map(lemma, words))
    return Saying(words, lemmas, frozenset(lemmas) - _LITTLE or frozenset(lemmas))


def find_said(text: str, saying: Saying) -> list[Said]:
    """In the order of the text, never overlapping; what is said word for word goes before what is paraphrased."""
    words = _words(text)
    lemmas = [lemma(word.form) for word in words]
    found: list[Said] = []
    taken: set[int] = set()
    spans = [(span, "verbatim") for span in _rows([word.form for word in words], saying.words)]
    spans += [(span, "paraphrased") for span in _rows(lemmas, saying.lemmas)]
    if len(saying.carrying) >= _FEWEST:
        spans += [(span, "paraphrased") for span in _windows(lemmas, saying)]
    wording: Wording
    for (first, last), wording in spans:  # type: ignore[assignment]  # mypy widens the literals of a list
        if taken.isdisjoint(range(first, last)):
            taken.update(range(first, last))
            found.append(Said(words[first].start, words[last - 1].end, wording))
    return sorted(found, key=lambda said: said.start)


def _words(text: str) -> list[Word]:
    return [word for word in split_words(text) if word.form[0].isalnum()]


def _rows(found: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    length = len(wanted)
    for first in range(len(found) - length + 1):
        if found[first] == wanted[0] and tuple(found[first : first + length]) == wanted:
            yield first, first + length


def _windows(lemmas: Sequence[str], saying: Saying) -> Iterator[tuple[int, int]]:
    """The shortest spans within the saying's reach that have enough of its words, each word of the text in one."""
    places = [at for at, word in enumerate(lemmas) if word in saying.carrying]
    inside: Counter[str] = Counter()
    low = 0
    for high, last in enumerate(places):
        inside[lemmas[last]] += 1
        while last - places[low] >= saying.reach or inside[lemmas[places[low]]] > 1:
            inside[lemmas[places[low]]] -= 1
            low += 1
        if sum(times > 0 for times in inside.values()) >= saying.least:
            yield places[low], last + 1
            inside.clear()
            low = high + 1
