"""Saved pages of the inputs with the day on which each was published, as somebody else or we by eye have found it."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from benchmarks.pages import read_body, read_pages

_DATES_2020 = Path("pages") / "dates_2020"
_BY_EYE = Path(__file__).with_name("russian_2011_days.tsv")


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedPage:
    """`days` are the right answers; empty where the page has no date. `seen` is the day on which it was saved."""

    id: str
    url: str
    body: bytes
    days: frozenset[date]
    seen: date | None = None


def pages_of_2020(inputs: Path) -> Iterator[DatedPage]:
    """Pages of many languages with htmldate's own gold; nobody wrote down when they were saved."""
    folder = inputs / _DATES_2020
    with (folder / "gold.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            gold = row["gold_date"]
            yield DatedPage(
                id=row["file"],
                url=row["url"],
                body=gzip.decompress((folder / f"{row['file']}.gz").read_bytes()),
                days=frozenset() if gold == "nan" else frozenset({date.fromisoformat(gold)}),
            )


def russian_by_index(inputs: Path) -> Iterator[DatedPage]:
    """The day of the corpus's index, or the one before: the corpus was collected from the day's news."""
    for page in read_pages(inputs):
        day = page.crawled.date()
        yield DatedPage(
            id=page.id,
            url=page.url,
            body=read_body(inputs, page.id),
            days=frozenset({day, day - timedelta(days=1)}),
            seen=day,
        )


def russian_by_eye(inputs: Path) -> Iterator[DatedPage]:
    """The same pages with the day that each page itself shows, read by us."""
    with _BY_EYE.open(encoding="utf-8", newline="") as lines:
        shown = {row["id"]: row["day"] for row in csv.DictReader(lines, delimiter="\t")}
    for page in russian_by_index(inputs):
        day = shown[page.id]
        yield DatedPage(
            id=page.id,
            url=page.url,
            body=page.body,
            days=frozenset({date.fromisoformat(day)}) if day else frozenset(),
            seen=page.seen,
        )
