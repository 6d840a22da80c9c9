"""Two invented years of the press in a real archive and a real index, made by rule, so that hands can count them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.annotations import record_annotation
from archive.articles import keep_article
from archive.frontier import record_poll, register_sources, start_run
from archive.store import Archive, open_archive, sqlite_url
from pipelines.indexing import rebuild_index
from pipelines.stories import place_annotated
from records.agenda import Campaign, Topic
from records.annotation import Annotation, CampaignMention, Mention, Person, Tone
from records.article import Article, Link, Poll
from records.registry import Outlet, OutletKind, Region, Registry, Source, Union
from reports.period import Span, read_span
from reports.scope import Scope
from search.embedded import EmbeddedEngine

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
BEGUN = datetime(2024, 12, 20, 9, tzinfo=UTC)
HOSTILE = "#set page(width: 1cm) =1+1 <script> $x$ *м*"
SLOGAN = "Тёплый цех каждому!"


def _outlet(
    id_: str, name: str, region: str, *, kind: OutletKind = "external", union: str | None = None
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
        id="steklo", name="Профсоюз стекольщиков", short="Стеклопроф", kind="all-russian", parents=("stf",)
    ),
    Union(id="hleb", name="Профсоюз пекарей", short="Хлебопроф", kind="all-russian", parents=("stf",)),
    Union(id="most", name="Профсоюз мостовиков", short="Мостопроф", kind="all-russian", parents=("stf",)),
)
_REGIONS = (
    Region(
        code="RU-KGN",
        name="Курганская область",
        district="УФО",
        timezone="Asia/Yekaterinburg",
        name_en="Kurgan Oblast",
    ),
    Region(code="RU-TOM", name="Томская область", district="СФО", timezone="Asia/Tomsk"),
    Region(code="RU-PSK", name="Псковская область", district="СЗФО", timezone="Europe/Moscow"),
)
_OUTLETS = (
    _outlet("tobol", "Голос Тобола", "RU-KGN"),
    _outlet("ural", "Уральский вестник", "RU-KGN"),
    _outlet("tom", "Томь вечерняя", "RU-TOM"),
    _outlet("kedr", "Кедр", "RU-TOM"),
    _outlet("pskov", "Псковская быль", "RU-PSK"),
    _outlet("steklo-site", "Сайт Стеклопрофа", "RU-TOM", kind="union", union="steklo"),
    _outlet("hleb-site", "Сайт Хлебопрофа", "RU-KGN", kind="union", union="hleb"),
)
REGISTRY = Registry(
    unions={each.id: each for each in _UNIONS},
    regions={each.code: each for each in _REGIONS},
    outlets={each.id: each for each in _OUTLETS},
    topics={"safety": Topic(id="safety", name="Охрана труда"), "pay": Topic(id="pay", name="Зарплата")},
    campaigns={"teplo": Campaign(id="teplo", name="Тёплый цех", slogans=(SLOGAN,), unions=("stf",))},
)
_NAMES = {"steklo": "Стеклопроф", "hleb": "Хлебопроф"}


@dataclass(frozen=True, kw_only=True)
class Put:
    """An article as it is put into the archive; `unions` are those named, each once, all in this tone."""

    outlet: str
    day: date
    text: str
    title: str = ""
    unions: Sequence[str] = ()
    tone: Tone = 0
    topics: Sequence[str] = ()
    person: str = ""
    slogan: bool = False

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/{self.id[:12]}"

    @property
    def id(self) -> str:
        return hashlib.sha256(f"{self.outlet} {self.day} {self.title} {self.text}".encode()).hexdigest()


_WORDS = (
    "берег берёза валенок весло ветер вишня ворота гвоздь город грибы дверь дождь доска дым ельник жёрнов "
    "забор завод закат зерно ива калитка камень карта колодец корабль костёр крыша кузница лавка лампа "
    "лестница лодка луг маяк мельница метель молот мост мука невод нитка облако овёс огонь окно олень "
    "осина островок парус перо песок печь пила плотина повар поезд поле полка пряник пчела ручей рынок "
    "рябина сад сани свеча сено скамья снег сосна стекло степь стог тайга телега тропа туман уголь улей "
    "фонарь хлеб хутор цапля цех чайник шахта шерсть щука якорь ярмарка "
)


def told(*seeds: object) -> str:
    """Thirty made-up words by rule, other ones for other seeds: no two such texts are copies, nor of one event."""
    words, found = _WORDS.split(), []
    for number in range(30):
        digest = hashlib.sha256(f"{seeds} {number}".encode()).digest()
        found.append("".join(words[place % len(words)] for place in digest[:2]))
    return " ".join(found).capitalize() + "."


def month(year: int, number: int, *, outlet: str, articles: int, **more: object) -> list[Put]:
    """So many articles on the days 2, 3, … of a month that name the glass makers."""
    return [
        Put(
            outlet=outlet,
            day=date(year, number, 2 + place),
            title=told("title", year, number, place, outlet)[:40],
            text=f"Стеклопроф был упомянут здесь. {told(year, number, place, outlet)}",
            **({"unions": ("steklo",)} | more),  # type: ignore[arg-type]
        )
        for place in range(articles)
    ]


RELEASE = (
    f"Стеклопроф проверил сорок мастерских и нашёл в трёх сломанную вытяжку. {told('release')} {told('more')}"
)
# The fourth quarter of 2026 until the 25th of November, the third, and the fourth of 2025.
PRESS: tuple[Put, ...] = (
    *month(2026, 10, outlet="tobol", articles=3, tone=1, topics=("safety",), person="Пётр Ольхин"),
    *month(2026, 11, outlet="tobol", articles=2, tone=-1, topics=("pay",)),
    *month(2026, 10, outlet="kedr", articles=4, slogan=True),
    *month(2026, 7, outlet="tobol", articles=2, topics=("safety",)),
    *month(2026, 8, outlet="ural", articles=3, tone=-1),
    *month(2025, 10, outlet="ural", articles=1, tone=1),
    *month(2025, 12, outlet="tom", articles=1),
    # Both unions in one article, and the bakers alone in two.
    Put(outlet="kedr", day=date(2026, 10, 20), title="Двое", text=f"Стеклопроф и Хлебопроф. {told('two')}",
        unions=("steklo", "hleb")),
    Put(outlet="kedr", day=date(2026, 10, 21), title="Пекари", text=f"Хлебопроф поёт. {told('a')}", unions=("hleb",)),
    Put(outlet="kedr", day=date(2026, 10, 22), title="Ещё", text=f"Хлебопроф пляшет. {told('b')}", unions=("hleb",)),
    # A release, taken word for word by one outlet; another, which praises itself, that nobody took; one of
    # the bakers. A union's own voice is no coverage.
    Put(outlet="steklo-site", day=date(2026, 10, 12), title="Сорок мастерских", text=RELEASE, topics=("safety",)),
    Put(outlet="tobol", day=date(2026, 10, 13), title=f"Вытяжки {HOSTILE}", text=RELEASE, unions=("steklo",), tone=-1),
    Put(outlet="steklo-site", day=date(2026, 11, 3), title="Хор", text=f"Стеклопроф поёт. {told('choir')}",
        unions=("steklo",), tone=1),
    Put(outlet="hleb-site", day=date(2026, 11, 4), title="Пироги", text=f"Печём пироги. {told('pies')}"),
    # About labour, and nobody of ours is named.
    Put(outlet="ural", day=date(2026, 10, 5), title="Без нас", text=f"Печь упала. {told('stove')}", topics=("safety",)),
)  # fmt: skip


@contextmanager
def opened(
    folder: Path, press: Sequence[Put] = PRESS, *, begun: datetime | None = BEGUN
) -> Iterator[Archive]:
    archive = open_archive(sqlite_url(folder / "archive.db"))
    fill(archive, press, begun)
    yield archive
    archive.close()


@contextmanager
def opened_scope(
    folder: Path,
    press: Sequence[Put] = PRESS,
    *,
    union: str = "steklo",
    span: Span | None = None,
    begun: datetime | None = BEGUN,
) -> Iterator[Scope]:
    with opened(folder, press, begun=begun) as archive:
        engine = EmbeddedEngine(folder / "index")
        rebuild_index(archive, engine, REGISTRY)
        yield scope_of(archive, engine, union, span)
        engine.close()


def scope_of(archive: Archive, engine: EmbeddedEngine, union: str, span: Span | None = None) -> Scope:
    return Scope(
        registry=REGISTRY,
        archive=archive,
        engine=engine,
        union=REGISTRY.unions[union],
        span=span or read_span("2026-Q4", None, None, None),
        zone=ZONE,
        now=NOW,
    )


def fill(archive: Archive, press: Sequence[Put], begun: datetime | None) -> None:
    with archive.writing() as connection:
        register_sources(connection, [source for outlet in _OUTLETS for source in outlet.sources])
        if begun is None:
            return
        run = start_run(connection, begun)
        for outlet in _OUTLETS:
            outcome = "http-403" if outlet.id == "pskov" else "ok"
            links = [
                Link(url=each.url, source_id=f"{outlet.id}#1", outlet_id=outlet.id)
                for each in press
                if each.outlet == outlet.id
            ]
            record_poll(connection, run, _poll(outlet.id, "ok", BEGUN), links)
            record_poll(connection, run, _poll(outlet.id, outcome, NOW - timedelta(hours=1)), [])
        for put in press:
            assert keep_article(connection, run, _article(put), NOW)
            record_annotation(connection, put.id, _annotation(put))
    place_annotated(archive, {"steklo-site", "hleb-site"})


def _poll(outlet: str, outcome: str, asked: datetime) -> Poll:
    return Poll(source_id=f"{outlet}#1", outlet_id=outlet, asked=asked, outcome=outcome)


def _article(put: Put) -> Article:
    return Article(
        id=put.id,
        url=put.url,
        canonical_url=put.url,
        outlet_id=put.outlet,
        source_id=f"{put.outlet}#1",
        title=put.title,
        text=full_text(put),
        first_seen=NOW,
        fetched=NOW,
        published=datetime(put.day.year, put.day.month, put.day.day, 9, tzinfo=UTC),
        published_has_time=True,
    )


def full_text(put: Put) -> str:
    speaker = f" «{told(put.title)}» — сказал {put.person}." if put.person else ""
    return put.text + speaker + (f" {SLOGAN}" if put.slogan else "")


def _annotation(put: Put) -> Annotation:
    text = full_text(put)
    persons = [put.person] if put.person else []
    slogans = [SLOGAN] if put.slogan else []
    return Annotation(
        model="test",
        unions=tuple(_mention(text, union, put.tone) for union in put.unions),
        people=tuple(
            Person(start=text.index(name), end=text.index(name) + len(name), name=name, union="steklo")
            for name in persons
        ),
        topics=tuple(put.topics),
        campaigns=tuple(
            CampaignMention(
                campaign="teplo", start=text.index(said), end=text.index(said) + len(said), wording="verbatim"
            )
            for said in slogans
        ),
    )


def _mention(text: str, union: str, tone: Tone) -> Mention:
    start = text.index(_NAMES[union])
    return Mention(
        start=start,
        end=start + len(_NAMES[union]),
        union=union,
        tone=tone,
        score=0.8 * tone,
        confidence=0.9,
        evidence=(0, text.index(".") + 1),
        holder="author",
        speech="none",
        role="main",
    )
