"""How good told tones are, and what makes them better: a lean toward rare classes, a heat, a threshold.

Everywhere `told` is (examples, 3), logarithms of chances of −1, 0 and 1, and `labels` 0, 1 and 2 for the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from nlp.tone_model import log_chances
from nlp.tone_valence import Floats
from nlp.training.tone_examples import Example

Told = npt.NDArray[np.intp]
_LEANS = np.linspace(-1.2, 1.6, 15)
_HEATS = np.linspace(0.4, 3.0, 53)
_LEAST = 0.3  # of the mentions must be judged, whatever a threshold promises
_BINS = 10


def f1_scores(told: Told, labels: Told) -> npt.NDArray[np.floating]:
    """Of −1, 0 and 1."""
    hits = np.array([((told == one) & (labels == one)).sum() for one in range(3)])
    named = np.array([(told == one).sum() + (labels == one).sum() for one in range(3)])
    scores: npt.NDArray[np.floating] = 2 * hits / np.maximum(named, 1)
    return scores


def best_lean(told: Floats, labels: Told) -> Floats:
    """What to add to each column for the best mean F1 of −1 and 1."""
    leans = [np.array([bad, 0.0, good], dtype=np.float32) for bad, good in product(_LEANS, _LEANS)]
    return max(leans, key=lambda lean: float(f1_scores((told + lean).argmax(axis=1), labels)[[0, 2]].sum()))


def leant(told: Floats, labels: Told, folds: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Told:
    """The classes told, each fold's lean taken from the others."""
    found = np.zeros_like(labels)
    for train, test in folds:
        found[test] = (told[test] + best_lean(told[train], labels[train])).argmax(axis=1)
    return found


def best_heat(told: Floats, labels: Told) -> float:
    """What to divide the logarithms by so that the labels are likeliest."""
    places = np.arange(len(labels))
    return float(max(_HEATS, key=lambda heat: float(log_chances(told / heat)[places, labels].mean())))


def threshold_for(told: Floats, labels: Told, heat: float, wanted: float) -> float:
    """The lowest chance from which on the macro F1 over three classes is `wanted`; the best one where none is."""
    chances = np.exp(log_chances(told / heat))
    sure = np.sort(chances.max(axis=1))
    tried = [float(sure[int(len(sure) * share)]) for share in np.arange(0, 1 - _LEAST, 0.02)]
    scores = [macro(chances, labels, bound) for bound in tried]
    return next(
        (bound for bound, score in zip(tried, scores, strict=True) if score >= wanted),
        tried[int(np.argmax(scores))],
    )


def macro(chances: Floats, labels: Told, threshold: float = 0.0) -> float:
    """Macro F1 over three classes, of what is told at least so surely."""
    kept = chances.max(axis=1) >= threshold
    return float(f1_scores(chances[kept].argmax(axis=1), labels[kept]).mean())


def calibration_error(chances: Floats, labels: Told) -> float:
    """The mean difference between how sure and how right, over ten bins of sureness."""
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    bins = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(sure[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean()
        for one in set(bins.tolist())
    ]
    return float(sum(gaps))


def report(
    name: str,
    examples: Sequence[Example],
    told: Floats,
    labels: Told,
    folds: Sequence[tuple[Sequence[int], Sequence[int]]],
) -> str:
    if name == "target":
        scores = f1_scores(leant(told, labels, folds), labels)
        return f"{len(labels)} examples; grouped 5-fold macro F1(pos, neg) {scores[[0, 2]].mean():.4f}"
    chances = np.exp(log_chances(told / best_heat(told, labels)))
    scores = f1_scores(chances.argmax(axis=1), labels)
    sure = np.sort(chances.max(axis=1))
    lines = [
        f"{len(labels)} mentions, each writer left out: macro F1 {scores.mean():.4f}, "
        f"of −1, 0, 1 {np.round(scores, 3)}, "
        f"calibration error {calibration_error(chances, labels):.3f}"
    ]
    for share in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        bound = float(sure[int(len(sure) * (1 - share))])
        lines.append(
            f"  the surest {share:.0%} (from {bound:.2f}): macro F1 {macro(chances, labels, bound):.4f}"
        )
    for kind in sorted({one.kind for one in examples}):
        mine = np.array([one.kind == kind for one in examples])
        lines.append(f"  {kind}: {mine.sum()} mentions, macro F1 {macro(chances[mine], labels[mine]):.3f}")
    return "\n".join(lines)
