"""The texts of the factRuEval devset as slovnet reads them, with the right tags of their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import razdel

from nlp.ner import load_tagger
from nlp.ner_features import Floats
from nlp.ner_spans import find_spans, joined_persons
from nlp.training.factrueval import LABELS, GoldText, Span, read_devset

_LONGEST = 60  # tokens of a sequence in training, if no name is cut


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """A text as slovnet reads it: `path` and `scores` (tokens, tags); `tags` are the right ones."""

    gold: GoldText
    places: list[tuple[int, int]]  # of the words, in characters
    words: list[str]
    path: list[int]
    scores: Floats
    tags: list[int]


def read_examples(data: Path) -> list[Example]:
    gold = read_devset(data)
    tokens = [list(razdel.tokenize(text.text)) for text in gold]
    words = [[token.text for token in each] for each in tokens]
    return [
        Example(
            gold=text,
            places=[(token.start, token.stop) for token in each],
            words=of_text,
            path=path,
            scores=scores,
            tags=_right_tags(text, [(token.start, token.stop) for token in each]),
        )
        for text, each, of_text, (path, scores) in zip(
            gold, tokens, words, load_tagger().first(words), strict=True
        )
    ]


def spans_of(example: Example, path: Sequence[int], *, joined: bool) -> list[Span]:
    """In characters; as the pipeline gives them once persons side by side are joined, else as slovnet would."""
    tags = load_tagger().tags
    found = list(find_spans(tags[tag] for tag in path))
    return [
        (example.places[first][0], example.places[last - 1][1], label)
        for first, last, label in (joined_persons(found) if joined else found)
    ]


def sentences(examples: Sequence[Example], starts: Sequence[int]) -> list[tuple[int, int]]:
    """Sentences, roughly: cut where neither slovnet nor the gold has a name."""
    found: list[tuple[int, int]] = []
    for one, start in zip(examples, starts, strict=True):
        first = 0
        for at in range(1, len(one.words)):
            free = not (one.tags[at - 1] or one.tags[at] or one.path[at - 1])
            if free and (one.words[at - 1] in ".!?" or at - first > _LONGEST):
                found.append((start + first, start + at))
                first = at
        found.append((start + first, start + len(one.words)))
    return sorted(found, key=lambda segment: segment[0] - segment[1])


def _right_tags(text: GoldText, places: Sequence[tuple[int, int]]) -> list[int]:
    """Spans that do not end with tokens are left out: one in the whole devset."""
    begins = {start: at for at, (start, _end) in enumerate(places)}
    ends = {end: at + 1 for at, (_start, end) in enumerate(places)}
    tags = [0] * len(places)
    for start, end, label in text.spans:
        if start in begins and end in ends:
            inner = 2 * LABELS.index(label) + 2
            tags[begins[start] : ends[end]] = [inner - 1] + [inner] * (ends[end] - begins[start] - 1)
    return tags
