"""Tables as JSON, for programs: rows as lists beside their headings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from exports.cells import Cell, Linked, Sheet, Toned


def write_json(sheets: Iterable[Sheet], title: str) -> bytes:
    """`{"title", "tables": [{"name", "columns", "rows"}]}`; a tone is -1, 0 or 1, a link `{"text", "url"}`."""
    tables = [
        {
            "name": sheet.name,
            "columns": [heading for heading, _width in sheet.columns],
            "rows": [[_value(cell) for cell in row] for row in sheet.rows],
        }
        for sheet in sheets
    ]
    return json.dumps({"title": title, "tables": tables}, ensure_ascii=False, indent=1).encode(
        "utf-8", "replace"
    )


def _value(cell: Cell) -> object:
    match cell:
        case Toned(tone=tone):
            return tone
        case Linked(text=text, url=url):
            return {"text": text, "url": url}
        case date():
            return cell.isoformat()
        case _:
            return cell
