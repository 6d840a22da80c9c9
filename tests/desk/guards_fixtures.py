"""A desk over a small real archive and a real index, with users or without, asked by a client that fills in forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from archive.desk_users import add_user
from archive.store import Archive, open_archive, sqlite_url
from desk.app import build_app
from desk.passwords import hash_password
from desk.place import Desk
from pipelines.indexing import index_outbox
from records.desk import DeskRole
from records.registry import Registry
from search.embedded import EmbeddedEngine
from tests.digests.press import Said, Written, article_id, put_articles, registry

HOST = "desk.example:8321"
PASSWORD = "корова-и-подкова"
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ARTICLES = [
    Written(
        outlet="zavodskaya",
        title="СТФ требует надбавок стекольщикам",
        sentences=("СТФ потребовал надбавок.", "Директор назвал СТФ обузой.", "Росстеклопрофсоюз молчит."),
        said=[
            Said(union="stf", name="СТФ потребовал", tone=1, score=0.6),
            Said(union="stf", name="СТФ обузой", tone=-1, score=-0.7),
            Said(union="steklo", name="Росстеклопрофсоюз"),
        ],
        published=datetime(2026, 11, 18, 9, tzinfo=UTC),
    ),
    Written(
        outlet="kedr",
        title="Надбавки стекольщикам обсудили",
        sentences=("СТФ провёл круглый стол.",),
        said=[Said(union="stf", name="СТФ", tone=0)],
        published=datetime(2026, 11, 19, 9, tzinfo=UTC),
    ),
]
FIRST, SECOND = (article_id(one) for one in ARTICLES)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Place:
    """A desk with what tests turn: its clock, its archive, and clients that come from this address or that."""

    desk: Desk
    clock: Clock
    archive: Archive
    clients: list[TestClient] = field(default_factory=list)

    def client(self, address: str = "10.1.1.1") -> Visitor:
        scheme = "https" if self.desk.is_secure else "http"
        client = TestClient(
            build_app(self.desk),
            base_url=f"{scheme}://{HOST}",
            follow_redirects=False,
            client=(address, 4000),
        )
        self.clients.append(client)
        return Visitor(client)

    def editor(self) -> Visitor:
        return self.client().log_in("anna")

    def reader(self) -> Visitor:
        return self.client().log_in("boris")


@dataclass
class Visitor:
    """A browser without JavaScript, as far as forms go."""

    client: TestClient

    def get(self, path: str, **more: Any) -> Response:
        return self.client.get(path, **more)

    def post(self, path: str, data: dict[str, str] | None = None, **more: Any) -> Response:
        """With the token that the last page gave."""
        return self.client.post(path, data={"token": self.token()} | (data or {}), **more)

    def token(self) -> str:
        match = re.search(r'name="token" value="([^"]+)"', self.get("/search").text or "")
        match = match or re.search(r'name="token" value="([^"]+)"', self.get("/login").text)
        assert match
        return unescape(match[1])

    def log_in(self, name: str, password: str = PASSWORD) -> Visitor:
        answer = self.post("/login", {"name": name, "password": password})
        assert answer.status_code == 303, answer.text
        return self

    def correct(self, what: str, article: str = FIRST, **fields: str) -> Response:
        return self.post(f"/article/{article}/correct", {"what": what, **fields})


@contextmanager
def open_place(
    folder: Path,
    articles: Sequence[Written] = ARTICLES,
    known: Registry | None = None,
    *,
    users: bool = False,
    secure: bool = False,
    hosts: Sequence[str] = (HOST,),
) -> Iterator[Place]:
    """With `users` Anna is an editor and Boris a reader, both with the one password of these tests."""
    archive, clock = open_archive(sqlite_url(folder / "archive.db")), Clock()
    engine = EmbeddedEngine(folder / "index")
    known = known or registry()
    put_articles(archive, articles)
    index_outbox(archive, engine, known)
    if users:
        put_users(archive)
    desk = Desk(
        registry=known,
        archive=archive,
        engine=engine,
        timezone="Europe/Moscow",
        language="ru",
        watched=("stf",),
        pages=folder / "pages",
        hosts=frozenset(hosts),
        has_users=users,
        is_secure=secure,
        clock=clock,
    )
    place = Place(desk=desk, clock=clock, archive=archive)
    try:
        yield place
    finally:
        for client in place.clients:
            client.close()
        engine.close()
        archive.close()


def put_users(archive: Archive) -> None:
    roles: dict[str, DeskRole] = {"anna": "editor", "boris": "reader"}
    with archive.writing() as connection:
        for name, role in roles.items():
            assert add_user(connection, name, _hashed(), role, NOW)


@cache
def _hashed() -> str:
    return hash_password(PASSWORD)
