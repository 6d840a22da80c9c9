"""How long a report over a quarter with 10,000 mentions takes, and how much memory: composed, and written three ways.

    python -m benchmarks.tell_report [--mentions 10000] [--folder FOLDER]

The press is invented over the shipped register; the quarter before and that of a year before are as large.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from archive import schema
from archive.frontier import register_sources, start_run
from archive.store import Archive, open_archive, sqlite_url
from benchmarks.stopwatch import Stopwatch
from exports.xlsx import write_xlsx
from otklik.registry import read_registry
from pipelines.indexing import rebuild_index
from records.registry import Outlet, Registry
from reports.compose import compose_report
from reports.layout import lay_out
from reports.period import Span, read_span
from reports.scope import Scope
from reports.workbook import list_sheets
from reports.written import write_blocks
from search.embedded import EmbeddedEngine

_NOW = datetime(2027, 1, 5, 6, tzinfo=UTC)
_ZONE = ZoneInfo("Europe/Moscow")
_A_ARTICLE = 1.25  # mentions
_COPIES = 0.3
_AT_ONCE = 2000
_SYLLABLES = "ба ве ги до жа зе ки лу мо ни па ре си ту фо ха це чу ша ще".split()  # noqa: SIM905 - to be read


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mentions", type=int, default=10_000)
    options.add_argument("--folder", type=Path, help="keep archive and index here, and take them when there")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as other:
        _measure(chosen.folder or Path(other), chosen.mentions)


def _measure(folder: Path, mentions: int) -> None:
    registry, span = read_registry(), read_span("2026-Q4", None, None, None)
    is_new = not (folder / "archive.db").exists()
    folder.mkdir(parents=True, exist_ok=True)
    archive = open_archive(sqlite_url(folder / "archive.db"))
    engine = EmbeddedEngine(folder / "index")
    if is_new:
        for each in (span, span.before, span.year_before):
            _fill(archive, registry, each, mentions)
        rebuild_index(archive, engine, registry)
        print("filled; run again with the same --folder for the memory of the report alone")
    before = _peak()
    scope = Scope(
        registry=registry,
        archive=archive,
        engine=engine,
        union=registry.unions["fnpr"],
        span=span,
        zone=_ZONE,
        now=_NOW,
    )
    _tell(scope)
    print(f"peak memory {_peak():.0f} MiB, before the report {before:.0f} MiB")


def _tell(scope: Scope) -> None:
    with Stopwatch() as composed:
        report = compose_report(scope)
    _say("composed", composed)
    heard: Any = report.sections[0].parts[0]
    print(", ".join(f"{row.label} {row.now}/{row.before}/{row.year_ago}" for row in heard.rows))
    with Stopwatch() as laid:
        blocks = list(lay_out(report))
    _say("laid out, charts drawn", laid)
    for form in ("docx", "pdf"):
        with Stopwatch() as written:
            size = len(write_blocks(blocks, report.title, form))
        _say(f"{form}, {size / 1024:.0f} KiB", written)
    with Stopwatch() as written:
        size = len(write_xlsx(list_sheets(report), report.title))
    _say(f"xlsx, {size / 1024:.0f} KiB", written)


def _say(what: str, watch: Stopwatch) -> None:
    print(f"{what}: {watch.seconds:.2f} s, {watch.cpu:.2f} s of processor")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fill(archive: Archive, registry: Registry, span: Span, mentions: int) -> None:
    chance = random.Random(span.since.toordinal())
    outlets = sorted(registry.outlets.values(), key=lambda outlet: outlet.id)
    unions = [id_ for id_ in sorted(registry.branch("fnpr")) if registry.unions[id_].kind != "distractor"]
    with archive.writing() as connection:
        start_run(connection, datetime(2024, 1, 1, tzinfo=UTC))
        register_sources(connection, [source for outlet in outlets for source in outlet.sources])
    able = [outlet for outlet in outlets if outlet.sources and outlet.kind != "union"]
    rows = list(_rows(chance, able, unions, list(registry.topics), span, round(mentions / _A_ARTICLE)))
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        with archive.writing() as connection:
            connection.execute(insert(schema.articles), [article for article, _named in some])
            connection.execute(insert(schema.mentions), [one for _article, named in some for one in named])


def _rows(
    chance: random.Random, outlets: list[Outlet], unions: list[str], topics: list[str], span: Span, count: int
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    first, after = span.bounds(_ZONE)
    step = (after - first) / count
    story = ""
    for number in range(count):
        id_ = f"{chance.getrandbits(256):064x}"
        is_copy = bool(story) and chance.random() < _COPIES
        story = story if is_copy else id_
        text = ". ".join(_sentence(chance) for _ in range(12)) + "."
        yield (
            _article(
                id_, chance.choice(outlets), first + step * number, text, story, chance.sample(topics, 2)
            ),
            [
                _mention(id_, place, chance.choice(unions), chance.choice((-1, 0, 0, 1)))
                for place in range(1 + (number % 4 == 0))
            ],
        )


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_words(), k=12)).capitalize()


@cache
def _words() -> list[str]:
    """Few enough that their dictionary forms are looked up once each."""
    chance = random.Random(1)
    return ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(3000)]


def _article(
    id_: str, outlet: Outlet, when: datetime, text: str, story: str, topics: list[str]
) -> dict[str, Any]:
    url = f"{outlet.url.rstrip('/')}/{id_[:16]}"
    return {
        "id": id_,
        "state": "annotated",
        "url": url,
        "canonical_url": url,
        "outlet_id": outlet.id,
        "source_id": outlet.sources[0].id,
        "title": text.split(".", maxsplit=1)[0],
        "text": text,
        "first_seen": when + timedelta(hours=1),
        "fetched": when + timedelta(hours=1),
        "published": when,
        "published_has_time": True,
        "timestamp": when,
        "model": "bench",
        "topics": topics,
        "story_id": story,
        "event_id": story,
        "text_id": story,
        "taken_from": story,
        "is_reprint": story != id_,
        "similarity": 1.0 if story != id_ else 0.0,
        "revision": 1,
    }


def _mention(article: str, place: int, union: str, tone: int) -> dict[str, Any]:
    start = 40 * place
    return {
        "article_id": article,
        "place": place,
        "union_id": union,
        "in_title": False,
        "start": start,
        "end": start + 6,
        "tone": tone,
        "score": 0.7 * tone,
        "confidence": 0.9,
        "evidence_start": start,
        "evidence_end": start + 30,
        "holder": "author",
        "speech": "none",
        "role": "main",
    }


if __name__ == "__main__":
    main()
