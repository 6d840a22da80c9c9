"""Trains the model of «same event» on labelled pairs: `python -m nlp.training.train_events same_story_pairs.tsv.gz`.

Prints precision, recall and F1 of a grouped ten-fold cross-validation (no text is on both sides), repeated with other
folds, those in sample, and the three numbers that stand in nlp/story_events.py. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types
from sklearn.model_selection import StratifiedGroupKFold  # type: ignore[import-untyped]  # it has no types

from nlp.stories import Print, read_print
from nlp.story_events import EVENT, event_features

STRENGTH = 10.0  # the inverse of regularization
FOLDS = 10
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Pair:
    titles: tuple[str, str]
    texts: tuple[str, str]
    hosts: tuple[str, str]
    is_same: bool

    def prints(self) -> tuple[Print, Print]:
        return read_print(self.titles[0], self.texts[0]), read_print(self.titles[1], self.texts[1])


@dataclass(frozen=True, kw_only=True)
class Score:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def read_pairs(path: Path) -> list[Pair]:
    csv.field_size_limit(sys.maxsize)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [_pair(row) for row in csv.DictReader(file, delimiter="\t")]


def _pair(row: dict[str, str]) -> Pair:
    first, second = (
        {part: row[f"INPUT:{which}_{part}"] for part in ("title", "text", "url")}
        for which in ("first", "second")
    )
    return Pair(
        titles=(first["title"], second["title"]),
        texts=(first["text"], second["text"]),
        hosts=(_host(first["url"]), _host(second["url"])),
        is_same=row["GOLDEN:quality"] == "OK",
    )


def _host(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def features(pairs: Sequence[Pair]) -> Floats:
    return np.array([event_features(*pair.prints()) for pair in pairs])


def groups(pairs: Sequence[Pair]) -> list[str]:
    """Pairs that share a text belong to one group."""
    parents: dict[str, str] = {}

    def top(text: str) -> str:
        while parents.setdefault(text, text) != text:
            text = parents[text]
        return text

    for pair in pairs:
        parents[top(pair.texts[0])] = top(pair.texts[1])
    return [top(pair.texts[0]) for pair in pairs]


def two_outlets(pairs: Sequence[Pair]) -> Flags:
    """A rule, not learnt: two texts of one outlet are two stories."""
    return np.array([pair.hosts[0] != pair.hosts[1] for pair in pairs])


def truth(pairs: Sequence[Pair]) -> Flags:
    return np.array([pair.is_same for pair in pairs])


def train(values: Floats, same: Flags) -> LogisticRegression:
    return LogisticRegression(C=STRENGTH).fit(values, same)


def cross_validate(pairs: Sequence[Pair], repeats: int = 20) -> list[Score]:
    values, same, apart, together = features(pairs), truth(pairs), two_outlets(pairs), groups(pairs)
    scores = []
    for seed in range(repeats):
        told = np.zeros(len(pairs), np.bool_)
        for learn, test in StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(
            values, same, together
        ):
            learnt = learn[apart[learn]]
            model = train(values[learnt], same[learnt])
            told[test] = (model.predict_proba(values[test])[:, 1] >= EVENT) & apart[test]
        scores.append(score(told, same))
    return scores


def score(told: Flags, same: Flags) -> Score:
    right = int((told & same).sum())
    return Score(precision=right / int(told.sum()), recall=right / int(same.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    pairs = read_pairs(parser.parse_args().pairs)
    scores = cross_validate(pairs)
    for name in ("precision", "recall", "f1"):
        found = [getattr(each, name) for each in scores]
        print(f"cross-validated {name}: {np.mean(found):.3f} (from {min(found):.3f} to {max(found):.3f})")
    apart, same, values = two_outlets(pairs), truth(pairs), features(pairs)
    model = train(values[apart], same[apart])
    told = (model.predict_proba(values)[:, 1] >= EVENT) & apart
    inside = score(told, same)
    print(f"in sample: precision {inside.precision:.3f}, recall {inside.recall:.3f}, F1 {inside.f1:.3f}")
    lead, title = model.coef_[0]
    print(f"_BIAS = {model.intercept_[0]:.2f}\n_LEAD_WEIGHT = {lead:.2f}\n_TITLE_WEIGHT = {title:.2f}")


if __name__ == "__main__":
    main()
