"""A few invented articles with all that can be found in one, put into a real archive, index and folder of copies."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.annotations import record_annotation
from archive.articles import keep_article
from archive.corrected import say
from archive.frontier import record_poll, register_sources, start_run
from archive.page_copies import record_copy
from archive.page_files import PageFiles
from archive.pickups import Taken, record_pickups
from archive.store import Archive, Transaction, open_archive, sqlite_url
from archive.stories import record_placements
from desk.place import Desk
from pipelines.rebuilding import rebuild_index
from records.agenda import Campaign, Topic
from records.annotation import (
    Annotation,
    CampaignMention,
    Entity,
    Mention,
    Person,
    Quote,
    TopicEvidence,
    UnknownUnion,
)
from records.article import Article, Link, Page, Poll
from records.correction import NotRelevant
from records.registry import Leader, Outlet, OutletKind, Region, Registry, Source, Union
from records.story import Placement
from search.embedded import EmbeddedEngine

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FIRST = datetime(2026, 11, 17, 6, tzinfo=UTC)
SPEAKER = "Пётр Ольхин"


def _outlet(
    id_: str, name: str, region: str, kind: OutletKind = "external", union: str | None = None
) -> Outlet:
    source = Source(id=f"{id_}#1", outlet_id=id_, kind="feed", url=f"https://{id_}.example/rss")
    return Outlet(
        id=id_,
        name=name,
        url=f"https://{id_}.example/",
        kind=kind,
        region=region,
        timezone="Europe/Moscow",
        sources=(source,),
        union=union,
    )


_UNIONS = (
    Union(id="stf", name="Союз трудовых федераций", short="СТФ", kind="confederation"),
    Union(
        id="fp-kurgan",
        name="Федерация Кургана",
        short="ФПК",
        kind="territorial",
        parents=("stf",),
        regions=("RU-KGN",),
        leaders=(
            Leader(name=SPEAKER, role="председатель", since=date(2021, 4, 1)),
            Leader(
                name="Пётр Ильич Ольхин", role="секретарь", since=date(2015, 1, 1), until=date(2020, 1, 1)
            ),
        ),
    ),
    Union(
        id="steklo", name="Профсоюз стекольщиков", short="Стеклопроф", kind="all-russian", parents=("stf",)
    ),
)
_OUTLETS = (
    _outlet("tobol", "Голос Тобола", "RU-KGN"),
    _outlet("ural", "Уральский вестник", "RU-KGN"),
    _outlet("tom", "Томь вечерняя", "RU-TOM"),
    _outlet("tikhiy", "Тихий угол", "RU-TOM"),
    _outlet("fpk-site", "Сайт ФПК", "RU-KGN", "union", "fp-kurgan"),
)
REGISTRY = Registry(
    unions={each.id: each for each in _UNIONS},
    regions={
        each.code: each
        for each in (
            Region(code="RU-KGN", name="Курганская область", district="УФО", timezone="Asia/Yekaterinburg"),
            Region(code="RU-TOM", name="Томская область", district="СФО", timezone="Asia/Tomsk"),
        )
    },
    outlets={each.id: each for each in _OUTLETS},
    topics={"safety": Topic(id="safety", name="Охрана труда")},
    campaigns={"teplo": Campaign(id="teplo", name="Тёплый цех каждому!")},
)

TITLE = "Федерация Кургана отстояла печь"
TEXT = (
    "Федерация Кургана добилась ремонта печи. «Федерация Кургана помогла нам согреться», — сказал председатель "
    "Пётр Ольхин.\nВ районном союзе пекарей промолчали: профсоюз там без названия. Тёплых цехов каждому бы."
)
HOSTILE_TITLE = '"><img src=x onerror=alert(1)>'
HOSTILE_TEXT = (
    "Федерация Кургана <script>document.title = 'взломано'</script> и ещё =1+1 {{ 7 * 7 }} профсоюз."
)


def article(key: str, outlet: str, *, hours: float = 0, **more: object) -> Article:
    """`hours` after the first publication."""
    url = f"https://{outlet}.example/{key}"
    plain = Article(
        id=hashlib.sha256(url.encode()).hexdigest(),
        url=url,
        canonical_url=url,
        outlet_id=outlet,
        source_id=f"{outlet}#1",
        title=TITLE,
        text=TEXT,
        first_seen=NOW - timedelta(days=1),
        fetched=NOW - timedelta(days=1),
        published=FIRST + timedelta(hours=hours),
        published_has_time=True,
        published_by="json-ld",
        published_confidence=0.95,
        authors=("Анна Перо",),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


MAIN = article("main", "tobol")
COPY = article("copy", "ural", hours=3 + 1 / 3, title="Печь отстояли, пишет «Голос Тобола»")
VERSION = article(
    "version", "tom", hours=27, title="О печи", text="ФПК не помогла с печью, профсоюз недоволен.",
    published_has_time=False, published_by="url", published_confidence=0.6, authors=(),
)  # fmt: skip
RELEASE = article("release", "fpk-site", hours=-2, title="Печь будет отремонтирована")
BEFORE = "Печь стоит. Профсоюз ждёт. Федерация Кургана молчит."
AFTER = "Печь стоит. Профсоюз дождался. Федерация Кургана молчит. Дополнено в среду."
EDITED = article("edited", "tom", hours=50, title="Печь стоит", text=BEFORE)
HOSTILE = article("hostile", "tom", hours=60, title=HOSTILE_TITLE, text=HOSTILE_TEXT)
WAITING = article("waiting", "tom", hours=70, title="Ещё не разобрано", text="Профсоюз пришёл.", published=None,
                  published_has_time=False, published_by=None, published_confidence=0.0)  # fmt: skip
LEFT_OUT = article(
    "left-out", "ural", hours=80, title="Не о нас", text="Федерация Кургана по шашкам, профсоюз."
)

TRAP = "http://127.0.0.1:9/trap"  # replaced by a listening address where a browser looks at it
COPIED = """<!DOCTYPE html><html><head><meta charset="windows-1251"><title>Копия</title>
<link rel="preconnect" href="{trap}"><link rel="stylesheet" href="{trap}.css"><link rel="dns-prefetch" href="{trap}">
<meta http-equiv="refresh" content="0; url={trap}?refresh"><script src="{trap}.js"></script>
<style>body {{ background: url({trap}.gif) }}</style></head>
<body onload="document.title = 'взломано'"><h1>Слова копии</h1><script>document.title = 'взломано'</script>
<img src="{trap}.png"><iframe src="{trap}?frame"></iframe><form action="{trap}"><button>Отправить</button></form>
</body></html>"""


def annotation() -> Annotation:
    """Of `TEXT`: spans that stand in each other, and some that only cross."""
    name = "Федерация Кургана"
    second = TEXT.index(name, 10)
    quote = (second, TEXT.index("согреться") + len("согреться"))
    sentence = (TEXT.index("«"), TEXT.index("\n"))
    place = TEXT.index("Кургана")
    crossing = TEXT.index("ремонта печи"), second + len("Федерация")
    return Annotation(
        model="test",
        unions=(
            _mention((0, len(name)), (0, TEXT.index(".") + 1), tone=1),
            replace(
                _mention((second, second + len(name)), sentence, tone=0),
                sure=False, holder="quoted", speech="direct", role="episodic",
            ),
            replace(_mention((0, len(name)), (0, len(TITLE)), tone=1), in_title=True),
        ),
        entities=(
            Entity(start=0, end=len(name), label="ORG"),
            Entity(start=place, end=place + len("Кургана"), label="LOC"),
        ),
        unknown_unions=(UnknownUnion(**_at("районном союзе пекарей"), union="steklo"),),
        people=(
            Person(**_at(SPEAKER), name=SPEAKER, role="председатель", union="fp-kurgan"),
        ),
        quotes=(
            Quote(start=quote[0], end=quote[1], direct=True, speaker=SPEAKER, unions=("fp-kurgan",)),
        ),
        topics=("safety",),
        topic_evidence=(TopicEvidence(topic="safety", start=crossing[0], end=crossing[1]),),
        campaigns=(
            CampaignMention(**_at("Тёплых цехов каждому бы"), campaign="teplo", wording="paraphrased"),
        ),
        open_names=1,
    )  # fmt: skip


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def _mention(span: tuple[int, int], evidence: tuple[int, int], tone: int) -> Mention:
    return Mention(
        start=span[0],
        end=span[1],
        union="fp-kurgan",
        tone=tone,  # type: ignore[arg-type]
        score=0.8 * tone,
        confidence=0.9,
        evidence=evidence,
        holder="author",
        speech="none",
        role="main",
    )


def _named(text: str, words: str, tone: int) -> Annotation:
    start = text.index(words)
    return Annotation(model="test", unions=(_mention((start, start + len(words)), (0, len(text)), tone),))


@contextmanager
def opened_desk(
    folder: Path, *, hosts: frozenset[str] = frozenset({"testserver"}), trap: str = TRAP
) -> Iterator[Desk]:
    archive = open_archive(sqlite_url(folder / "archive.db"))
    engine = EmbeddedEngine(folder / "index")
    _fill(archive, PageFiles(folder / "pages"), trap)
    rebuild_index(archive, engine, REGISTRY)
    yield Desk(
        registry=REGISTRY,
        archive=archive,
        engine=engine,
        timezone="Europe/Moscow",
        language="ru",
        watched=("stf",),
        pages=folder / "pages",
        hosts=hosts,
        clock=lambda: NOW,
    )
    engine.close()
    archive.close()


def _fill(archive: Archive, files: PageFiles, trap: str) -> None:
    with archive.writing() as connection:
        register_sources(connection, [source for outlet in _OUTLETS for source in outlet.sources])
        run = start_run(connection, NOW - timedelta(hours=1))
        for one in (MAIN, COPY, VERSION, RELEASE, EDITED, HOSTILE, WAITING, LEFT_OUT):
            _keep(connection, run, one)
        _copy(connection, files, trap)
        record_poll(connection, run, _poll("tom", "http-403"), [])
        keep_article(connection, run, replace(EDITED, text=AFTER, fetched=NOW), NOW)
        for one, found in (
            (MAIN, annotation()),
            (COPY, annotation()),
            (RELEASE, annotation()),
            (VERSION, _named(VERSION.text, "ФПК", -1)),
            (EDITED, _named(AFTER, "Федерация Кургана", 0)),
            (HOSTILE, _named(HOSTILE_TEXT, "Федерация Кургана", 0)),
            (LEFT_OUT, _named(LEFT_OUT.text, "Федерация Кургана", 0)),
        ):
            record_annotation(connection, one.id, found)
        _place(connection)
        taken = Taken(release_id=RELEASE.id, article_id=MAIN.id, article_share=0.4, release_share=0.7)
        record_pickups(connection, [RELEASE.id, MAIN.id], [taken])
        say(connection, NotRelevant(article_id=LEFT_OUT.id, made=NOW, by="Анна"))


def _copy(connection: Transaction, files: PageFiles, trap: str) -> None:
    body = COPIED.format(trap=trap).encode("windows-1251")
    kind = ("Content-Type", "text/html; charset=windows-1251")
    page = Page(url=MAIN.url, status=200, headers=(kind,), body=body)
    record_copy(connection, MAIN.url, page, MAIN.fetched, files.append(page, MAIN.fetched))


def _keep(connection: Transaction, run: int, one: Article) -> None:
    link = Link(url=one.url, source_id=one.source_id, outlet_id=one.outlet_id)
    record_poll(connection, run, _poll(one.outlet_id, "ok"), [link])
    assert keep_article(connection, run, one, NOW)


def _place(connection: Transaction) -> None:
    def placed(one: Article, story: Article, text: Article, similarity: float) -> Placement:
        return Placement(
            article_id=one.id, story_id=story.id, text_id=text.id, taken_from=text.id, similarity=similarity
        )

    record_placements(
        connection,
        [
            placed(MAIN, MAIN, MAIN, 1.0),
            placed(COPY, MAIN, MAIN, 0.9),
            replace(placed(VERSION, MAIN, VERSION, 0.2), taken_from=MAIN.id),
            *(placed(one, one, one, 1.0) for one in (RELEASE, EDITED, HOSTILE, LEFT_OUT)),
        ],
    )


def _poll(outlet: str, outcome: str) -> Poll:
    return Poll(source_id=f"{outlet}#1", outlet_id=outlet, asked=NOW - timedelta(hours=1), outcome=outcome)
