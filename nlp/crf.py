"""The best path through a linear-chain CRF, over many sequences at once, and exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_HEIGHT = 128  # steps that a lane has at least: what a step costs is shared by all lanes


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lanes:
    """Sequences laid end to end in lanes of about equal height.

    `places` has (lane, first step) of each sequence, `begins` the lanes in which one begins at a step.
    """

    places: Sequence[tuple[int, int]]
    begins: Mapping[int, Sequence[int]]
    height: int
    count: int


def best_paths(emissions: Sequence[Floats], transitions: Floats) -> list[list[int]]:
    """The tags of each sequence. Emissions are (tokens, tags) each, transitions (from, to).

    Sums are taken as slovnet takes them and the first of equals wins, so that no tie falls otherwise.
    """
    lengths = [len(scores) for scores in emissions]
    if not any(lengths):
        return [[] for _ in emissions]
    lanes = _fill_lanes(lengths)
    steps = np.zeros((lanes.height, len(transitions), lanes.count), dtype=np.float32)
    for scores, (lane, first) in zip(emissions, lanes.places, strict=True):
        steps[first : first + len(scores), :, lane] = scores
    best = _score(steps, transitions, lanes)
    return [
        _way_back(best[first : first + len(scores), :, lane], scores, transitions)
        for scores, (lane, first) in zip(emissions, lanes.places, strict=True)
    ]


def _fill_lanes(lengths: Sequence[int]) -> _Lanes:
    """The longest first, each into the lane that is lowest by then."""
    count = -(-sum(lengths) // max(_HEIGHT, *lengths))
    heights = [(0, lane) for lane in range(count)]
    heapify(heights)
    places = [(0, 0)] * len(lengths)
    begins = defaultdict(list)
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        height, lane = heights[0]
        places[at] = (lane, height)
        if lengths[at]:
            begins[height].append(lane)
            heapreplace(heights, (height + lengths[at], lane))
    return _Lanes(places=places, begins=begins, height=max(heights)[0], count=count)


def _score(steps: Floats, transitions: Floats, lanes: _Lanes) -> Floats:
    """The score of the best path that ends in each tag at each step: (steps, tags, lanes)."""
    best = np.empty_like(steps)
    best[0] = steps[0]
    by_pair = np.repeat(transitions[:, :, None], lanes.count, axis=2)
    ways = np.empty_like(by_pair)
    before = best[0]
    for step, (here, emission) in enumerate(zip(best[1:], steps[1:], strict=True), start=1):
        np.add(before[:, None], by_pair, out=ways)
        np.maximum.reduce(ways, axis=0, out=here)
        np.add(here, emission, out=here)
        if begun := lanes.begins.get(step):
            here[:, begun] = emission[:, begun]
        before = here
    return best


def _way_back(best: Floats, emissions: Floats, transitions: Floats) -> list[int]:
    """The tags of one sequence; `best` and `emissions` are (tokens, tags)."""
    if not len(best):
        return []
    count = len(transitions)
    came_from = _predecessors(best, emissions, transitions)
    tag = int(best[-1].argmax())
    path = [tag]
    for step in range(len(best) - 2, -1, -1):
        tag = came_from[step * count + tag]
        path.append(tag)
    path.reverse()
    return path


def _predecessors(best: Floats, emissions: Floats, transitions: Floats) -> bytes:
    """From which tag the best path comes into each tag, for all tokens but the first: (tokens - 1) × tags."""
    highest = (best[:-1, :1] + transitions[0]) + emissions[1:]
    found = np.zeros(highest.shape, dtype=np.uint8)
    for tag in range(1, len(transitions)):
        score = (best[:-1, tag : tag + 1] + transitions[tag]) + emissions[1:]
        found[score > highest] = tag
        np.maximum(highest, score, out=highest)
    return found.tobytes()
