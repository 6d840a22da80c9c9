"""An invented month of the press in a real archive and a real index: topics, a campaign, releases, and sick sources."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from archive.annotations import record_annotation
from archive.articles import keep_article
from archive.frontier import record_poll, register_sources, start_run
from archive.gaps import record_gap
from archive.looks import record_looks
from archive.store import Archive, open_archive, sqlite_url
from desk.place import Desk
from pipelines.rebuilding import rebuild_index
from pipelines.stories import place_annotated
from records.agenda import AgendaDate, Campaign, Topic
from records.annotation import Annotation, CampaignMention, Mention, Person, Speech, Tone, Wording
from records.article import Article, Link, Poll
from records.health import SourceLook
from records.registry import Outlet, Region, Registry, Source, Union
from search.embedded import EmbeddedEngine

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
WEEK = "since=2026-11-16&until=2026-11-22"
HOSTILE = "<script>alert(1)</script> =1+1"

CAMPAIGN = Campaign(
    id="teplo",
    name="Тёплый цех каждому!",
    slogans=("Тёплый цех каждому!",),
    messages=("Мастерская без печи не работает",),
    hashtags=("тёплыйцех", "безпечинивкуда"),
    unions=("stf",),
    since=date(2026, 10, 1),
)


def _outlet(id_: str, name: str, region: str, *, sources: int = 1, **more: str) -> Outlet:
    return Outlet(
        id=id_,
        name=name,
        url=f"https://{id_}.example/",
        kind="union" if "union" in more else "external",
        region=region,
        timezone="Europe/Moscow",
        sources=tuple(
            Source(id=f"{id_}#{number}", outlet_id=id_, kind="feed", url=f"https://{id_}.example/rss{number}")
            for number in range(1, sources + 1)
        ),
        paused=more.get("paused"),
        union=more.get("union"),
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
    ),
    Union(
        id="steklo", name="Профсоюз стекольщиков", short="Стеклопроф", kind="all-russian", parents=("stf",)
    ),
    Union(id="pirates", name="Профсоюз пиратов", short="Пираты", kind="distractor"),
)
_REGIONS = (
    Region(code="RU-KGN", name="Курганская область", district="УФО", timezone="Asia/Yekaterinburg"),
    Region(code="RU-TOM", name="Томская область", district="СФО", timezone="Asia/Tomsk"),
)
_OUTLETS = (
    _outlet("tobol", "Голос Тобола", "RU-KGN", sources=2),
    _outlet("ural", "Уральский вестник", "RU-KGN"),
    _outlet("tom", "Томь вечерняя", "RU-TOM"),
    _outlet("kedr", "Кедр", "RU-TOM"),
    _outlet("lug", "Луг", "RU-TOM", paused="владелец просил не читать"),
    _outlet("novy", "Новый листок", "RU-TOM"),
    _outlet("fpk-site", "Сайт ФПК", "RU-KGN", union="fp-kurgan"),
    _outlet("steklo-site", "Сайт Стеклопрофа", "RU-TOM", union="steklo"),
)
REGISTRY = Registry(
    unions={each.id: each for each in _UNIONS},
    regions={each.code: each for each in _REGIONS},
    outlets={each.id: each for each in _OUTLETS},
    topics={
        each.id: each
        for each in (
            Topic(id="safety", name="Охрана труда"),
            Topic(id="pay", name="Зарплата"),
            Topic(id="youth", name="Молодёжь", labour=False),
        )
    },
    campaigns={CAMPAIGN.id: CAMPAIGN},
    agenda=(
        AgendaDate(name="День тёплой варежки", day=5, month=12, topics=("safety",), campaigns=("teplo",)),
        AgendaDate(name="День летней смены", day=1, month=7, topics=("pay",)),
    ),
)

STOVE = (
    "В плавильной мастерской на Береговой снова затопили печь. Люди ждали этого три недели и грели руки над "
    "чайником. Мастер смены рассказала, что за это время дважды останавливали конвейер: стекло трескалось от "
    "холода. Управляющий подписал график обогрева до конца марта и повесил его у проходной, рядом с расписанием."
)
RELEASE = (
    "Федерация Кургана проверила сорок мастерских области и в каждой третьей нашла неисправную вытяжку. Списки "
    "переданы владельцам, срок ремонта назначен на середину декабря. Инспекторы обещают вернуться и проверить всё "
    "заново вместе с жителями соседних улиц, которые первыми заметили дым над крышами старого квартала у реки."
)


@dataclass(frozen=True, kw_only=True)
class Put:
    """An article as it is put into the archive. `named` are (union, the word in the text, tone, speech); `said` are
    the campaign's words in the text."""

    outlet: str
    title: str
    text: str
    hours: int  # after Monday the 16th, midnight in UTC
    topics: Sequence[str] = ()
    named: Sequence[tuple[str, str, Tone, Speech]] = ()
    people: Sequence[tuple[str, str]] = ()
    said: Sequence[tuple[str, Wording]] = ()

    @property
    def id(self) -> str:
        return hashlib.sha256(self.url.encode()).hexdigest()

    @property
    def url(self) -> str:
        return f"https://{self.outlet}.example/{hashlib.sha256(self.title.encode()).hexdigest()[:8]}"


PRESS = (
    Put(outlet="tobol", title="Печь затопили", text=STOVE, hours=10, topics=("safety",)),
    Put(outlet="ural", title="Печь затопили, пишет «Голос»", text=STOVE, hours=14, topics=("safety",)),
    Put(
        outlet="tom",
        title=f"Стекольщики молчат {HOSTILE}",
        text="Стеклопроф знает о долгах по зарплате в трёх цехах, но отвечать редакции не стал и прислал открытку.",
        hours=30,
        topics=("pay", "youth"),
        named=(("steklo", "Стеклопроф", -1, "none"),),
    ),
    Put(
        outlet="kedr",
        title="ФПК ответила",
        text="ФПК пришла в цех. «Тёплый цех каждому!» — сказал её глава Пётр Ольхин. Плакат с теми же словами, "
        "«тёплых цехов каждому бы», висит у входа, а в сети разошлась метка #тёплыйцех среди рабочих.",
        hours=40,
        topics=("safety", "pay"),
        named=(("fp-kurgan", "ФПК", 1, "direct"),),
        people=(("Пётр Ольхин", "fp-kurgan"),),
        said=(
            ("Тёплый цех каждому!", "verbatim"),
            ("тёплых цехов каждому бы", "paraphrased"),
            ("#тёплыйцех", "verbatim"),
        ),
    ),
    Put(
        outlet="tobol",
        title="Плакат на площади",
        text="На площади повесили плакат «Тёплый цех каждому!», и прохожие спрашивали, кто его сделал и зачем.",
        hours=60,
        topics=("youth",),
        said=(("Тёплый цех каждому!", "verbatim"),),
    ),
    Put(
        outlet="tom",
        title="Старая новость о вытяжке",
        text="Неделей раньше инспектор труда нашёл сломанную вытяжку в столярной мастерской на окраине города.",
        hours=-100,
        topics=("safety",),
    ),
    Put(outlet="fpk-site", title="Проверено сорок мастерских", text=RELEASE, hours=20),
    Put(
        outlet="ural",
        title="Вытяжки не работают",
        text=RELEASE,
        hours=23,
        named=(("fp-kurgan", "Федерация Кургана", 0, "none"),),
    ),
    Put(
        outlet="steklo-site",
        title="Открыта запись в хор стекольщиков",
        text="Запись в хор открыта до пятницы, петь можно и без слуха, репетиции пройдут в красном уголке завода.",
        hours=50,
    ),
)


@contextmanager
def opened_desk(folder: Path, *, hosts: frozenset[str] = frozenset({"testserver"})) -> Iterator[Desk]:
    archive = open_archive(sqlite_url(folder / "archive.db"))
    engine = EmbeddedEngine(folder / "index")
    _fill(archive)
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


def _fill(archive: Archive) -> None:
    with archive.writing() as connection:
        register_sources(connection, [source for outlet in _OUTLETS for source in outlet.sources])
        run = start_run(connection, NOW - timedelta(hours=1))
        for put in PRESS:
            link = Link(url=put.url, source_id=f"{put.outlet}#1", outlet_id=put.outlet)
            record_poll(connection, run, _poll(put.outlet, "ok"), [link])
            assert keep_article(connection, run, _article(put), NOW)
            record_annotation(connection, put.id, _annotation(put))
        record_poll(connection, run, replace(_poll("tobol", "ok"), source_id="tobol#2"), [])
        record_poll(connection, run, replace(_poll("kedr", "http-403"), asked=NOW), [])
        until = NOW - timedelta(days=2)
        record_gap(connection, run, "tobol#1", until - timedelta(hours=7), until, 20)
        look = SourceLook(pages=4, chars=900, dated=3, signed=1, titles=4, texts=4)
        record_looks(connection, run, {"tobol#1": look})
    place_annotated(archive, {"fpk-site", "steklo-site"})


def _poll(outlet: str, outcome: str) -> Poll:
    return Poll(source_id=f"{outlet}#1", outlet_id=outlet, asked=NOW - timedelta(hours=1), outcome=outcome)


def _article(put: Put) -> Article:
    return Article(
        id=put.id,
        url=put.url,
        canonical_url=put.url,
        outlet_id=put.outlet,
        source_id=f"{put.outlet}#1",
        title=put.title,
        text=put.text,
        first_seen=NOW,
        fetched=NOW,
        published=datetime(2026, 11, 16, tzinfo=UTC) + timedelta(hours=put.hours),
        published_has_time=True,
    )


def _annotation(put: Put) -> Annotation:
    return Annotation(
        model="test",
        unions=tuple(_mention(put, *named) for named in put.named),
        people=tuple(
            Person(start=put.text.index(name), end=put.text.index(name) + len(name), name=name, union=union)
            for name, union in put.people
        ),
        topics=tuple(put.topics),
        campaigns=tuple(
            CampaignMention(
                campaign=CAMPAIGN.id,
                start=put.text.index(words),
                end=put.text.index(words) + len(words),
                wording=wording,
            )
            for words, wording in put.said
        ),
    )


def _mention(put: Put, union: str, word: str, tone: Tone, speech: Speech) -> Mention:
    start = put.text.index(word)
    return Mention(
        start=start,
        end=start + len(word),
        union=union,
        tone=tone,
        score=0.8 * tone,
        confidence=0.9,
        evidence=(start, put.text.index(".", start) + 1),
        holder="author",
        speech=speech,
        role="main",
    )
