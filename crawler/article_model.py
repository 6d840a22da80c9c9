"""How likely each line of a page belongs to its article: a logistic regression over what the lines look like."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from crawler.line_features import Column, Columns

PATH = Path(__file__).parent / "article_model.json"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleModel:
    """`features` are the names of the columns, in the order of `weights`."""

    features: tuple[str, ...]
    weights: Column
    intercept: float

    def chances(self, columns: Columns) -> Column:
        """One chance a line. KeyError where a column is missing: then the model was trained on other features."""
        score: Column = np.full(len(next(iter(columns.values()))), self.intercept)
        for name, weight in zip(self.features, self.weights, strict=True):
            score += columns[name] * weight
        chances: Column = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
        return chances


@cache
def load_article_model() -> ArticleModel:
    stored = json.loads(PATH.read_text("utf-8"))
    return ArticleModel(
        features=tuple(stored["weights"]),
        weights=np.array(list(stored["weights"].values()), dtype=np.float64),
        intercept=stored["intercept"],
    )


def save_article_model(model: ArticleModel) -> None:
    weights = {
        name: round(float(weight), 4) for name, weight in zip(model.features, model.weights, strict=True)
    }
    stored = {"intercept": round(model.intercept, 4), "weights": weights}
    PATH.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
