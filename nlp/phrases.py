"""Where the phrases of the register stand in a text: words in any form, in a row or near one another."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from spacy.attrs import LEMMA, SENT_START
from spacy.tokens import Doc

from nlp.folding import fold
from nlp.morphology import lemma
from records.agenda import Phrase, Slot

T = TypeVar("T")
_UNSEEN = frozenset("«»„“”‟\"'‘’‚‹›`´")  # they part no phrase
_MOST_KNOWN = 200_000  # words kept with the slots they fill
Words = tuple[frozenset[str], tuple[str, ...]]  # of a slot: lemmas, and stems of any word


class Found(NamedTuple, Generic[T]):
    """Tokens `first` to `last` (exclusive) of the text hold the phrase to which `value` was given."""

    value: T
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Slots that follow one another. `anchor` is the one that is looked for first, the longest."""

    slots: tuple[int, ...]
    anchor: int


class PhraseFinder(Generic[T]):
    """All phrases at once: a word that no phrase has costs one look-up."""

    def __init__(self, phrases: Iterable[tuple[Phrase, int, T]]) -> None:
        """Each phrase with the number of words that may stand between its parts, and the value it is found as."""
        self._slots: dict[Words, int] = {}
        self._runs: dict[_Run, int] = {}
        self._phrases: list[tuple[tuple[int, ...], int, T]] = []
        for phrase, within, value in phrases:
            runs = tuple(self._run(part) for part in _parts(phrase))
            self._phrases.append((runs, within, value))
        self._by_anchor: dict[int, list[tuple[int, _Run]]] = defaultdict(list)
        for run, number in self._runs.items():
            self._by_anchor[run.slots[run.anchor]].append((number, run))
        self._by_run: dict[int, list[int]] = defaultdict(list)
        for at, (runs, _within, _value) in enumerate(self._phrases):
            self._by_run[runs[0]].append(at)
        self._by_word, self._stems = _look_up(self._slots)
        self._longest = max(map(len, self._stems), default=0)
        self._known: dict[int, frozenset[int]] = {}
        self._runs_of: dict[frozenset[int], tuple[list[int], list[tuple[int, _Run]]]] = {}

    def find(self, doc: Doc, names: Sequence[tuple[int, int, str]] = ()) -> list[Found[T]]:
        """Every phrase at every place, in no order. Needs lemmas and sentences.

        `names` are tokens (first, last exclusive) that stand for one word, the third: what a name is made of is no
        word of the text. They do not overlap, and come in order.
        """
        words = self._named(self._read(doc), names) if names else self._read(doc)
        places = self._find_runs(words)
        sentences = _sentence_numbers(doc, words)
        found: list[Found[T]] = []
        for run in places.keys() & self._by_run.keys():
            for at in self._by_run[run]:
                runs, within, value = self._phrases[at]
                if len(runs) == 1:
                    found += [
                        Found(value, words[first][0], words[last - 1][0] + 1) for first, last in places[run]
                    ]
                    continue
                if not all(each in places for each in runs):
                    continue
                for first, last in _chains(places, runs, within, sentences):
                    found.append(Found(value, words[first][0], words[last - 1][0] + 1))
        return found

    def _run(self, part: Sequence[Slot]) -> int:
        words: list[Words] = [(_forms(slot.words), tuple(sorted(map(fold, slot.stems)))) for slot in part]
        lengths = [min(map(len, (*exact, *stems))) for exact, stems in words]
        slots = tuple(self._slots.setdefault(word, len(self._slots)) for word in words)
        run = _Run(slots, lengths.index(max(lengths)))
        return self._runs.setdefault(run, len(self._runs))

    def _read(self, doc: Doc) -> list[tuple[int, frozenset[int]]]:
        """The words with their tokens' places; white space and quote marks are none."""
        found: list[tuple[int, frozenset[int]]] = []
        known = self._known
        strings = doc.vocab.strings
        for at, key in enumerate(doc.to_array(LEMMA).tolist()):
            slots = known.get(key)
            if slots is None:
                if len(known) > _MOST_KNOWN:
                    known.clear()
                slots = known[key] = self._fill(strings[key] if key else "")
            if slots is not _NO_WORD:
                found.append((at, slots))
        return found

    def _named(
        self, words: Sequence[tuple[int, frozenset[int]]], names: Sequence[tuple[int, int, str]]
    ) -> list[tuple[int, frozenset[int]]]:
        inside = {at for first, last, _word in names for at in range(first, last)}
        instead = {first: self._fill(word) for first, _last, word in names}
        return [(at, instead.get(at, slots)) for at, slots in words if at not in inside or at in instead]

    def _fill(self, word: str) -> frozenset[int]:
        if not word.strip() or word in _UNSEEN:
            return _NO_WORD
        slots = {*self._by_word.get(word, ())}
        for length in range(1, min(len(word), self._longest) + 1):
            slots |= self._stems.get(word[:length], frozenset())
        return frozenset(slots)

    def _find_runs(self, words: Sequence[tuple[int, frozenset[int]]]) -> dict[int, list[tuple[int, int]]]:
        """Of each run that is there, where it stands: word numbers, half-open, in order."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for at, (_token, slots) in enumerate(words):
            if not slots:
                continue
            alone, longer = self._anchored(slots)
            for number in alone:
                found[number].append((at, at + 1))
            for number, run in longer:
                first = at - run.anchor
                if first >= 0 and _stands(run.slots, words, first):
                    found[number].append((first, first + len(run.slots)))
        return found

    def _anchored(self, slots: frozenset[int]) -> tuple[list[int], list[tuple[int, _Run]]]:
        """The runs that a word which fills these slots may anchor: those that it is, and those of several words."""
        known = self._runs_of.get(slots)
        if known is None:
            runs = [one for slot in slots for one in self._by_anchor.get(slot, ())]
            alone = [number for number, run in runs if len(run.slots) == 1]
            known = self._runs_of[slots] = alone, [one for one in runs if len(one[1].slots) > 1]
        return known


_NO_WORD: frozenset[int] = frozenset({-1})


def _stands(slots: Sequence[int], words: Sequence[tuple[int, frozenset[int]]], first: int) -> bool:
    if first + len(slots) > len(words):
        return False
    return all(slot in words[first + at][1] for at, slot in enumerate(slots))


def _forms(words: Iterable[str]) -> frozenset[str]:
    """Dictionary forms, and the words themselves: of some the dictionary has another first form («деньга»)."""
    return frozenset(form for word in words for form in (lemma(word), fold(word)))


def _parts(phrase: Phrase) -> list[list[Slot]]:
    parts: list[list[Slot]] = []
    for slot in phrase.slots:
        if slot.near or not parts:
            parts.append([])
        parts[-1].append(slot)
    return parts


def _look_up(
    slots: Mapping[Words, int],
) -> tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]]:
    words: dict[str, frozenset[int]] = {}
    stems: dict[str, frozenset[int]] = {}
    for (exact, begun), number in slots.items():
        for word in exact:
            words[word] = words.get(word, frozenset()) | {number}
        for stem in begun:
            stems[stem] = stems.get(stem, frozenset()) | {number}
    return words, stems


def _sentence_numbers(doc: Doc, words: Sequence[tuple[int, frozenset[int]]]) -> Sequence[int]:
    starts = (doc.to_array(SENT_START) == 1).cumsum().tolist()
    return [starts[token] for token, _slots in words]


def _chains(
    places: Mapping[int, Sequence[tuple[int, int]]],
    runs: Sequence[int],
    within: int,
    sentences: Sequence[int],
) -> Iterable[tuple[int, int]]:
    """The spans in which all runs stand, each near the one before it and in its sentence."""
    for first, last in places[runs[0]]:
        beside, low, high = (first, last), first, last
        for run in runs[1:]:
            near = _nearest(places.get(run, ()), beside, within)
            if near is None or sentences[near[0]] != sentences[first]:
                break
            beside, low, high = near, min(low, near[0]), max(high, near[1])
        else:
            yield low, high


def _nearest(
    places: Sequence[tuple[int, int]], beside: tuple[int, int], within: int
) -> tuple[int, int] | None:
    """The place with the fewest words between it and the one `beside`, at most `within`; never one that overlaps."""
    at = bisect_left(places, beside)
    following = next((place for place in places[at : at + 4] if place[0] >= beside[1]), None)
    before = next((place for place in reversed(places[max(0, at - 4) : at]) if place[1] <= beside[0]), None)
    gaps = [
        (gap, place)
        for gap, place in (
            (following[0] - beside[1], following) if following else (within + 1, beside),
            (beside[0] - before[1], before) if before else (within + 1, beside),
        )
        if gap <= within
    ]
    return min(gaps)[1] if gaps else None
