"""Trains who holds a tone and which union is main: `python -m nlp.training.train_views corpus/train [--save]`.

Prints the accuracy of a five-fold cross-validation (no text is on both sides). Needs scikit-learn, which running the
models does not.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]  # it has no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types
from sklearn.model_selection import GroupKFold  # type: ignore[import-untyped]  # it has no types

from nlp import holders, roles
from nlp.holders import HolderModel, holder_features, save_holder_model, text_style
from nlp.linking import Link
from nlp.roles import RoleFeatures, role_features
from nlp.sentences import evidence, find_sentences
from nlp.training.corpus import LabelledText, read_corpus

# Chosen by the cross-validation below.
STRENGTH = 0.3  # the inverse of regularization
RAREST = 2  # mentions that a feature must be at
NEGLIGIBLE = 0.01


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A mention with a tone that nobody is quoted for: is it held by the facts alone?"""

    text: str
    features: list[str]
    implied: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    text: str
    features: RoleFeatures
    main: bool


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--save", action="store_true", help="write the models from all of the data")
    options = arguments.parse_args()
    texts = read_corpus(options.data)
    views = [view for text in texts for view in read_views(text)]
    parts = [part for text in texts for part in read_parts(text)]
    always = max(np.mean([view.implied for view in views]), 1 - np.mean([view.implied for view in views]))
    print(
        f"holder of {len(views)} tones that nobody is quoted for: {_judge_views(views):.4f}, always one {always:.4f}"
    )
    always = max(np.mean([part.main for part in parts]), 1 - np.mean([part.main for part in parts]))
    print(f"role of {len(parts)} unions in their texts: {_judge_parts(parts):.4f}, always one {always:.4f}")
    if options.save:
        save_holder_model(fit_views(views))
        write_role_weights(fit_parts(parts))
        print(f"{holders.PATH}: {holders.PATH.stat().st_size} bytes; {roles.PATH}")


def read_views(text: LabelledText) -> list[View]:
    sentences, style = find_sentences(text.text), text_style(text.text)
    return [
        View(
            text=text.id,
            features=[
                *holder_features(
                    text.text,
                    (label.start, label.end),
                    evidence(sentences, label.start, label.end),
                    label.tone,
                ),
                *style,
            ],
            implied=label.holder == "implied",
        )
        for label in text.unions
        if label.union and label.tone != 0 and label.speech == "none" and not label.described
    ]


def read_parts(text: LabelledText) -> list[Part]:
    links = [Link(start=label.start, end=label.end, union=label.union) for label in text.unions]
    found = role_features(links, find_sentences(text.text), len(text.text))
    return [
        Part(text=text.id, features=features, main=union in text.main) for union, features in found.items()
    ]


def fit_views(views: Sequence[View]) -> HolderModel:
    vectorizer = CountVectorizer(analyzer=_as_they_are, min_df=RAREST, binary=True)
    counts = vectorizer.fit_transform([view.features for view in views])
    fitted = LogisticRegression(C=STRENGTH, max_iter=500).fit(counts, [view.implied for view in views])
    named = zip(vectorizer.get_feature_names_out(), fitted.coef_[0].tolist(), strict=True)
    weights = {str(name): weight for name, weight in named if abs(weight) > NEGLIGIBLE}
    return HolderModel(weights, float(fitted.intercept_[0]))


def fit_parts(parts: Sequence[Part]) -> dict[str, float]:
    rows = [list(asdict(part.features).values()) for part in parts]
    fitted = LogisticRegression(max_iter=2000).fit(rows, [part.main for part in parts])
    names = [field.name for field in fields(RoleFeatures)]
    return {
        "intercept": float(fitted.intercept_[0]),
        **dict(zip(names, fitted.coef_[0].tolist(), strict=True)),
    }


def write_role_weights(weights: dict[str, float]) -> None:
    lines = [f"{name} = {weight:.3f}" for name, weight in weights.items()]
    head = "# How far each feature of nlp/roles.py speaks for «main»; by nlp/training/train_views.py.\n"
    roles.PATH.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _judge_views(views: Sequence[View]) -> float:
    right = 0
    for train, test in _folds([view.text for view in views]):
        model = fit_views([views[at] for at in train])
        right += sum((model.score(views[at].features) >= 0) == views[at].implied for at in test)
    return right / len(views)


def _judge_parts(parts: Sequence[Part]) -> float:
    right = 0
    for train, test in _folds([part.text for part in parts]):
        weights = fit_parts([parts[at] for at in train])
        for at in test:
            values = asdict(parts[at].features)
            score = weights["intercept"] + sum(weights[name] * value for name, value in values.items())
            right += (score >= 0) == parts[at].main
    return right / len(parts)


def _folds(groups: Sequence[str]) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    return list(GroupKFold(5, shuffle=True, random_state=0).split(groups, groups=groups))


def _as_they_are(features: list[str]) -> list[str]:
    return features


if __name__ == "__main__":
    main()
