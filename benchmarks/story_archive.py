"""Archives of many articles for the benchmark of stories: real texts, or invented ones of the words of real ones."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from archive import schema
from archive.addresses import address_id
from archive.frontier import register_sources, start_run
from archive.store import Archive, open_archive, sqlite_url
from benchmarks.planted_copies import Text
from records.registry import Source

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_SOURCE = Source(id="bench#feed", outlet_id="bench", kind="feed", url="https://bench.example/rss")
_MANY = 5_000


@dataclass(frozen=True, kw_only=True)
class Posted:
    """`key` names the article; a placed one stands for itself and has no keys, as one of years ago."""

    key: str
    outlet: str
    when: datetime
    text: Text
    is_placed: bool = False


def make_archive(file: Path, run: datetime = START) -> Archive:
    archive = open_archive(sqlite_url(file))
    with archive.writing() as connection:
        start_run(connection, run)
        register_sources(connection, [_SOURCE])
    return archive


def post(archive: Archive, posted: Iterable[Posted]) -> None:
    """Articles as the annotation leaves them."""
    rows: list[dict[str, Any]] = []
    for one in posted:
        rows.append(_row(one))
        if len(rows) == _MANY:
            _insert(archive, rows)
            rows = []
    _insert(archive, rows)


def texts_by_key(archive: Archive) -> dict[str, str]:
    """The first article's key by each article's key."""
    columns = schema.articles.c.url, schema.articles.c.id, schema.articles.c.text_id
    with archive.reading() as connection:
        rows = connection.execute(select(*columns)).all()
    keys = {row.id: _key(row.url) for row in rows}
    return {_key(row.url): keys[row.text_id] for row in rows}


def count_keys(archive: Archive) -> int:
    with archive.reading() as connection:
        return len(connection.execute(select(schema.story_texts.c.number)).all())


def invented(texts: Sequence[Text], count: int, seed: int) -> Iterator[Text]:
    """News of about a thousand characters, three words at a time from real ones: as many rare words, and no sense."""
    chance = random.Random(seed)
    words = [word for text in texts for word in text.text.split()]
    for number in range(count):
        parts = [" ".join(words[at : at + 3]) for at in (chance.randrange(len(words)) for _ in range(48))]
        yield Text(title=f"{parts[0]} {parts[1]} № {number}", text=" ".join(parts[2:]))


def stream(
    texts: Iterable[Text], start: datetime, a_day: int, prefix: str, *, is_placed: bool = False
) -> Iterator[Posted]:
    """So many a day, in forty outlets."""
    step = timedelta(days=1) / a_day
    for number, text in enumerate(texts):
        yield Posted(
            key=f"{prefix}{number}",
            outlet=f"o{number % 40}",
            when=start + number * step,
            text=text,
            is_placed=is_placed,
        )


def _row(one: Posted) -> dict[str, Any]:
    url = f"https://bench.example/{one.key}"
    id_ = address_id(url)
    return {
        "id": id_, "state": "indexed" if one.is_placed else "annotated", "url": url, "canonical_url": url,
        "outlet_id": one.outlet, "source_id": _SOURCE.id, "title": one.text.title, "text": one.text.text,
        "first_seen": one.when, "fetched": one.when, "published": one.when, "published_has_time": True,
        "published_by": "feed", "published_confidence": 0.9, "timestamp": one.when, "model": "bench",
        "story_id": id_ if one.is_placed else None, "text_id": id_ if one.is_placed else None,
        "taken_from": id_ if one.is_placed else None, "revision": 0,
    }  # fmt: skip


def _insert(archive: Archive, rows: list[dict[str, Any]]) -> None:
    if rows:
        with archive.writing() as connection:
            connection.execute(insert(schema.articles), rows)


def _key(url: str) -> str:
    return url.rsplit("/", 1)[1]
