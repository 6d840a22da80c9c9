"""The texts of the inputs, by collection, and the sample press."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date
from pathlib import Path

from demo.articles import write_articles
from nlp.training.factrueval import read_devset

DEVSET = "factrueval_devset.tar.xz"
_MONDAY = date(2026, 11, 16)


def read_texts(folder: Path) -> dict[str, list[str]]:
    """Of `shared/inputs/texts`. Empty texts are left out: slovnet fails on them."""
    found = {name: _read_lines(folder / f"{name}.jsonl.gz") for name in ("other_news", "union_and_labour")}
    found["same_story_pairs"] = _read_pairs(folder / "same_story_pairs.tsv.gz")
    found["factRuEval devset"] = [text.text for text in read_devset(folder / DEVSET)]
    found["sample press"] = [article.text for article in write_articles(_MONDAY)]
    return {name: [text for text in texts if text.strip()] for name, texts in found.items()}


def _read_lines(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [str(json.loads(line)["text"]) for line in lines]


def _read_pairs(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return [row[f"INPUT:{which}_text"] for row in rows for which in ("first", "second")]
