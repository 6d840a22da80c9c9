"""Where a line stands: its boxes, what else they hold, and how near they are to the densest text of the page."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from crawler.block_cues import BOX_NAMES, name_cues
from crawler.blocks import Layout
from crawler.line_features import Column, Columns

Indices = NDArray[np.int64]

_BOX_TAGS = ("p", "td", "li", "div", "dd", "blockquote", "article")
_AROUND_TAGS = (
    "aside", "footer", "nav", "header", "figure", "form", "ul", "table", "article", "main", "p", "dl", "h1", "h2",
)  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FADING = 0.6  # what the name of an outer box is worth for the box within
_FEW_WORDS = 8  # a paragraph has more plain words, and ends as a sentence
_MANY_WORDS = 25  # or so many that its end does not matter
_OUTSIDE = 9


class BoxTree:
    """The boxes of a page with what the lines in them add up to. All arrays are by box unless said otherwise."""

    def __init__(self, layout: Layout, columns: Columns) -> None:
        self._layout = layout
        self.box: Indices = np.array([block.box for block in layout.blocks], dtype=np.int64)
        self._parent: Indices = np.array([box.parent for box in layout.boxes], dtype=np.int64)
        words = np.array([block.words for block in layout.blocks], dtype=np.float64)
        linked = np.array([block.linked for block in layout.blocks], dtype=np.float64)
        plain, share = words - linked, linked / words
        running = (plain >= _FEW_WORDS) & (columns["ends"] > 0) | (plain >= _MANY_WORDS)
        self.running: Column = plain * (running & (share < 0.35))  # by line: words of running text
        self._words = words  # by line
        self.own = np.zeros((len(layout.boxes), 5))
        lines = np.stack([words, linked, self.running, np.ones(len(words)), self.running > 0], axis=1)
        np.add.at(self.own, self.box, lines)
        self._whole = self.own.copy()
        for index in range(len(self._parent) - 1, 0, -1):
            self._whole[self._parent[index]] += self._whole[index]

    def up(self, boxes: Indices) -> Indices:
        """The boxes around these; the outermost is its own."""
        return np.maximum(self._parent[boxes], 0)

    def tags(self) -> Columns:
        """The tag of the innermost box, and tags and names of all around."""
        boxes = self._layout.boxes
        around = np.zeros((len(boxes), len(_AROUND_TAGS)))
        named = np.zeros((len(boxes), len(BOX_NAMES)))
        near = np.zeros((len(boxes), len(BOX_NAMES)))
        for index, box in enumerate(boxes):
            if box.parent >= 0:
                around[index], named[index], near[index] = (
                    around[box.parent],
                    named[box.parent],
                    near[box.parent] * _FADING,
                )
            if box.tag in _AROUND_TAGS:
                around[index, _AROUND_TAGS.index(box.tag)] = 1
            # The body's class names the kind of page, not what stands in it.
            if box.name != "  " and box.tag != "body":
                cues = np.array(name_cues(box.name), dtype=np.float64)
                named[index] = np.maximum(named[index], cues)
                near[index] = np.maximum(near[index], cues)
        tags = [boxes[index].tag for index in self.box]
        columns = {f"in_{tag}": np.array([one == tag for one in tags]) * 1.0 for tag in _BOX_TAGS}
        columns["in_heading"] = np.array([one in _HEADINGS for one in tags]) * 1.0
        columns |= {f"around_{tag}": around[self.box, number] for number, tag in enumerate(_AROUND_TAGS)}
        for number, name in enumerate(BOX_NAMES):
            columns[f"named_{name}"] = named[self.box, number]
            columns[f"near_{name}"] = near[self.box, number]
        return columns

    def sizes(self, columns_of: Columns) -> Columns:
        """What the innermost box and the three around it hold."""
        columns: Columns = {}
        total = self.running.sum() + 1
        boxes = self.box
        for level in range(4):
            words, linked, running, lines, paragraphs = self._whole[boxes].T
            columns[f"box{level}_running"] = np.log1p(running)
            columns[f"box{level}_linked"] = linked / np.maximum(words, 1)
            columns[f"box{level}_of_page"] = running / total
            columns[f"box{level}_ratio"] = running / np.maximum(words, 1)
            columns[f"box{level}_lines"] = np.log1p(lines)
            columns[f"box{level}_paragraphs"] = np.log1p(paragraphs)
            boxes = self.up(boxes)
        boxes, words = self.box, np.maximum(self.own[:, 0], 1)
        for cue in ("small_print", "comment", "share"):
            told = np.bincount(boxes, columns_of[f"{cue}_count"], len(words))
            outer = np.bincount(self.up(boxes), columns_of[f"{cue}_count"], len(words))
            all_words = np.bincount(self.up(boxes), self._words, len(words))
            columns[f"box_{cue}"] = np.minimum(20 * (told / words)[boxes], 2)
            columns[f"parent_{cue}"] = np.minimum(20 * (outer / np.maximum(all_words, 1))[self.up(boxes)], 2)
        columns["depth"] = np.array([self._layout.boxes[index].depth for index in self.box]) / 10
        return columns

    def siblings(self) -> Columns:
        """Boxes of the same tag and name in the same box: many short ones are a list."""
        kinds: dict[tuple[int, str, str], int] = {}
        kind = np.array(
            [kinds.setdefault((box.parent, box.tag, box.name), len(kinds)) for box in self._layout.boxes]
        )
        number = np.bincount(kind)
        words = np.bincount(kind, self._whole[:, 0])
        linked = np.bincount(kind, self._whole[:, 1])
        mine = kind[self.box]
        return {
            "siblings": np.log1p(number[mine]),
            "sibling_words": np.log1p(words[mine] / number[mine]),
            "sibling_linked": linked[mine] / np.maximum(words[mine], 1),
        }

    def densest(self) -> Columns:
        """How near a line is to the box that holds the most running text, paragraphs counting for the box around."""
        weight = np.where(self.own[:, 4] > 1, self.own[:, 2], 0.0)
        upward = self.own[:, 2] * np.where(self.own[:, 4] > 1, 0.5, 1.0)
        np.add.at(weight, np.maximum(self._parent, 0), upward)
        best = int(np.argmax(weight))
        up, down = self._distances(best)
        parent = self.up(self.box)
        most = weight.max() + 1
        return {
            "in_best": (up[self.box] == 0) * 1.0,
            "best_up": up[self.box] * 1.0,
            "best_down": down[self.box] * 1.0,
            "box_weight": np.log1p(weight[self.box]),
            "parent_weight": np.log1p(weight[parent]),
            "box_of_best": weight[self.box] / most,
            "parent_of_best": weight[parent] / most,
        }

    def _distances(self, best: int) -> tuple[Indices, Indices]:
        """From the best box up to the common box, and from there down to each box."""
        up = np.full(len(self._parent), _OUTSIDE, dtype=np.int64)
        down = np.full(len(self._parent), _OUTSIDE, dtype=np.int64)
        index, steps = best, 0
        while index >= 0:
            up[index], down[index] = min(steps, _OUTSIDE), 0
            index, steps = int(self._parent[index]), steps + 1
        for box, parent in enumerate(self._parent):
            if down[box] and parent >= 0:
                up[box], down[box] = up[parent], min(down[parent] + 1, _OUTSIDE)
        return up, down
