"""Trains the tone model on RuSentNE: `python -m nlp.training.train_tone rusentne_train.csv.gz [--save]`.

Prints the macro F1 over positive and negative of a grouped five-fold cross-validation (no sentence is on both sides).
Needs scikit-learn, which running the model does not.
"""

from __future__ import annotations

import argparse
import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]  # it has no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types
from sklearn.metrics import f1_score  # type: ignore[import-untyped]  # it has no types
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]  # it has no types
from spacy.tokens import Doc

from nlp.pipeline import build_pipeline
from nlp.tone_features import tone_features
from nlp.tone_model import PATH, ToneModel, save_tone_model
from records.registry import Registry

STRENGTH = 0.03  # the inverse of regularization, and
RAREST = 2  # sentences a feature must be in: both chosen by the cross-validation below
NEGLIGIBLE = 0.004  # weights that no decision depends on are not stored
LABELS = (-1, 0, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    sentence: str
    features: list[str]
    label: int


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--save", action="store_true", help=f"write {PATH.name} from all of the data")
    options = arguments.parse_args()
    examples = read_examples(options.data)
    print(f"{len(examples)} examples; grouped 5-fold macro F1(pos, neg): {cross_validated(examples):.4f}")
    if options.save:
        model = fit(examples)
        save_tone_model(model, PATH)
        print(f"{PATH}: {len(model.features)} features, {PATH.stat().st_size} bytes")


def read_examples(path: Path) -> list[Example]:
    nlp = build_pipeline(Registry(unions={}, outlets={}, regions={}))
    docs: dict[str, Doc] = {}
    examples: list[Example] = []
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            sentence = row["sentence"]
            if sentence not in docs:
                docs[sentence] = nlp(sentence)
            span = (int(row["entity_pos_start_rel"]), int(row["entity_pos_end_rel"]))
            features = _features(docs[sentence], span)
            examples.append(Example(sentence=sentence, features=features, label=int(row["label"])))
    return examples


def cross_validated(examples: Sequence[Example]) -> float:
    labels = np.array([example.label for example in examples])
    groups = [example.sentence for example in examples]
    predicted = np.zeros_like(labels)
    folds = GroupKFold(5, shuffle=True, random_state=0)
    for train, test in folds.split(np.zeros(len(labels)), labels, groups):
        model = fit([examples[at] for at in train])
        for at in test:
            predicted[at] = LABELS[int(np.argmax(model.chances(examples[at].features)))]
    return float(f1_score(labels, predicted, labels=[-1, 1], average="macro"))


def fit(examples: Sequence[Example]) -> ToneModel:
    vectorizer = CountVectorizer(analyzer=_as_they_are, min_df=RAREST, binary=True)
    counts = vectorizer.fit_transform([example.features for example in examples])
    regression = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=400)
    regression.fit(counts, [example.label for example in examples])
    weights: npt.NDArray[Any] = regression.coef_.T
    telling = np.flatnonzero(np.abs(weights).max(axis=1) > NEGLIGIBLE)
    names = vectorizer.get_feature_names_out()[telling]
    return ToneModel(
        {str(name): row for row, name in enumerate(names)},
        weights[telling].astype(np.float32),
        regression.intercept_.astype(np.float32),
    )


def _features(doc: Doc, span: tuple[int, int]) -> list[str]:
    words = [token for token in doc if not token.is_space]
    inside = [at for at, word in enumerate(words) if word.idx < span[1] and word.idx + len(word) > span[0]]
    return tone_features(words, inside[0], inside[-1] + 1)


def _as_they_are(features: list[str]) -> list[str]:
    return features


if __name__ == "__main__":
    main()
