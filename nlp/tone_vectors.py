"""A view as one vector: what its words mean, near the target, above it, in the sentences beside, and how they sound."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nlp.tone_rows import CASES, COLUMN, KINDS, RELATIONS, Ints, rows_of
from nlp.tone_valence import Floats, valence_of, vector_of
from nlp.tone_view import BEFORE, BEHIND, OTHER, OTHERS, OWN, SAME, View

Marks = npt.NDArray[np.bool_]
_IS_VERB = np.array([kind in ("VERB", "INFN", "GRND", "PRTS") for kind in KINDS])
_CONTENT = len(("NOUN", "VERB", "INFN", "GRND", "PRTF", "PRTS", "ADJF", "ADJS", "COMP", "ADVB", "PRED"))
_LESS = 0.15  # what a word without content of its own weighs
_CLEAR = 0.7  # of valence; milder words are left out
_TURNED = -0.7  # what is left of a word's valence behind a negation
# Of the zones below: over how many places a word's weight falls to a third, and what share they have in the whole,
# the target itself being the last.
_REACHES = np.array([6.0, 6.0, np.inf, 8.0, 12.0, 8.0, 15.0, 15.0])[:, None]
_SHARES = np.array([1.0, 0.8, 0.7, 0.8, 0.8, 0.5, 0.35, 0.45, 0.5])


def tone_vector(view: View, rows: Ints | None = None) -> Floats:
    """`rows` are the view's, where they are known. Every part has a length of about 1 or less."""
    rows = rows_of(view) if rows is None else rows
    zones, weights = _zones(view, rows)
    parts = (_meanings(view, rows, weights), _sounds(view, rows, zones), _form(view, rows))
    return np.concatenate(parts).astype(np.float32)


def _zones(view: View, rows: Ints) -> tuple[Marks, Floats]:
    """(zones, words): which words are in a zone, and what they weigh there: less the farther off, in some."""
    at = np.arange(len(rows))
    own = rows[:, COLUMN["sentence"]] == OWN
    tree = rows[:, COLUMN["tree"]] - 1
    steps = np.where(tree >= 0, tree // 5 + tree % 5, 99)
    verbs = _IS_VERB[rows[:, COLUMN["kind"]]]
    zones = np.stack(
        (
            own & (at >= view.last),
            own & (at < view.first),
            steps <= 2,
            steps <= 3,
            own,
            own & verbs & (tree >= 0) & (tree // 5 <= 3),
            rows[:, COLUMN["sentence"]] == BEFORE,
            rows[:, COLUMN["sentence"]] == BEHIND,
        )
    )
    return zones, zones * np.exp(-np.abs(at - view.first) / _REACHES)


def _meanings(view: View, rows: Ints, zones: Floats) -> Floats:
    vectors = np.stack([vector_of(word.lower()) for word in view.words])
    vectors /= np.maximum(np.sqrt(np.einsum("wn,wn->w", vectors, vectors)), 1e-6)[:, None]
    content = np.where(rows[:, COLUMN["kind"]] < _CONTENT, 1.0, _LESS) * (rows[:, COLUMN["mark"]] == OTHERS)
    target = (np.arange(len(rows)) >= view.first) & (np.arange(len(rows)) < view.last)
    sums = np.concatenate((zones * content, target[None])) @ vectors
    lengths = np.sqrt(np.einsum("zn,zn->z", sums, sums))
    scaled: Floats = (sums * (_SHARES / np.maximum(lengths, 1e-6))[:, None]).ravel()
    return scaled


def _sounds(view: View, rows: Ints, zones: Marks) -> npt.NDArray[np.floating]:
    """Of each zone the valences: their sum, the good ones' and the bad ones', the best and the worst."""
    values = _valences(view, rows)
    at = np.arange(len(rows))
    own = rows[:, COLUMN["sentence"]] == OWN
    close = [own & (at >= view.last) & (at < view.last + reach) for reach in (4, 10)]
    close += [own & (at < view.first) & (at >= view.first - reach) for reach in (4, 10)]
    marks = np.concatenate((close, zones[2:]))
    good, bad = np.maximum(values, 0), np.minimum(values, 0)
    filled = marks.any(axis=1)
    best = np.where(filled, np.where(marks, values, -np.inf).max(axis=1), 0)
    worst = np.where(filled, np.where(marks, values, np.inf).min(axis=1), 0)
    sums = [marks @ part / 3 for part in (values, good, bad)]
    return 0.6 * np.stack((*sums, np.tanh(best), np.tanh(worst)), axis=1).ravel()


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
