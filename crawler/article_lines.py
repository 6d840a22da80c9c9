"""Which lines are the article: the weightiest run of likely ones near the headline, and its parts behind inserts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

import numpy as np

from crawler.blocks import Box, Layout
from crawler.line_features import Column, Columns
from crawler.page_features import DOUBLE

# Chosen by the cross-validation of crawler/training/train_article.py; the result hardly depends on them.
LIKELY = 0.4  # a line with less is none of the article
_FARNESS = 3.0  # how much a run loses by standing far behind the headline
_NEAR = 20  # words between headline and article that cost little
_INSERT = 60  # words: a longer interruption is the end of the article
_RUNS = 6  # the article is among the weightiest
_INLINE_BOXES = ("p", "li", "blockquote", "h2", "h3", "h4")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    weight: float
    start: int
    end: int


def choose_lines(layout: Layout, columns: Columns, chances: Column) -> list[int]:
    """The indices of the article's lines, in order; none where no line is likely."""
    words = np.array([block.words for block in layout.blocks], dtype=np.float64)
    headline = _headline(columns)
    run = _best_run(words, chances, headline)
    if run is None:
        return []
    chosen = [index for index in range(run.start, run.end) if chances[index] > LIKELY]
    end = _next_headline(layout, columns, headline)
    return _joined([index for index in chosen if index < end] or chosen, layout, chances, headline, end)


def _headline(columns: Columns) -> int | None:
    if not (columns["title"] >= DOUBLE).any():
        return None
    return int(np.flatnonzero(columns["from_title"] == 0)[0])


def _best_run(words: Column, chances: Column, headline: int | None) -> _Run | None:
    runs = list(islice(_runs((chances - LIKELY) * words), _RUNS))

    def worth(run: _Run) -> float:
        if headline is None:
            return run.weight
        # Before the headline there is seldom an article; a run around it is as good as one right behind it.
        away = float(words[headline + 1 : run.start].sum()) if run.end > headline else 3.0 * _NEAR
        return run.weight / (1 + _FARNESS * float(np.log1p(away / _NEAR)))

    return max(runs, key=worth, default=None)


def _runs(gains: Column) -> Iterator[_Run]:
    """The weightiest stretch of lines, then the weightiest of those before and behind it, and so on."""
    heap: list[tuple[float, int, int, _Run]] = []

    def add(start: int, end: int) -> None:
        if (run := _weightiest(gains, start, end)) is not None:
            heappush(heap, (-run.weight, start, end, run))

    add(0, len(gains))
    while heap:
        _weight, start, end, run = heappop(heap)
        yield run
        add(start, run.start)
        add(run.end, end)


def _weightiest(gains: Column, start: int, end: int) -> _Run | None:
    best: _Run | None = None
    weight, since = 0.0, start
    for index, gain in enumerate(gains[start:end].tolist(), start):
        if weight <= 0:
            weight, since = 0.0, index
        weight += gain
        if weight > (best.weight if best else 0):
            best = _Run(weight=weight, start=since, end=index + 1)
    return best


def _next_headline(layout: Layout, columns: Columns, headline: int | None) -> int:
    """Where a page that goes on for ever begins its next article."""
    if headline is None or _tag(layout, headline) != "h1":
        return len(layout.blocks)
    for index in range(headline + 1, len(layout.blocks)):
        if _tag(layout, index) == "h1" and columns["title"][index] < DOUBLE:
            return index
    return len(layout.blocks)


def _joined(
    chosen: Sequence[int], layout: Layout, chances: Column, headline: int | None, end: int
) -> list[int]:
    """With the likely lines of the same box before and behind, as far as no long interruption parts them."""
    boxes = layout.boxes
    common = _common_box(boxes, (layout.blocks[index].box for index in chosen))
    if boxes[common].tag in _INLINE_BOXES:
        common = boxes[common].parent
    inside = _within(boxes, boxes[common].parent)
    first = headline + 1 if headline is not None and headline < chosen[0] else 0
    lines = set(chosen)
    for side in (range(chosen[-1] + 1, end), range(chosen[0] - 1, first - 1, -1)):
        skipped = 0
        for index in side:
            if chances[index] > LIKELY and inside[layout.blocks[index].box]:
                lines.add(index)
                skipped = 0
            else:
                skipped += layout.blocks[index].words
            if skipped > _INSERT:
                break
    return sorted(lines)


def _common_box(boxes: Sequence[Box], indices: Iterable[int]) -> int:
    """The innermost box around all of these."""
    common: int | None = None
    for index in indices:
        if common is None:
            common = index
        around = _around(boxes, common)
        while index not in around:
            index = boxes[index].parent  # noqa: PLW2901 - climbing
        common = index
    return common or 0


def _around(boxes: Sequence[Box], index: int) -> set[int]:
    found = set()
    while index >= 0:
        found.add(index)
        index = boxes[index].parent
    return found


def _within(boxes: Sequence[Box], outer: int) -> list[bool]:
    inside: list[bool] = []
    for index, box in enumerate(boxes):
        inside.append(index == outer or outer < 0 or (box.parent >= 0 and inside[box.parent]))
    return inside


def _tag(layout: Layout, index: int) -> str:
    return layout.boxes[layout.blocks[index].box].tag
