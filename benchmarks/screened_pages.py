"""A stream of real pages of which two in a hundred are about unions, as bytes."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import cycle, islice
from pathlib import Path

from benchmarks.pages import read_body, read_pages

SHARE = 50  # one page of so many is about unions
_TEXTS = Path("texts") / "union_and_labour.jsonl.gz"
_BODY = re.compile(rb"<body\b[^>]*>", re.IGNORECASE)


def stream(inputs: Path, pages: int, is_relevant: Callable[[str], bool]) -> Iterator[bytes]:
    """The saved pages one after another; each fiftieth carries in front of its own a text that is about unions."""
    bodies = cycle(read_body(inputs, page.id) for page in read_pages(inputs))
    texts = cycle(pair for pair in read_texts(inputs) if is_relevant("\n".join(pair)))
    for number, body in enumerate(islice(bodies, pages)):
        yield wrapped(body, *next(texts)) if number % SHARE == 0 else body


def read_texts(inputs: Path) -> Iterator[tuple[str, str]]:
    """(title, text)."""
    with gzip.open(inputs / _TEXTS, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)
            yield text.get("title") or "", text["text"]


def wrapped(body: bytes, title: str, text: str) -> bytes:
    """The page with one more article, its first. The saved pages are UTF-8."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
    article = f"<article><h1>{escape(title)}</h1>{paragraphs}</article>".encode()
    opening = _BODY.search(body)
    place = opening.end() if opening else 0
    return body[:place] + article + body[place:]
