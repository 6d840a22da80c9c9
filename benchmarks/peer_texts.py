"""Run by the peers' Python: the texts that other extractors find, all of them on the same decoded pages."""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from base64 import b64decode
from collections.abc import Callable
from functools import partial

import trafilatura
from lxml.html import fromstring
from newspaper import Article
from newsplease import NewsPlease
from readability import Document
from resiliparse.extract.html2text import extract_plain_text


def read_readability(page: str) -> str:
    return str(fromstring(Document(page).summary()).text_content())


def read_newspaper(page: str) -> str:
    article = Article("https://unknown.example/", language="ru", fetch_images=False)
    article.download(input_html=page)
    article.parse()
    return article.text or ""


# Comments are nobody's article: told to leave them out, each of trafilatura's modes is better by a point or two.
trafilatura_text = partial(trafilatura.extract, include_comments=False)

TOOLS: dict[str, Callable[[str], str | None]] = {
    "trafilatura": trafilatura_text,
    "trafilatura, fast": partial(trafilatura_text, fast=True),
    "trafilatura, precision": partial(trafilatura_text, favor_precision=True),
    "trafilatura, recall": partial(trafilatura_text, favor_recall=True),
    "resiliparse": lambda page: extract_plain_text(page, main_content=True),
    "readability-lxml": read_readability,
    "newspaper4k": read_newspaper,
    "news-please": lambda page: NewsPlease.from_html(page, fetch_images=False).maintext,
}


def read(tool: Callable[[str], str | None], page: str) -> str:
    try:
        return tool(page) or ""
    except Exception as error:  # what a tool cannot read counts as no text, and is told of
        print(repr(error), file=sys.stderr)
        return ""


def main() -> None:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    pages = [b64decode(line).decode() for line in sys.stdin]
    for name, tool in TOOLS.items():
        read(tool, pages[0])
        started = time.process_time()
        texts = [read(tool, page) for page in pages]
        milliseconds = (time.process_time() - started) * 1000 / len(pages)
        print(json.dumps({"name": name, "texts": texts, "milliseconds": milliseconds}), flush=True)


if __name__ == "__main__":
    main()
