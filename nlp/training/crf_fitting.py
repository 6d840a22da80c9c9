"""Fits the changes to a linear-chain CRF's scores and transitions: penalized likelihood by L-BFGS. Needs scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]  # it has no types

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """`features` is sparse (tokens, features), `scores` (tokens, tags), `tags` the right ones.

    `segments` are the sequences, as (start, end) in tokens, the longest first; a token of none teaches nothing.
    `transitions` is (from, to).
    """

    features: Any
    scores: Doubles
    tags: Ints
    segments: Sequence[tuple[int, int]]
    transitions: Doubles


def fit_changes(problem: Problem, *, penalty: float, rounds: int) -> tuple[Doubles, Doubles]:
    """Weights (features, tags) to be added to the scores, and the changed transitions."""
    count = len(problem.transitions)
    size = problem.features.shape[1] * count
    steps = _steps(problem.segments)
    covered = np.concatenate(steps)
    right = np.zeros_like(problem.scores)
    right[covered] = np.eye(count)[problem.tags[covered]]
    pairs = np.zeros((count, count))
    for start, end in problem.segments:
        np.add.at(pairs, (problem.tags[start : end - 1], problem.tags[start + 1 : end]), 1)
    turned = problem.features.T.tocsr()

    def loss(changes: Doubles) -> tuple[float, Doubles]:
        weights, added = changes[:size].reshape(-1, count), changes[size:].reshape(count, count)
        scores, transitions = problem.scores + problem.features @ weights, problem.transitions + added
        total, chances, expected = _expectations(scores, transitions, steps)
        reached = (scores * right).sum() + (transitions * pairs).sum()
        slope = np.concatenate([(turned @ (chances - right)).ravel(), (expected - pairs).ravel()])
        return total - reached + penalty / 2 * (changes @ changes), slope + penalty * changes

    nothing = np.zeros(size + count * count)
    found = minimize(loss, nothing, jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x
    return found[:size].reshape(-1, count), problem.transitions + found[size:].reshape(count, count)


def _steps(segments: Sequence[tuple[int, int]]) -> list[Ints]:
    """For each step the tokens at it, of the segments that reach it."""
    longest = segments[0][1] - segments[0][0]
    return [
        np.array([start + step for start, end in segments if start + step < end], dtype=np.intp)
        for step in range(longest)
    ]


def _expectations(
    scores: Doubles, transitions: Doubles, steps: Sequence[Ints]
) -> tuple[float, Doubles, Doubles]:
    """The log of the sum over all paths, the chance of each tag (tokens, tags), the expected count of each pair."""
    forward = np.zeros_like(scores)
    backward = np.zeros_like(scores)
    ways = np.exp(transitions)
    forward[steps[0]] = scores[steps[0]]
    for before, here in pairwise(steps):
        forward[here] = _log_product(forward[before[: len(here)]], ways) + scores[here]
    totals = np.zeros(len(steps[0]))
    pairs = np.zeros_like(transitions)
    for step in range(len(steps) - 1, -1, -1):
        here, on = steps[step], len(steps[step + 1]) if step + 1 < len(steps) else 0
        totals[on : len(here)] = np.logaddexp.reduce(forward[here[on:]], axis=1)
        if on:
            behind = backward[steps[step + 1]] + scores[steps[step + 1]]
            backward[here[:on]] = _log_product(behind, ways.T)
            highest = behind.max(axis=1, keepdims=True)
            left = np.exp(forward[here[:on]] + highest - totals[:on, None])
            pairs += ways * (left.T @ np.exp(behind - highest))
    chances = np.zeros_like(scores)
    for here in steps:
        chances[here] = np.exp(forward[here] + backward[here] - totals[: len(here), None])
    return float(totals.sum()), chances, pairs


def _log_product(rows: Doubles, ways: Doubles) -> Doubles:
    highest = rows.max(axis=1, keepdims=True)
    total: Doubles = highest + np.log(np.exp(rows - highest) @ ways)
    return total
