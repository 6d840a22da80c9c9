"""The whole way on a PostgreSQL archive ends as it does on SQLite, to the last row, word and figure."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from archive import schema
from archive.store import sqlite_url
from demo.server import SamplePress
from tests.digests.mail_servers import Mailbox, real_server
from tests.postgresql_server import fresh_database
from tests.whole_way.conftest import Workplace, make_workplace
from tests.whole_way.test_mail import MAIL, RECIPIENTS, send

_LINKS, _ARTICLES = schema.links.c, schema.articles.c
# All that must not depend on the database or on how a crawl went: no times of ours, no counters.
_COMPARED = {
    "links": (_LINKS.id, _LINKS.url, _LINKS.title, _LINKS.published, _LINKS.reason, _LINKS.article_id),
    "articles": [column for column in _ARTICLES if column.name not in ("first_seen", "fetched", "revision")],
    "mentions": schema.mentions.c,
    "people": schema.people.c,
    "entities": schema.entities.c,
    "story_texts": (schema.story_texts.c.article_id, schema.story_texts.c.day, schema.story_texts.c["keys"]),
    "pickups": schema.pickups.c,
    "outbox": schema.outbox.c,
    "sources": (schema.sources.c.id, schema.sources.c.url, schema.sources.c.etag),
}


def kept_in(url: str) -> dict[str, list[Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table: sorted(map(tuple, connection.execute(select(*columns))), key=repr)
            for table, columns in _COMPARED.items()
        }
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory, press: SamplePress) -> Workplace:
    workplace = make_workplace(tmp_path_factory.mktemp("sqlite") / "w", press, more=MAIL)
    workplace.crawl()
    return workplace


@pytest.fixture(scope="module")
def on_postgresql(
    tmp_path_factory: pytest.TempPathFactory, press: SamplePress, postgresql_server_url: str
) -> Iterator[Workplace]:
    workplace = make_workplace(tmp_path_factory.mktemp("postgresql") / "w", press, more=MAIL)
    with fresh_database(postgresql_server_url) as url:
        workplace.environment["OTKLIK_ARCHIVE__URL"] = url
        workplace.crawl()
        yield workplace


def test_the_archive_holds_the_same(on_sqlite: Workplace, on_postgresql: Workplace) -> None:
    wanted = kept_in(sqlite_url(on_sqlite.folder / "data" / "archive.db"))
    assert len(wanted["articles"]) >= 20, "the comparison needs something to compare"
    assert kept_in(on_postgresql.environment["OTKLIK_ARCHIVE__URL"]) == wanted
    assert not (on_postgresql.folder / "data" / "archive.db").exists()


def test_the_index_holds_the_same(on_sqlite: Workplace, on_postgresql: Workplace) -> None:
    assert on_postgresql.indexed() == on_sqlite.indexed()
    status = json.loads(on_postgresql.run("index", "status", "--json"))
    assert (status["missing"], status["stale"], status["surplus"]) == ([], [], [])
    on_postgresql.run("index", "rebuild")
    assert on_postgresql.indexed() == on_sqlite.indexed()


def test_a_second_crawl_keeps_nothing_again(on_postgresql: Workplace) -> None:
    assert sum(source["kept"] for source in on_postgresql.crawl()["sources"]) == 0


def test_the_week_is_told_in_the_same_words(
    on_sqlite: Workplace, on_postgresql: Workplace, tmp_path: Path
) -> None:
    told = []
    for number, workplace in enumerate((on_sqlite, on_postgresql)):
        workplace.run("digest", "--preview", str(tmp_path / str(number)))
        told.append((tmp_path / str(number) / "digest.txt").read_text("utf-8"))
    assert "облсовпроф" in told[0].lower()
    assert told[0] == told[1]


def test_a_digest_sent_twice_arrives_once(on_postgresql: Workplace) -> None:
    mailbox = Mailbox()
    with real_server(mailbox) as port:
        send(on_postgresql, port)
        send(on_postgresql, port)
    assert sorted(mailbox.recipients) == sorted(RECIPIENTS)


@pytest.mark.parametrize("moment", [1.5, 3.0, 4.5])
def test_a_killed_crawl_is_continued(
    tmp_path: Path, press: SamplePress, on_sqlite: Workplace, postgresql_url: str, moment: float
) -> None:
    """The server notices that its client is gone, and gives the writer's turn to the next."""
    workplace = make_workplace(tmp_path / "w", press)
    workplace.environment["OTKLIK_ARCHIVE__URL"] = postgresql_url
    process = workplace.start("crawl", "--json")
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=moment)
    process.kill()
    process.communicate()
    workplace.crawl()
    assert kept_in(postgresql_url) == kept_in(sqlite_url(on_sqlite.folder / "data" / "archive.db"))
    assert workplace.indexed() == on_sqlite.indexed()
