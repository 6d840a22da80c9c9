"""Pages with the texts that stand in them, decoded by us for every extractor alike."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import PAGES, read_body
from benchmarks.pages import read_pages as read_index
from crawler.encodings import decode

_TAG = re.compile(r"<[^>]+>")
_MODERN = Path(__file__).parents[1] / "tests" / "crawler" / "modern"


@dataclass(frozen=True, kw_only=True, slots=True)
class TextPage:
    id: str
    site: str
    text: str
    reference: str


def russian(inputs: Path) -> list[TextPage]:
    return [
        TextPage(
            id=page.id,
            site=page.domain,
            text=decode(read_body(inputs, page.id)),
            reference=_TAG.sub(
                " ", (inputs / PAGES / "reference" / f"{page.id}.gold.txt").read_text("utf-8")
            ),
        )
        for page in read_index(inputs)
    ]


def modern() -> list[TextPage]:
    return [
        TextPage(
            id=path.stem,
            site=path.stem,
            text=path.read_text("utf-8"),
            reference=path.with_suffix(".txt").read_text("utf-8"),
        )
        for path in sorted(_MODERN.glob("*.html"))
    ]


def kommersant(inputs: Path) -> list[TextPage]:
    folder = inputs / "pages" / "kommersant_2025"
    (path,) = folder.glob("*.html.gz")
    stated = json.loads((folder / "Kommersant.json").read_text("utf-8"))
    return [
        TextPage(
            id=path.stem,
            site="kommersant.ru",
            text=decode(gzip.decompress(path.read_bytes())),
            reference="\n".join(_texts(stated["V1"]["body"])),
        )
    ]


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]
