"""Trains the article model: `python -m crawler.training.train_article ../shared/inputs/pages/russian_2011 [--save]`.

Prints the mean token F1 of a cross-validation in which no publisher is on both sides, over several ways of parting
them. Only that figure may be claimed of these pages: the saved weights have seen them all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

import numpy as np
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types

from crawler.article_lines import choose_lines
from crawler.article_model import PATH, ArticleModel, save_article_model
from crawler.training.labelled_pages import LabelledPage, read_pages, text_of_lines
from crawler.training.scores import token_f1

STRENGTH = 0.05  # the inverse of regularization
FOLDS = 8
PARTINGS = 3
UNNAMED = 0.5  # what a page counts whose boxes have no telling names


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--save", action="store_true", help=f"write {PATH.name} from all of the pages")
    options = arguments.parse_args()
    pages = read_pages(options.folder)
    sites = {page.site for page in pages}
    print(f"{len(pages)} pages of {len(sites)} publishers")
    for seed in range(PARTINGS):
        scores = [score(page, model) for page, model in cross_validated(pages, seed)]
        print(f"parting {seed}: F1 {mean(scores):.4f}, worst {min(scores):.2f}")
    if options.save:
        save_article_model(fit(pages))
        print(f"{PATH.name}: {PATH.stat().st_size} bytes")


def cross_validated(pages: Sequence[LabelledPage], seed: int) -> Iterator[tuple[LabelledPage, ArticleModel]]:
    """Each page with a model that has seen no page of its publisher."""
    folds = part(pages, seed)
    for fold in range(FOLDS):
        model = fit([page for page in pages if folds[page.site] != fold])
        yield from ((page, model) for page in pages if folds[page.site] == fold)


def part(pages: Sequence[LabelledPage], seed: int) -> dict[str, int]:
    """The fold of each publisher, the folds about equally large."""
    sites = sorted({page.site for page in pages})
    sizes = {site: sum(page.site == site for page in pages) for site in sites}
    shuffled = [sites[index] for index in np.random.default_rng(seed).permutation(len(sites))]
    loads, folds = [0] * FOLDS, {}
    for site in sorted(shuffled, key=lambda site: -sizes[site]):
        folds[site] = loads.index(min(loads))
        loads[folds[site]] += sizes[site]
    return folds


def fit(pages: Sequence[LabelledPage]) -> ArticleModel:
    features = tuple(pages[0].columns)
    rows = np.concatenate([_rows(page, features) for page in pages])
    labels = np.concatenate([page.labels > 0.5 for page in pages])
    weights = np.concatenate([page.weights for page in pages])
    # Each page once more without its names: other outlets name their boxes otherwise, or not at all.
    named = [name.startswith(("named_", "near_")) for name in features]
    rows = np.concatenate([rows, np.where(named, 0.0, rows)])
    labels, weights = np.tile(labels, 2), np.concatenate([weights, weights * UNNAMED])
    centre, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    counted = weights > 0
    regression = LogisticRegression(C=STRENGTH, max_iter=500)
    regression.fit(((rows - centre) / scale)[counted], labels[counted], sample_weight=weights[counted])
    scaled = regression.coef_[0] / scale
    return ArticleModel(
        features=features, weights=scaled, intercept=float(regression.intercept_[0] - scaled @ centre)
    )


def _rows(page: LabelledPage, features: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.stack([page.columns[name] for name in features], axis=1)


def score(page: LabelledPage, model: ArticleModel) -> float:
    chosen = choose_lines(page.layout, page.columns, model.chances(page.columns))
    return token_f1(text_of_lines(page, chosen), page.reference)


if __name__ == "__main__":
    main()
