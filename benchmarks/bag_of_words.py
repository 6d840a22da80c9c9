"""The baseline of tone: which words stand in the mention's sentence, whoever does what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]  # it has no types
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # it has no types

from nlp.tone_valence import Floats
from nlp.tone_view import OWN
from nlp.training.tone_examples import Example, labels_of


def bag_of_words(train: Sequence[Example], gold: Sequence[Example]) -> Floats:
    """Chances of −1, 0 and +1 a mention, by words weighed by rarity and a logistic regression over them."""
    vectorizer = TfidfVectorizer(min_df=2, analyzer=_words_of)
    counts = vectorizer.fit_transform(train)
    fitted = LogisticRegression(max_iter=300, class_weight="balanced").fit(counts, labels_of(train))
    chances: Floats = fitted.predict_proba(vectorizer.transform(gold)).astype(np.float32)
    return chances


def surest(chances: Floats, share: float) -> npt.NDArray[np.bool_]:
    """Which of them are the given share of all that the model is surest of."""
    best = chances.max(axis=1)
    found: npt.NDArray[np.bool_] = best >= np.quantile(best, 1 - share)
    return found


def _words_of(example: Example) -> list[str]:
    view = example.asked.view
    return [lemma for lemma, place in zip(view.lemmas, view.sentences, strict=True) if place == OWN]
