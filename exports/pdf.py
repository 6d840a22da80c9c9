"""A paper as PDF, A4, with headings that a reader's program lists, tables that repeat theirs, and described pictures.

Typst sets it: its letters have Cyrillic and come inside, whatever fonts the machine has. What the paper says goes in as
data and never as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from exports.blocks import Block, Grid, Heading, Paragraph, Picture
from exports.cells import Cell, Linked, Toned, plain
from texts import current_language
from texts.typography import clean, web_address

# The same blocks are the same file, whenever it is written.
_CREATED = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
_SHEET = Path(__file__).with_name("report.typ")


def write_pdf(blocks: Iterable[Block], title: str) -> bytes:
    return typst.compile(
        _SHEET.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"paper": _paper(blocks, title)},
        timestamp=_CREATED,
    )


def picture_pages(blocks: Iterable[Block], title: str) -> list[bytes]:
    """Each page of it as a PNG, to be looked at."""
    found: Any = typst.compile(
        _SHEET.read_bytes(),
        format="png",
        ppi=80.0,
        ignore_system_fonts=True,
        sys_inputs={"paper": _paper(blocks, title)},
    )
    return [found] if isinstance(found, bytes) else list(found)


def _paper(blocks: Iterable[Block], title: str) -> str:
    paper = {
        "title": clean(title),
        "language": current_language(),
        "blocks": [_data(block) for block in blocks],
    }
    return json.dumps(paper, ensure_ascii=False)


def _data(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": clean(block.text)}
        case Paragraph():
            return {"kind": block.kind, **_said(Linked(text=block.text, url=block.url))}
        case Picture():
            return {
                "kind": "picture",
                "png": list(block.png),
                "width": block.width,
                "described": clean(block.described),
            }
        case Grid():
            return {
                "kind": "grid",
                "headings": [clean(heading) for heading, _width in block.columns],
                "widths": [width for _heading, width in block.columns],
                "right": sorted(block.right),
                "rows": [[_said(cell) for cell in row] for row in block.rows],
            }


def _said(cell: Cell) -> dict[str, Any]:
    return {
        "text": plain(cell),
        "url": web_address(cell.url) if isinstance(cell, Linked) else "",
        "tone": cell.tone if isinstance(cell, Toned) else None,
    }
