"""What a page of the desk says: as a reader sees it, and as the tables that it hands on."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from starlette.testclient import TestClient


def read(client: TestClient, path: str) -> str:
    """The page's words on one line, tags taken out."""
    response = client.get(path)
    assert response.status_code == 200, response.text
    text = re.sub(r"<[^>]+>", " ", response.text.partition("<main")[2])
    return re.sub(r"\s+", " ", unescape(text))


def sheets(client: TestClient, path: str) -> dict[str, list[dict[str, Any]]]:
    """By table, its rows by heading; of a link its words."""
    response = client.get(f"{path}{'&' if '?' in path else '?'}format=json")
    assert response.status_code == 200, response.text
    return {
        table["name"]: [dict(zip(table["columns"], map(_words, row), strict=True)) for row in table["rows"]]
        for table in json.loads(response.text)["tables"]
    }


def _words(cell: Any) -> Any:
    return cell["text"] if isinstance(cell, dict) else cell
