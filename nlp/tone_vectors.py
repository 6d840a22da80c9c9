"""A view as one vector: what its words mean, near the target, above it, in the sentences beside, and how they sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from nlp.tone_rows import CASES, COLUMN, KINDS, RELATIONS, Ints, rows_of
from nlp.tone_valence import SIZE, Floats, valence_of, vector_of
from nlp.tone_view import BEFORE, BEHIND, OTHER, OTHERS, OWN, SAME, View

Marks = npt.NDArray[np.bool_]
_VERBS = [KINDS.index(kind) for kind in ("VERB", "INFN", "GRND", "PRTS")]
_CONTENT = len(("NOUN", "VERB", "INFN", "GRND", "PRTF", "PRTS", "ADJF", "ADJS", "COMP", "ADVB", "PRED"))
_LESS = 0.15  # what a word without content of its own weighs
_CLEAR = 0.7  # of valence; milder words are left out
_TURNED = -0.7  # what is left of a word's valence behind a negation
_SHARES = (1.0, 0.8, 0.7, 0.8, 0.8, 0.5, 0.35, 0.45, 0.5)  # of the zones below, in the whole


def tone_vector(view: View, rows: Ints | None = None) -> Floats:
    """`rows` are the view's, where they are known. Every part has a length of about 1 or less."""
    rows = rows_of(view) if rows is None else rows
    return np.concatenate((_meanings(view, rows), _sounds(view, rows), _form(view, rows))).astype(np.float32)


def _zones(view: View, rows: Ints) -> tuple[tuple[Marks, float], ...]:
    """Words, and over how many places their weight falls to a third (0: it does not)."""
    at = np.arange(len(rows))
    own = rows[:, COLUMN["sentence"]] == OWN
    tree = rows[:, COLUMN["tree"]] - 1
    steps = np.where(tree >= 0, tree // 5 + tree % 5, 99)
    verbs = np.isin(rows[:, COLUMN["kind"]], _VERBS)
    return (
        (own & (at >= view.last), 6.0),
        (own & (at < view.first), 6.0),
        (steps <= 2, 0.0),
        (steps <= 3, 8.0),
        (own, 12.0),
        (own & verbs & (tree >= 0) & (tree // 5 <= 3), 8.0),
        (rows[:, COLUMN["sentence"]] == BEFORE, 15.0),
        (rows[:, COLUMN["sentence"]] == BEHIND, 15.0),
    )


def _meanings(view: View, rows: Ints) -> Floats:
    vectors = np.array([vector_of(word.lower()) for word in view.words], dtype=np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    weights = np.where(rows[:, COLUMN["kind"]] < _CONTENT, 1.0, _LESS) * (rows[:, COLUMN["mark"]] == OTHERS)
    away = np.abs(np.arange(len(rows)) - view.first)
    means = [
        _unit((weights * marks * (np.exp(-away / reach) if reach else 1)) @ vectors)
        for marks, reach in _zones(view, rows)
    ]
    means.append(_unit(vectors[view.first : view.last].sum(axis=0)))
    return np.concatenate([share * mean for share, mean in zip(_SHARES, means, strict=True)])


def _unit(vector: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    length = np.linalg.norm(vector)
    return vector / length if length else np.zeros(SIZE)


def _sounds(view: View, rows: Ints) -> npt.NDArray[np.floating]:
    """Of each zone the valences: their sum, the good ones' and the bad ones', the best and the worst."""
    values = _valences(view, rows)
    at = np.arange(len(rows))
    own = rows[:, COLUMN["sentence"]] == OWN
    close = [own & (at >= view.last) & (at < view.last + reach) for reach in (4, 10)]
    close += [own & (at < view.first) & (at >= view.first - reach) for reach in (4, 10)]
    zones = (*close, *(marks for marks, _reach in _zones(view, rows)[2:]))
    return np.concatenate([_summary(values[marks]) for marks in zones]) * 0.6


def _summary(values: npt.NDArray[np.floating]) -> Sequence[float]:
    if not len(values):
        return (0.0,) * 5
    good, bad = np.maximum(values, 0), np.minimum(values, 0)
    return (
        values.sum() / 3, good.sum() / 3, bad.sum() / 3, float(np.tanh(values.max())), float(np.tanh(values.min())),
    )  # fmt: skip


def _valences(view: View, rows: Ints) -> npt.NDArray[np.floating]:
    values = np.array([valence_of(word.lower()) for word in view.words])
    values[np.abs(values) < _CLEAR] = 0
    values[(rows[:, COLUMN["kind"]] >= _CONTENT) | (rows[:, COLUMN["mark"]] != OTHERS)] = 0
    for at in np.flatnonzero(rows[:, COLUMN["list"]] == 1):  # negations
        values[at + 1 : at + 3] *= _TURNED
    return values


def _form(view: View, rows: Ints) -> npt.NDArray[np.floating]:
    """The target's case and relation, where it stands, whether a question is asked, others named, a quote open."""
    own = rows[:, COLUMN["sentence"]] == OWN
    marks, first = rows[:, COLUMN["mark"]], rows[view.first]
    asked = any(word == "?" and mine for word, mine in zip(view.words, own, strict=True))
    negated = int((own & (rows[:, COLUMN["list"]] == 1)).sum())
    return 0.4 * np.concatenate(
        (
            np.eye(len(CASES))[first[COLUMN["case"]]],
            np.eye(len(RELATIONS) + 1)[first[COLUMN["relation"]]],
            (view.first / len(rows), asked, negated, (marks == OTHER).any(), (marks == SAME).any()),
            (first[COLUMN["quoted"]],),
        )
    )  # fmt: skip
