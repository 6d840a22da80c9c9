"""The pages of the inputs with their reference texts: which of a page's lines are the article."""

from __future__ import annotations

import csv
import difflib
import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from crawler.blocks import Layout, find_layout
from crawler.line_features import Column, Columns, comparable_line
from crawler.metadata import find_json_ld, read_meta
from crawler.page_features import describe
from crawler.pages import find_title, parse_html
from crawler.training.scores import coverage

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^>]+>")
_SHORTEST = 3  # words in a row that are no coincidence, in a line that has more
_SHARED_DOMAINS = ("com", "kiev", "kharkov", "dn", "bigmir")
LEAST_COVERAGE = 0.9  # of the reference's words must be on the page


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledPage:
    """`labels` is the share of each line's words that the reference has, `weights` what the line counts in training."""

    id: str
    site: str
    layout: Layout
    columns: Columns
    title: str
    reference: str
    labels: Column
    weights: Column


def read_pages(folder: Path) -> list[LabelledPage]:
    """The usable pages of `pages/russian_2011`."""
    with (folder / "index.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    pages = (_read_page(folder, row["id"], row["domain"]) for row in rows)
    return [page for page in pages if page is not None]


def _read_page(folder: Path, page_id: str, domain: str) -> LabelledPage | None:
    body = gzip.decompress((folder / "html" / f"{page_id}.html.gz").read_bytes())
    reference = _TAG.sub(" ", (folder / "reference" / f"{page_id}.gold.txt").read_text("utf-8"))
    tree = parse_html(body, "")
    if tree is None or coverage(" ".join(tree.itertext()), reference) < LEAST_COVERAGE:
        return None
    title = find_title(tree, (), find_json_ld(tree), read_meta(tree))
    layout = find_layout(tree)
    labels = align(layout, reference)
    return LabelledPage(
        id=page_id,
        site=_site(domain),
        layout=layout,
        columns=describe(layout, title),
        title=title,
        reference=reference,
        labels=labels,
        weights=_weights(layout, labels, title),
    )


def align(layout: Layout, reference: str) -> Column:
    """The reference's words in their order, found again in the page's lines."""
    words: list[str] = []
    owners: list[int] = []
    for index, block in enumerate(layout.blocks):
        found = _WORD.findall(block.text.lower())
        words += found
        owners += [index] * len(found)
    sizes = np.bincount(owners, minlength=len(layout.blocks))
    hits = np.zeros(len(layout.blocks))
    matcher = difflib.SequenceMatcher(None, _WORD.findall(reference.lower()), words, autojunk=False)
    for match in matcher.get_matching_blocks():
        for owner in owners[match.b : match.b + match.size]:
            hits[owner] += match.size >= min(_SHORTEST, sizes[owner])
    return hits / np.maximum(sizes, 1)


def _weights(layout: Layout, labels: Column, title: str) -> Column:
    """Long lines count more, doubtful ones less, the headline not at all; each page counts the same."""
    weights: Column = np.sqrt(np.array([block.words for block in layout.blocks], dtype=np.float64))
    weights *= np.where((labels > 0.2) & (labels < 0.7), 0.2, 1.0)
    weights *= np.array([comparable_line(block.text) != comparable_line(title) for block in layout.blocks])
    weights *= 30 / max(float(weights.sum()), 1.0)
    return weights


def _site(domain: str) -> str:
    """Hosts of one publisher share a layout: «ufa.kp.ru» and «amur.kp.ru» are one group."""
    names = domain.split(".")[:-1]
    return names[-2] if names[-1] in _SHARED_DOMAINS and len(names) > 1 else names[-1]


def text_of_lines(page: LabelledPage, chosen: Sequence[int]) -> str:
    title = comparable_line(page.title)
    lines = (page.layout.blocks[index].text for index in chosen)
    return "\n".join(line for line in lines if comparable_line(line) != title)
