"""The best path through a linear-chain CRF, over a batch of sequences at once, and exactly."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]


def best_paths(emissions: Sequence[Floats], transitions: Floats) -> list[Ints]:
    """The tags of each sequence. Emissions are (tokens, tags) each, transitions (from, to).

    Sums are taken in the order in which slovnet takes them and the first of equals wins, so that no tie falls
    otherwise. No back pointers are kept: the scores of each step are, and the way back looks again at the one tag
    that it comes from.
    """
    order = sorted(range(len(emissions)), key=lambda at: -len(emissions[at]))
    while order and not len(emissions[order[-1]]):
        order.pop()
    lengths = np.array([len(emissions[at]) for at in order], dtype=np.intp)
    found = [np.zeros(0, dtype=np.intp) for _ in emissions]
    if order:
        steps = _side_by_side([emissions[at] for at in order])
        active = (lengths[None, :] > np.arange(len(steps))[:, None]).sum(axis=1).tolist()
        paths = _backward(steps, _forward(steps, transitions, active), transitions, lengths, active)
        for column, at in enumerate(order):
            found[at] = paths[: lengths[column], column]
    return found


def _side_by_side(emissions: Sequence[Floats]) -> Floats:
    """(steps, tags, sequences), the longest sequence first."""
    together = np.zeros((len(emissions[0]), emissions[0].shape[1], len(emissions)), dtype=np.float32)
    for column, scores in enumerate(emissions):
        together[: len(scores), :, column] = scores
    return together


def _forward(steps: Floats, transitions: Floats, active: Sequence[int]) -> Floats:
    """The score of the best path that ends in each tag at each step; only the sequences still going on are counted."""
    scores = steps.copy()
    by_pair = transitions[:, :, None]
    for step in range(1, len(steps)):
        on = active[step]
        ways = scores[step - 1, :, None, :on] + by_pair
        ways += steps[step, None, :, :on]
        np.maximum.reduce(ways, axis=0, out=scores[step, :, :on])
    return scores


def _backward(
    steps: Floats, scores: Floats, transitions: Floats, lengths: Ints, active: Sequence[int]
) -> Ints:
    columns = np.arange(len(lengths))
    ends = scores[lengths - 1, :, columns].argmax(axis=1)
    paths = np.zeros((len(steps), len(lengths)), dtype=np.intp)
    paths[lengths - 1, columns] = ends
    for step in range(len(steps) - 1, 0, -1):
        on = active[step]
        tag = paths[step, :on]
        ways = scores[step - 1, :, :on] + transitions[:, tag]
        ways += steps[step, tag, columns[:on]]
        paths[step - 1, :on] = ways.argmax(axis=0)
    return paths
