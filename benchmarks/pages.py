"""The saved pages of the inputs: which there are, and their bytes."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bench import Bench

PAGES = Path("pages") / "russian_2011"


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedPage:
    id: str
    domain: str
    title: str
    crawled: datetime
    url: str = ""  # where the page itself says it


def index_file(inputs: Path) -> Path:
    return inputs / PAGES / "index.tsv"


def read_pages(inputs: Path) -> list[SavedPage]:
    with index_file(inputs).open(encoding="utf-8", newline="") as lines:
        return [
            SavedPage(
                id=row["id"],
                domain=row["domain"],
                title=row["html_title"],
                crawled=datetime.strptime(row["crawl_date"], "%Y%m%d").replace(hour=9, tzinfo=UTC),
                url=row.get("url_if_in_page") or "",
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def read_body(inputs: Path, page_id: str) -> bytes:
    return gzip.decompress((inputs / PAGES / "html" / f"{page_id}.html.gz").read_bytes())


def bodies(bench: Bench) -> Iterator[tuple[str, str, bytes]]:
    """(outlet id, address, bytes) of every republished page."""
    for outlet in bench.outlets:
        for url, page_id in outlet.pages.items():
            yield outlet.id, url, read_body(Path(bench.inputs), page_id)


def by_domain(pages: list[SavedPage]) -> Mapping[str, list[SavedPage]]:
    found: dict[str, list[SavedPage]] = {}
    for page in pages:
        found.setdefault(page.domain, []).append(page)
    return found
