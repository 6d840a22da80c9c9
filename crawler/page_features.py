"""All features of a page's lines in one matrix, for the model that tells the article from what surrounds it."""

from __future__ import annotations

import numpy as np

from crawler.blocks import Layout
from crawler.box_features import BoxTree
from crawler.line_features import Column, Columns, likeness, look_around, look_at, since

DOUBLE = 0.8  # of the title's words: the line is the headline


def describe(layout: Layout, title: str) -> Columns:
    """One column a feature, one row a block; a page without a block has no columns."""
    blocks = layout.blocks
    if not blocks:
        return {}
    columns = look_at(blocks)
    columns["title"] = likeness(blocks, title)
    tree = BoxTree(layout, columns)
    columns |= tree.tags()
    columns |= tree.sizes(columns)
    columns |= tree.siblings()
    columns |= tree.densest()
    columns |= look_around(columns, tree.box.astype(np.float64), tree.up(tree.box).astype(np.float64))
    columns |= _positions(columns, tree.running)
    return columns


def _positions(columns: Columns, running: Column) -> Columns:
    number = len(running)
    places = np.arange(number)
    is_text = running > 0
    total = running.sum() + 1
    passed = np.cumsum(running)
    best_text = np.flatnonzero(is_text & (columns["in_best"] > 0))
    first = int(best_text[0]) if len(best_text) else 0
    start = headline_place(columns, first)
    stops = (
        columns["more_first"] + columns["comment_short"] + columns["share_short"] + columns["form_short"]
    ) > 0
    stops &= (places > max(start, first)) & (columns["words"] < np.log1p(15))
    away = places - start
    is_text_before_and_after = (columns["plain-1"] > np.log1p(8)) * (columns["plain+1"] > np.log1p(8)) * 1.0
    return {
        "after_title": (away > 0) * 1.0,
        "from_title": np.sign(away) * np.log1p(np.abs(away)),
        "text_since_title": np.log1p(np.maximum(passed - passed[start], 0)) * (away > 0),
        "title_known": np.full(number, float((columns["title"] >= DOUBLE).any())),
        "text_before": (passed - running) / total,
        "text_after": 1 - passed / total,
        "place": places / number,
        "since_text": since(is_text),
        "until_text": since(is_text[::-1])[::-1],
        "stops": np.minimum(np.cumsum(stops), 5) * 1.0,
        "since_stop": since(stops),
        "amid_text": is_text_before_and_after,
        "text_in_best": is_text * columns["in_best"],
        "text_in_p": is_text * columns["in_p"],
        "text_near_title": is_text * np.exp(-np.maximum(away, 0) / 15) * (away > 0),
        "text_soon_after_title": is_text
        * (away > 0)
        * np.exp(-np.maximum(passed - running - passed[start], 0) / 100),
        "small_print": columns["legal_share"] * (columns["words"] > np.log1p(12)),
        "stopped_short": (np.cumsum(stops) > 0) * (columns["words"] < np.log1p(20)),
        "stopped_linked": (np.cumsum(stops) > 0) * columns["box1_linked"],
    }


def headline_place(columns: Columns, first: int) -> int:
    """The last line before the text that repeats the title; `first` is where the densest text begins."""
    doubles = np.flatnonzero(columns["title"] >= DOUBLE)
    before = doubles[doubles <= first]
    if len(before):
        return int(before[-1])
    return int(doubles[-1]) if len(doubles) else 0
