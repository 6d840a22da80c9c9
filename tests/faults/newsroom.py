"""Invented newsrooms that go on publishing: pages, feeds and listings of their own design, as old as a test says."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.crawler.press import Answer, Press

WHO = ["Профком завода", "Совет ветеранов", "Дирекция парка", "Библиотека района", "Школьный хор", "Депо"]
WHAT = ["обсудил", "обсудила", "показал", "открыл", "подготовила", "провёл", "отметило", "утвердил"]
WHOM = [
    "новый порядок выплат",
    "план ремонта кровли",
    "выставку старых афиш",
    "расписание на зиму",
    "отчёт за квартал",
]
WHERE = [
    "в Заречном",
    "на Окружной улице",
    "в посёлке Выдумка",
    "у старой пристани",
    "в доме культуры «Небыль»",
]
WHY = [
    "после долгого спора",
    "по просьбе жителей",
    "к юбилею города",
    "вместе с соседями",
    "на средства гранта",
]


@dataclass(frozen=True, kw_only=True)
class Story:
    """One article. `kind` «photo» has a caption instead of a text, a «brief» two sentences; `dated` is the page's."""

    path: str
    title: str
    text: tuple[str, ...]
    published: datetime
    author: str = ""
    kind: str = "article"
    dated: bool = True


@dataclass
class Newsroom:
    """One outlet. `mix` says what share of its stories are photo reports («photo»), briefs, without a date («undated»),
    under the title of their column («column»), or the same words as last week («repeated»), and what share of the older
    ones is «edited» or «deleted» within a week."""

    press: Press
    name: str
    per_week: int = 5
    mix: dict[str, float] = field(default_factory=dict)
    lists: str = "feed"
    feed_dated: bool = True
    shown: int = 6
    page: Callable[[Newsroom, Story], Answer] | None = None
    stories: list[Story] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.name)  # the same press in every test run

    def revise(self) -> None:
        """What becomes of stories that were published already."""
        for story in list(self.stories):
            if self.chance.random() < self.mix.get("deleted", 0):
                self.stories.remove(story)
                self.press.answers.pop(story.path, None)
            elif self.chance.random() < self.mix.get("edited", 0):
                longer = replace(
                    story, title=f"{story.title}: дополнено", text=(*story.text, self.sentence() + ".")
                )
                self.stories[self.stories.index(story)] = longer

    def publish_week(self, number: int | None = None) -> None:
        """The stories of the last seven days."""
        many = self.per_week if number is None else number
        now = datetime.now(UTC).replace(microsecond=0)
        ages = sorted((self.chance.uniform(0.3, 6.8) for _ in range(many)), reverse=True)
        self.stories += [self.write(now - timedelta(days=age)) for age in ages]

    def write(self, published: datetime) -> Story:
        kind = next(
            (kind for kind in ("photo", "brief") if self.chance.random() < self.mix.get(kind, 0)), "article"
        )
        number = len(self.stories) + self.chance.randrange(10**6)
        sentences = {"photo": 0, "brief": 3, "article": self.chance.randint(8, 18)}[kind]
        return Story(
            path=f"/news/{number}",
            title=f"{self.sentence()} (№ {number})",
            text=tuple(
                f"{self.sentence()}, рассказали очевидцы за номером {n * 7}." for n in range(sentences)
            ),
            published=published,
            author=self.chance.choice(["Анна Небылова", "Пётр Вымыслов", ""]),
            kind=kind,
            dated=self.chance.random() >= self.mix.get("undated", 0),
        )

    def sentence(self) -> str:
        return " ".join(self.chance.choice(words) for words in (WHO, WHAT, WHOM, WHERE, WHY))

    def grow_older(self, days: int) -> None:
        self.stories = [
            replace(story, published=story.published - timedelta(days=days)) for story in self.stories
        ]

    def serve(self) -> None:
        """Everything that it has published, and the list of the newest."""
        make = self.page or draw
        for story in self.stories:
            self.press.answers[story.path] = make(self, story)
        newest = self.stories[-self.shown :][::-1]
        self.press.answers["/"] = Answer(draw_list(newest).encode())
        self.press.answers["/rss.xml"] = Answer(draw_feed(self, newest), content_type="application/rss+xml")

    def outlet(self) -> dict[str, Any]:
        source: dict[str, Any] = {"url": self.press.url + "/rss.xml"}
        if self.lists == "listing":
            source = {"url": self.press.url + "/", "kind": "listing", "links": ["ul.all > li > a"]}
        return {"id": self.name, "url": self.press.url + "/", "sources": [source]}


def draw(_room: Newsroom, story: Story) -> Answer:
    return Answer(draw_page(story).encode())


def draw_page(story: Story, *, date: str | None = None) -> str:
    """`date` stands in for the story's own, «» for none."""
    stated = story.published.isoformat() if date is None else date
    meta = f'<meta property="article:published_time" content="{stated}">' if stated and story.dated else ""
    author = f'<meta name="author" content="{story.author}">' if story.author else ""
    paragraphs = "".join(f"<p>{' '.join(part)}</p>" for part in _threes(story.text))
    pictures = '<figure><img src="/1.jpg"><figcaption>Фото редакции</figcaption></figure>' * 4
    body = pictures if story.kind == "photo" else paragraphs
    return (
        f'<html lang="ru"><head><meta charset="utf-8"><title>{story.title} — Небыль</title>{meta}{author}</head>'
        f"<body><nav><a href='/'>Главная</a> <a href='/about'>О нас</a></nav><article><h1>{story.title}</h1>{body}"
        "</article><footer>Вымышленная газета. Мы используем файлы cookie.</footer></body></html>"
    )


def draw_list(newest: list[Story]) -> str:
    items = "".join(f'<li><a href="{story.path}">{story.title}</a></li>' for story in newest)
    return (
        f'<html lang="ru"><head><title>Небыль</title></head><body><ul class="all">{items}</ul></body></html>'
    )


def draw_feed(room: Newsroom, newest: list[Story], host: str = "", *, linked: bool = True) -> bytes:
    items = "".join(
        f"<item><title>{escape(story.title)}</title>"
        + (f"<link>{host or room.press.url}{story.path}</link>" if linked else "")
        + (f"<pubDate>{format_datetime(story.published)}</pubDate>" if room.feed_dated else "")
        + "</item>"
        for story in newest
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Небыль</title>'
    return f"{head}{items}</channel></rss>".encode()


def _threes(sentences: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [sentences[start : start + 3] for start in range(0, len(sentences), 3)]


def let_all_grow_older(archive: Path, days: int) -> None:
    """Whatever the archive remembers happened so many days earlier."""
    connection = sqlite3.connect(archive)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for _place, column, kind, *_rest in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "DATETIME":
                earlier = f"strftime('%Y-%m-%d %H:%M:%f000', \"{column}\", '-{days} days')"
                connection.execute(f'UPDATE {table} SET "{column}" = {earlier}')
    connection.commit()
    connection.close()
