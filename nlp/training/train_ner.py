"""Trains the second reading of entities: `python -m nlp.training.train_ner factrueval_devset.tar.xz [--save]`.

Prints precision, recall and F1 by exact spans of a cross-validation by text beside slovnet's own. Needs scipy.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # it has no types

from nlp.ner import load_tagger
from nlp.ner_features import Floats, Ints, context_features, shifted, sign_of, word_features, word_stem
from nlp.ner_second import Packed, SecondReader, label_slots, pack
from nlp.ner_second_model import PATH, SLOTS, TAGS, WINDOW, SecondModel, save_second_model
from nlp.training.crf_fitting import Doubles, Problem, fit_changes
from nlp.training.factrueval import Score, Span, score_spans
from nlp.training.ner_examples import Example, read_examples, sentences, spans_of

FOLDS = 10
# Chosen by cross-validation over other folds than those whose figures are reported.
PENALTY = 0.5
ROUNDS = 60
RAREST = 3  # tokens that a feature must be seen from at a place
NEGLIGIBLE = 0.002  # weights of words that are not stored


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--save", action="store_true", help=f"write {PATH.name} from all of the data")
    arguments.add_argument("--shuffles", type=int, nargs="+", default=[1], help="of the texts into folds")
    options = arguments.parse_args()
    examples = read_examples(options.data)
    gold = [example.gold for example in examples]
    show("slovnet", score_spans(gold, [spans_of(one, one.path, joined=False) for one in examples]))
    for shuffle in options.shuffles:
        show(f"held out, shuffle {shuffle}", score_spans(gold, cross_validated(examples, shuffle)))
    if options.save:
        model = fit(examples)
        save_second_model(model, PATH)
        print(f"{PATH}: {len(model.features)} features, {PATH.stat().st_size} bytes")


def show(name: str, scores: Mapping[str, Score]) -> None:
    parts = [f"{label} {one.precision:.3f} {one.recall:.3f} {one.f1:.4f}" for label, one in scores.items()]
    print(f"{name:<24}" + "   ".join(parts))


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
            found[at] = spans_of(test, path, joined=True)
    return found


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
        segments=sentences(examples, packed.starts),
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
    names: Sequence[str], columns: Ints, weights: Doubles, ends: tuple[int, int], transitions: Doubles
) -> SecondModel:
    """`ends` are those of the weights of the context and of the paths; `columns` the words' among all of theirs."""
    flat = np.zeros((len(names) * SLOTS, TAGS), dtype=np.float16)  # as it will be stored
    flat[columns] = np.where(np.abs(weights[ends[1] :]) > NEGLIGIBLE, weights[ends[1] :], 0)
    words = flat.reshape(len(names), SLOTS, TAGS)
    telling = np.flatnonzero(words.any(axis=(1, 2))).tolist()
    return SecondModel(
        features={names[at]: row for row, at in enumerate(telling)},
        words=words[telling].astype(np.float32),
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


if __name__ == "__main__":
    main()
