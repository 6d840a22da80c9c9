"""Trains the second reading of entities: `python -m nlp.training.train_ner factrueval_devset.tar.xz [--save]`.

Prints precision, recall and F1 by exact spans of a cross-validation by text beside slovnet's own. Needs scipy.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import razdel
from scipy import sparse  # type: ignore[import-untyped]  # it has no types

from nlp.ner import load_tagger
from nlp.ner_features import Floats, Ints, context_features, shifted, sign_of, word_features, word_stem
from nlp.ner_second import (
    PATH,
    SLOTS,
    TAGS,
    WINDOW,
    Packed,
    SecondModel,
    SecondReader,
    label_slots,
    pack,
    save_second_model,
)
from nlp.ner_spans import find_spans, joined_persons
from nlp.training.crf_fitting import Problem, fit_changes
from nlp.training.factrueval import LABELS, GoldText, Score, Span, read_devset, score_spans

FOLDS = 10
# Chosen by cross-validation over other folds than those whose figures are reported.
PENALTY = 1.0
ROUNDS = 60
RAREST = 3  # tokens that a feature must be seen from at a place
NEGLIGIBLE = 0.01  # weights of words that are not stored
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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--save", action="store_true", help=f"write {PATH.name} from all of the data")
    arguments.add_argument("--shuffles", type=int, nargs="+", default=[1], help="of the texts into folds")
    options = arguments.parse_args()
    examples = read_examples(options.data)
    gold = [example.gold for example in examples]
    show("slovnet", score_spans(gold, [spans_of(one, one.path) for one in examples]))
    for shuffle in options.shuffles:
        show(f"held out, shuffle {shuffle}", score_spans(gold, cross_validated(examples, shuffle)))
    if options.save:
        model = fit(examples)
        save_second_model(model, PATH)
        print(f"{PATH}: {len(model.features)} features, {PATH.stat().st_size} bytes")


def show(name: str, scores: dict[str, Score]) -> None:
    parts = [
        f"{label} {scores[label].precision:.3f} {scores[label].recall:.3f} {scores[label].f1:.4f}"
        for label in LABELS
    ]
    print(f"{name:<24}" + "   ".join(parts))


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


def cross_validated(examples: Sequence[Example], shuffle: int) -> list[list[Span]]:
    """The spans of each text by a model that has seen neither it nor its fold."""
    order = np.random.default_rng(shuffle).permutation(len(examples)).tolist()
    found: list[list[Span]] = [[] for _ in examples]
    for fold in range(FOLDS):
        held_out = order[fold::FOLDS]
        reader = SecondReader(fit([examples[at] for at in order if at not in set(held_out)]))
        tests = [examples[at] for at in held_out]
        paths = reader.read(
            [test.words for test in tests], [test.path for test in tests], [test.scores for test in tests]
        )
        for at, test, path in zip(held_out, tests, paths, strict=True):
            found[at] = spans_of(test, path)
    return found


def spans_of(example: Example, path: Sequence[int]) -> list[Span]:
    spans = joined_persons(list(find_spans([load_tagger().tags[tag] for tag in path])))
    return [(example.places[first][0], example.places[last - 1][1], label) for first, last, label in spans]


def fit(examples: Sequence[Example]) -> SecondModel:
    packed = pack(
        [one.words for one in examples], [one.path for one in examples], [one.scores for one in examples]
    )
    context = _context(packed)
    names, columns, words = _word_matrix(packed.words, label_slots(packed.paths))
    paths = np.concatenate([np.eye(TAGS + 1)[shifted(packed.paths, offset)] for offset in WINDOW], axis=1)
    tags = np.zeros(len(packed.words), dtype=np.intp)
    for one, start in zip(examples, packed.starts, strict=True):
        tags[start : start + len(one.words)] = one.tags
    problem = Problem(
        features=sparse.hstack([sparse.csr_matrix(context), sparse.csr_matrix(paths), words]).tocsr(),
        scores=packed.scores.astype(np.float64),
        tags=tags,
        segments=_segments(examples, packed.starts),
        transitions=load_tagger().transitions.astype(np.float64),
    )
    weights, transitions = fit_changes(problem, penalty=PENALTY, rounds=ROUNDS)
    dense, behind = context.shape[1], context.shape[1] + paths.shape[1]
    return _model(names, columns, weights, (dense, behind), transitions)


def _context(packed: Packed) -> Floats:
    stems = {"": 0}
    numbers = [stems.setdefault(word_stem(word), len(stems)) for word in packed.words]
    signs = [sign_of(word) for word in packed.words]
    return context_features(packed.scores, packed.texts, np.array(numbers), np.array(signs))


def _model(
    names: Sequence[str], columns: Ints, weights: Floats, ends: tuple[int, int], transitions: Floats
) -> SecondModel:
    """`ends` are those of the weights of the context and of the paths; `columns` the words' among all of theirs."""
    words = np.zeros((len(names) * SLOTS, TAGS), dtype=np.float32)
    words[columns] = np.where(np.abs(weights[ends[1] :]) > NEGLIGIBLE, weights[ends[1] :], 0)
    words = words.reshape(len(names), SLOTS, TAGS)
    telling = np.flatnonzero(words.any(axis=(1, 2)))
    return SecondModel(
        features={names[at]: row for row, at in enumerate(telling)},
        words=words[telling].astype(np.float16).astype(np.float32),  # as it will be stored
        context=weights[: ends[0]].astype(np.float32),
        paths=weights[ends[0] : ends[1]].reshape(len(WINDOW), TAGS + 1, TAGS).astype(np.float32),
        transitions=transitions.astype(np.float32),
    )


def _word_matrix(words: Sequence[str], slots: Sequence[Ints]) -> tuple[list[str], Ints, sparse.csr_matrix]:
    """The names of the features, which of their columns (feature × slot) are kept, and these (tokens, columns)."""
    numbers: dict[str, int] = {}
    known = {
        word: [numbers.setdefault(feature, len(numbers)) for feature in word_features(word)]
        for word in dict.fromkeys(words)
    }
    seen_from = [(offset, np.full(len(words), place)) for place, offset in enumerate(WINDOW)]
    seen_from += [(0, slot) for slot in slots]
    rows: list[int] = []
    columns: list[int] = []
    for offset, slot in seen_from:
        for at, place in enumerate(slot.tolist()):
            features = known[words[(at + offset) % len(words)]]
            rows += [at] * len(features)
            columns += [feature * SLOTS + place for feature in features]
    shape = (len(words), len(numbers) * SLOTS)
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    kept = np.flatnonzero(np.diff(matrix.tocsc().indptr) >= RAREST)
    return list(numbers), kept, matrix.tocsc()[:, kept].tocsr()


def _segments(examples: Sequence[Example], starts: Sequence[int]) -> list[tuple[int, int]]:
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


if __name__ == "__main__":
    main()
