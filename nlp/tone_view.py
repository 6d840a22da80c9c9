"""What the tone models see of a mention: its sentence and the two beside it, each organization in them one word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from nlp.tone_syntax import Parse

UNION = "<union>"
OTHERS, TARGET, SAME, OTHER = (
    0,
    1,
    2,
    3,
)  # marks of words: no union, the one asked about, it again, another one
BEFORE, OWN, BEHIND = 0, 1, 2  # sentences
_REACH = 50  # words to each side
_OPENING, _CLOSING = frozenset("«„“"), frozenset("»”")
Span = tuple[int, int]


class Word(Protocol):
    """What is read of a token: spaCy's own names."""

    @property
    def text(self) -> str: ...

    @property
    def lemma_(self) -> str: ...

    @property
    def ent_type_(self) -> str: ...

    @property
    def idx(self) -> int: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Its words without spaces, and their parse."""

    words: Sequence[Word]
    parse: Parse


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A span of the text that names an organization, under a key that is the same for the same one."""

    span: Span
    key: str


@dataclass(kw_only=True, slots=True)
class View:
    """Parallel lists over words. `heads` are places in them, −1 for none; the target is words[first:last]."""

    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    first: int = 0
    last: int = 0
    name: str = ""


def view_union(sentences: Sequence[Sentence | None], target: Named, named: Sequence[Named]) -> View | None:
    """The view of a mention in the second of three sentences (None where there is none); None where no word is left.

    `named` are all organizations of the text, the target with them. One that lies around the target is opened.
    """
    others = [one for one in named if not (one.span[0] <= target.span[0] and target.span[1] <= one.span[1])]
    view = View()
    for place, sentence in enumerate(sentences):
        if sentence is not None:
            _add(view, place, sentence, target, [*others, target])
    return _finished(view)


def view_target(sentence: Sentence, span: Span) -> View | None:
    """The view of any span in its sentence, its words as they are."""
    view = View(
        words=[word.text for word in sentence.words],
        lemmas=[word.lemma_ for word in sentence.words],
        labels=[word.ent_type_ for word in sentence.words],
        heads=list(sentence.parse.heads),
        relations=list(sentence.parse.relations),
        marks=[TARGET if _meets(word, span) else OTHERS for word in sentence.words],
        sentences=[OWN] * len(sentence.words),
    )
    return _finished(view)


def _add(view: View, place: int, sentence: Sentence, target: Named, named: Sequence[Named]) -> None:
    """The words of one sentence behind those that are there; only the target's own sentence keeps its parse."""
    groups = _groups(sentence.words, named)
    start = len(view.words)
    place_of = {at: start + number for number, (places, _one) in enumerate(groups) for at in places}
    for places, one in groups:
        word, outer = sentence.words[places[0]], _outer(places, sentence.parse.heads)
        head = sentence.parse.heads[outer] if place == OWN else -1
        view.words.append(UNION if one else word.text)
        view.lemmas.append(UNION if one else word.lemma_)
        view.labels.append("ORG" if one else word.ent_type_)
        view.heads.append(-1 if head < 0 or head in places else place_of[head])
        view.relations.append(sentence.parse.relations[outer] if place == OWN else "")
        view.marks.append(_mark(one, target) if one else OTHERS)
        view.sentences.append(place)
        if one is target:
            view.name = word.text


def _groups(words: Sequence[Word], named: Sequence[Named]) -> list[tuple[list[int], Named | None]]:
    """Places of words, those of one organization together; of two that overlap the last named wins."""
    owners: list[Named | None] = [None] * len(words)
    starts = [word.idx for word in words]
    for one in named:
        # Looked up, not searched: a list of a hundred unions is one sentence.
        for at in range(max(bisect_right(starts, one.span[0]) - 1, 0), bisect_left(starts, one.span[1])):
            if _meets(words[at], one.span):
                owners[at] = one
    groups: list[tuple[list[int], Named | None]] = []
    for at, owner in enumerate(owners):
        if owner is not None and groups and groups[-1][1] is owner:
            groups[-1][0].append(at)
        else:
            groups.append(([at], owner))
    return groups


def _meets(word: Word, span: Span) -> bool:
    return word.idx < span[1] and word.idx + len(word.text) > span[0]


def _mark(one: Named, target: Named) -> int:
    return TARGET if one is target else SAME if one.key == target.key else OTHER


def _outer(places: Sequence[int], heads: Sequence[int]) -> int:
    """The word of a group whose head is outside."""
    return next((at for at in places if heads[at] not in places), places[0])


def _finished(view: View) -> View | None:
    """With the target found, quotations marked, and cut to what is near."""
    if TARGET not in view.marks:
        return None
    view.quoted = _inside_quotes(view.words)
    first = view.marks.index(TARGET)
    start, end = max(0, first - _REACH), first + _REACH
    for name in ("words", "lemmas", "labels", "relations", "marks", "sentences", "quoted"):
        setattr(view, name, getattr(view, name)[start:end])
    length = len(view.words)
    view.heads = [head - start if start <= head < start + length else -1 for head in view.heads[start:end]]
    view.first = first - start
    view.last = view.first + next(
        (at for at, mark in enumerate(view.marks[view.first :]) if mark != TARGET), length - view.first
    )
    view.name = view.name or view.words[view.first]
    return view


def _inside_quotes(words: Sequence[str]) -> list[bool]:
    depth, found = 0, []
    for word in words:
        depth += word in _OPENING
        found.append(depth > 0)
        depth = max(0, depth - (word in _CLOSING))
    return found
