"""In which line of a TOML file a key stands: the parser keeps no places, so the file is looked through again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?")
_KEY = re.compile(r"""\s*("[^"]+"|'[^']+'|[\w-]+)\s*=""")


def line_of(content: str, key: str) -> int | None:
    """The line, from 1, of a key as a fault names it (`leaders[2].since`), else of its table; None if unknown."""
    places = {name: line for line, name in reversed(list(_named_lines(content)))}
    while key:
        if key in places:
            return places[key]
        key = key.rpartition(".")[0]
    return None


def _named_lines(content: str) -> Iterator[tuple[int, str]]:
    inside = ""
    tables: Counter[str] = Counter()
    for line, text in enumerate(content.splitlines(), start=1):
        if header := _HEADER.fullmatch(text.partition("#")[0].rstrip()):
            name = header[2].strip("\"'")
            tables[name] += 1
            inside = f"{name}[{tables[name]}]" if header[1] == "[[" else name
            yield line, inside
            yield line, name
        elif found := _KEY.match(text):
            name = found[1].strip("\"'")
            yield line, f"{inside}.{name}" if inside else name
