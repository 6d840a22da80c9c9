"""An archive on SQLite and on PostgreSQL, with one source registered and a run begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from archive.addresses import address_id
from archive.annotations import record_annotation
from archive.answers import last_answer
from archive.articles import keep_article
from archive.frontier import record_poll, register_sources, start_run
from archive.store import Archive, open_archive, sqlite_url
from archive.stories import record_placements
from records.annotation import Annotation, Mention, UnknownUnion
from records.article import Article, Link, Poll
from records.registry import Source
from records.story import Placement

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
SOURCE = Source(id="vestnik#feed", outlet_id="vestnik", kind="feed", url="https://vestnik.example/rss")


@dataclass(frozen=True)
class Desk:
    """The archive with shorthands for the way an article takes through it."""

    archive: Archive
    run_id: int

    def list_links(self, *numbers: int, etag: str | None = '"a"') -> list[Link]:
        poll = Poll(
            source_id=SOURCE.id, outlet_id="vestnik", asked=NOW, outcome="ok", etag=etag, found=len(numbers)
        )
        with self.archive.writing() as connection:
            return record_poll(connection, self.run_id, poll, [a_link(number) for number in numbers])

    def keep(self, number: int, hours: int = 0) -> Article:
        self.list_links(number)
        article = an_article(number, hours)
        with self.archive.writing() as connection:
            assert keep_article(connection, self.run_id, article, NOW)
        return article

    def annotate(self, article: Article) -> None:
        with self.archive.writing() as connection:
            record_annotation(connection, article.id, an_annotation())

    def place(self, article: Article, story_id: str) -> None:
        placement = Placement(
            article_id=article.id, story_id=story_id, text_id=story_id, taken_from=story_id, similarity=1.0
        )
        with self.archive.writing() as connection:
            record_placements(connection, [placement])


def validators(connection: Connection) -> tuple[str | None, str | None]:
    last = last_answer(connection, SOURCE.id, NOW)
    return last.etag, last.last_modified


def a_link(number: int) -> Link:
    return Link(
        url=f"https://vestnik.example/{number}", source_id=SOURCE.id, outlet_id="vestnik", title=f"№ {number}"
    )


def an_article(number: int, hours: int = 0) -> Article:
    url = f"https://vestnik.example/{number}"
    return Article(
        id=address_id(url),
        url=url,
        canonical_url=url,
        outlet_id="vestnik",
        source_id=SOURCE.id,
        title=f"Новость {number}",
        text="Профком завода добился индексации зарплаты.",
        first_seen=NOW,
        fetched=NOW,
        published=NOW + timedelta(hours=hours),
        published_has_time=True,
        published_by="json-ld",
        published_confidence=0.9,
        authors=("Анна Речная",),
    )


def an_annotation(tone: int = 1) -> Annotation:
    mention = Mention(
        start=0,
        end=7,
        union="fp-kurgan",
        tone=1 if tone > 0 else -1,
        score=0.7 * tone,
        confidence=0.8,
        evidence=(0, 43),
        holder="author",
        speech="none",
        role="main",
        region="RU-KGN",
        described=True,
    )
    plant = UnknownUnion(start=0, end=13, union="gmpr")
    return Annotation(model="test", unions=(mention,), unknown_unions=(plant,), topics=("pay-arrears",))


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: every test that asks for it runs on both."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgresql_url")
        return url
    return sqlite_url(tmp_path / "archive.db")


@pytest.fixture
def desk(archive_url: str) -> Iterator[Desk]:
    archive = open_archive(archive_url)
    with archive.writing() as connection:
        run_id = start_run(connection, NOW)
        register_sources(connection, [SOURCE])
    yield Desk(archive, run_id)
    archive.close()


@pytest.fixture
def connection(desk: Desk) -> Iterator[Connection]:
    with desk.archive.writing() as connection:
        yield connection
