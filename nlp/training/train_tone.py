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

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]  # it has no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types
from sklearn.metrics import f1_score  # type: ignore[import-untyped]  # it has no types
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]  # it has no types
from spacy.tokens import Doc, Token

from nlp.pipeline import build_pipeline
from nlp.tone_features import tone_features
from nlp.tone_model import PATH, Floats, ToneModel, save_tone_model
from nlp.tone_vectors import tone_vector
from records.registry import Registry

# Chosen by the cross-validation below.
STRENGTH = 0.03  # the inverse of regularization, over words
VECTOR_STRENGTH = 0.0005  # and over vectors
RAREST = 2  # sentences a feature must be in
NEGLIGIBLE = 0.004  # weights that no decision depends on are not stored
LABELS = (-1, 0, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    sentence: str
    features: list[str]
    vector: Floats
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
            around = _target(docs[sentence], span)
            examples.append(
                Example(
                    sentence=sentence,
                    features=tone_features(*around),
                    vector=tone_vector(*around),
                    label=int(row["label"]),
                )
            )
    return examples


def cross_validated(examples: Sequence[Example]) -> float:
    labels = np.array([example.label for example in examples])
    groups = [example.sentence for example in examples]
    predicted = np.zeros_like(labels)
    folds = GroupKFold(5, shuffle=True, random_state=0)
    for train, test in folds.split(np.zeros(len(labels)), labels, groups):
        model = fit([examples[at] for at in train])
        for at in test:
            predicted[at] = LABELS[int(np.argmax(model.chances(examples[at].features, examples[at].vector)))]
    return float(f1_score(labels, predicted, labels=[-1, 1], average="macro"))


def fit(examples: Sequence[Example]) -> ToneModel:
    vectorizer = CountVectorizer(analyzer=_as_they_are, min_df=RAREST, binary=True)
    counts = vectorizer.fit_transform([example.features for example in examples])
    labels = [example.label for example in examples]
    by_words = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=400).fit(counts, labels)
    weights = by_words.coef_.T.astype(np.float32)
    telling = np.flatnonzero(np.abs(weights).max(axis=1) > NEGLIGIBLE)
    names = vectorizer.get_feature_names_out()[telling]
    vector_weights, vector_intercept = _fit_vectors(examples, labels)
    return ToneModel(
        features={str(name): row for row, name in enumerate(names)},
        weights=weights[telling],
        intercept=by_words.intercept_.astype(np.float32),
        vector_weights=vector_weights,
        vector_intercept=vector_intercept,
    )


def _fit_vectors(examples: Sequence[Example], labels: Sequence[int]) -> tuple[Floats, Floats]:
    """Weights and intercept for vectors as they come: the scaling that training needs is multiplied in."""
    vectors = np.array([example.vector for example in examples])
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=VECTOR_STRENGTH, class_weight="balanced", max_iter=300)
    fitted.fit((vectors - mean) / spread, labels)
    weights = (fitted.coef_ / spread).T
    return weights.astype(np.float32), (fitted.intercept_ - mean @ weights).astype(np.float32)


def _target(doc: Doc, span: tuple[int, int]) -> tuple[list[Token], int, int]:
    words = [token for token in doc if not token.is_space]
    inside = [at for at, word in enumerate(words) if word.idx < span[1] and word.idx + len(word) > span[0]]
    return words, inside[0], inside[-1] + 1


def _as_they_are(features: list[str]) -> list[str]:
    return features


if __name__ == "__main__":
    main()
