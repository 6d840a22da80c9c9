"""Trains the tone models; `union` needs the labelled texts as well.

    python -m nlp.training.train_tone target rusentne_train.csv.gz [--save]
    python -m nlp.training.train_tone union rusentne_train.csv.gz --texts corpus/train [--save]

Prints what a cross-validation gives: five folds with no sentence on both sides, or each writer left out in turn. The
lean, the heat and the threshold that are saved come from its predictions; inside the test each fold's lean comes from
the others'. Needs scikit-learn, jax and optax, which running the models does not. A figure is repeated by its seed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]  # it has no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types
from sklearn.model_selection import GroupKFold, LeaveOneGroupOut  # type: ignore[import-untyped]  # it has no types
from threadpoolctl import threadpool_limits

from nlp.tone_model import KINDS, ToneModel, save_tone_model
from nlp.tone_net import ToneNet
from nlp.tone_valence import Floats
from nlp.training.tone_examples import Example, compose, labels_of, read_domain, read_rusentne
from nlp.training.tone_fitting import Labelled, Table, fit_net
from nlp.training.tone_scores import Told, best_heat, best_lean, report, threshold_for

# Chosen by cross-validation.
STRENGTHS = {"target": (0.015, 0.03), "union": (0.05, 0.3)}  # inverses of regularization: words, vectors
SHARES = {"target": (1.0, 1.0, 1.5), "union": (1.0, 1.0, 1.0)}  # of words, vectors and all nets in the sum
PASSES = {"target": 9, "before": 4, "union": 10}
UNION_RATE = 1e-3  # of learning from the labelled texts, once the nets know the rest
COMPOSED, COMPOSED_SHARE, COMPOSED_SEED = 5_000, 0.2, 7
RAREST = 2  # examples a feature must be in
NEGLIGIBLE = 0.004  # weights that no decision depends on are not stored
WANTED = 0.8  # macro F1 over three classes, of what the judge does not abstain from


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What a model is trained from: `further` are added to every fold, and weigh less."""

    name: str
    examples: Sequence[Example]
    further: Sequence[Example] = ()
    before: Sequence[Example] = ()
    nets: int = 3
    seed: int = 0

    @property
    def groups(self) -> list[str]:
        """The sentence, or the writer."""
        return [one.group if self.name == "target" else one.source for one in self.examples]


def main() -> None:
    options = _options()
    # Small matrices: threads that wait for each other cost more than they bring.
    threadpool_limits(limits=1, user_api="blas")
    rusentne = read_rusentne(options.rusentne)
    lesson = Lesson(name="target", examples=rusentne, nets=options.nets, seed=options.seed)
    if options.model == "union":
        composed = compose(COMPOSED, COMPOSED_SEED)
        lesson = Lesson(
            name="union",
            examples=read_domain(options.texts),
            further=composed,
            before=[*rusentne, *composed],
            nets=options.nets,
            seed=options.seed,
        )
    chances, folds = cross_validate(lesson)
    labels = labels_of(lesson.examples)
    print(report(lesson.name, lesson.examples, chances, labels, folds))
    if options.save:
        model = tuned(fit(lesson, lesson.examples, lesson.seed), lesson.name, chances, labels)
        path = save_tone_model(model, lesson.name)
        print(f"{path.name}: {len(model.features)} features, {path.stat().st_size} bytes, lean {model.lean}")
        print(f"heat {model.heat:.2f}, threshold {model.threshold:.3f}")


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("model", choices=("target", "union"))
    arguments.add_argument("rusentne", type=Path)
    arguments.add_argument("--texts", type=Path, default=Path("corpus/train"))
    arguments.add_argument("--nets", type=int, default=3)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--save", action="store_true", help="write the model from all of the data")
    return arguments.parse_args()


Folds = Sequence[tuple[Sequence[int], Sequence[int]]]


def cross_validate(lesson: Lesson) -> tuple[Floats, Folds]:
    """(examples, 3): the logarithms of the chances that a model gives each example it was not trained on."""
    labels = labels_of(lesson.examples)
    split = GroupKFold(5, shuffle=True, random_state=0) if lesson.name == "target" else LeaveOneGroupOut()
    folds = list(split.split(labels, labels, lesson.groups))
    told = np.zeros((len(labels), 3), dtype=np.float32)
    for number, (train, test) in enumerate(folds):
        model = fit(lesson, [lesson.examples[at] for at in train], lesson.seed + 100 * (number + 1))
        told[test] = np.log(model.chances([lesson.examples[at].asked for at in test]) + 1e-6)
        print(f"fold {number + 1} of {len(folds)}", flush=True)
    return told, folds


def tuned(model: ToneModel, name: str, told: Floats, labels: Told) -> ToneModel:
    """The model with a lean, a heat and a threshold that suit what was told in the cross-validation."""
    lean = best_lean(told, labels) if name == "target" else np.zeros(3, dtype=np.float32)
    heat = best_heat(told + lean, labels)
    threshold = threshold_for(told, labels, heat, WANTED) if name == "union" else 0.0
    whole = sum(SHARES[name])  # of which the chances that were told are the mean
    return replace(model, lean=lean * whole, heat=heat * whole, threshold=threshold)


def fit(lesson: Lesson, examples: Sequence[Example], seed: int) -> ToneModel:
    """A model whose chances are neither tuned nor cooled."""
    by_words, by_vectors = STRENGTHS[lesson.name]
    balanced = "balanced" if lesson.name == "target" else None
    used = [*examples, *lesson.further]
    weights = np.array([1.0] * len(examples) + [COMPOSED_SHARE] * len(lesson.further))
    labels = labels_of(used)
    vectorizer = CountVectorizer(analyzer=_as_they_are, min_df=RAREST, binary=True)
    counts = vectorizer.fit_transform([one.features for one in used])
    words = LogisticRegression(C=by_words, class_weight=balanced, max_iter=150).fit(counts, labels, weights)
    vectors = LogisticRegression(C=by_vectors, class_weight=balanced, max_iter=100).fit(
        np.array([one.vector for one in used]), labels, weights
    )
    telling = np.flatnonzero(np.abs(words.coef_).max(axis=0) > NEGLIGIBLE)
    names = vectorizer.get_feature_names_out()[telling]
    return ToneModel(
        features={str(name): row for row, name in enumerate(names)},
        words=words.coef_.T.astype(np.float32)[telling],
        words_bias=words.intercept_.astype(np.float32),
        vectors=vectors.coef_.T.astype(np.float32),
        vectors_bias=vectors.intercept_.astype(np.float32),
        nets=_fit_nets(lesson, examples, seed),
        shares=np.array(SHARES[lesson.name], dtype=np.float32),
        lean=np.zeros(3, dtype=np.float32),
        heat=float(sum(SHARES[lesson.name])),
        threshold=0.0,
    )


def _fit_nets(lesson: Lesson, examples: Sequence[Example], seed: int) -> tuple[ToneNet, ...]:
    """For unions the nets first learn from what is not theirs, once for all folds."""
    table = Table()
    mine = _labelled(table, examples)
    if lesson.name == "target":
        train: Callable[[int], dict[str, Floats]] = lambda number: fit_net(  # noqa: E731 - one of two
            mine, table.vectors(), seed=seed + number, passes=PASSES["target"]
        )
    else:
        train = lambda number: fit_net(  # noqa: E731 - one of two
            mine,
            table.vectors(),
            seed=seed + number,
            passes=PASSES["union"],
            rate=UNION_RATE,
            start=_net_before(lesson, lesson.seed + number),
        )
    return tuple(ToneNet(weights=train(number)) for number in range(lesson.nets))


_BEFORE: dict[int, dict[str, Floats]] = {}


def _net_before(lesson: Lesson, seed: int) -> dict[str, Floats]:
    if seed not in _BEFORE:
        table = Table()
        examples = _labelled(table, lesson.before)
        _BEFORE[seed] = fit_net(examples, table.vectors(), seed=seed, passes=PASSES["before"])
    return _BEFORE[seed]


def _labelled(table: Table, examples: Sequence[Example]) -> list[Labelled]:
    return [
        Labelled(
            words=table.numbers(one.asked.view.words),
            rows=one.rows,
            kind=KINDS.index(one.asked.kind),
            label=one.label + 1,
        )
        for one in examples
    ]


def _as_they_are(features: list[str]) -> list[str]:
    return features


if __name__ == "__main__":
    main()
