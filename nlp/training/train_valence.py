"""Fits the valence of words: `python -m nlp.training.train_valence AFINN-ru.json [--save]`.

Prints how well words that were left out are told, in a five-fold cross-validation. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
from sklearn.linear_model import Ridge  # type: ignore[import-untyped]  # it has no types
from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]  # it has no types

from nlp.ner import load_navec
from nlp.tone_valence import PATH, Floats

STRENGTH = 1.0
_RUSSIAN = re.compile("[а-яё-]+")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("words", type=Path, help="a JSON object of words with −5…5")
    arguments.add_argument("--save", action="store_true", help=f"write {PATH.name}")
    options = arguments.parse_args()
    vectors, values = read_words(options.words)
    told = cross_val_predict(Ridge(alpha=STRENGTH), vectors, values, cv=5)
    print(
        f"{len(values)} words; correlation {np.corrcoef(told, values)[0, 1]:.3f}, "
        f"sign right {np.mean(np.sign(told) == np.sign(values)):.3f}"
    )
    if options.save:
        fitted = Ridge(alpha=STRENGTH).fit(vectors, values)
        np.savez_compressed(
            PATH, direction=fitted.coef_.astype(np.float32), shift=np.float32(fitted.intercept_)
        )


def read_words(path: Path) -> tuple[Floats, Floats]:
    """(words, 300) unit vectors of the Russian words that navec knows, and their values."""
    navec = load_navec()
    known = [
        (navec[word.lower()], value)
        for word, value in json.loads(path.read_text(encoding="utf-8")).items()
        if _RUSSIAN.fullmatch(word.lower()) and word.lower() in navec
    ]
    vectors = np.array([vector for vector, _ in known], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors, np.array([value for _, value in known], dtype=np.float32)


if __name__ == "__main__":
    main()
