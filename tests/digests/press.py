"""An invented register and an invented press, put into an archive by the archive's own functions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archive.annotations import record_annotation
from archive.articles import keep_article
from archive.frontier import record_poll, register_sources, start_run
from archive.store import Archive
from archive.stories import record_placements
from records.annotation import (
    Annotation,
    CampaignMention,
    Holder,
    Mention,
    Person,
    Quote,
    Role,
    Speech,
    Tone,
    Wording,
)
from records.article import Article, Link, Poll
from records.digest import Subscription
from records.registry import Outlet, OutletKind, Region, Registry, Source, Union, UnionKind
from records.story import Placement

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CRAWLED = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
SUBSCRIPTION = Subscription(
    id="vse",
    title="Союз трудовых федераций",
    unions=("stf",),
    recipients=("press@stf.example", "Анна <Anna@stf.example>"),
)


def union(union_id: str, kind: UnionKind, name: str, short: str, *parents: str) -> Union:
    return Union(id=union_id, name=name, short=short, kind=kind, parents=parents)


def outlet(
    outlet_id: str,
    name: str,
    region: str,
    kind: OutletKind = "external",
    paused: str | None = None,
    union: str | None = None,
) -> Outlet:
    url = f"https://{outlet_id}.example/"
    source = Source(id=f"{outlet_id}#1", outlet_id=outlet_id, kind="feed", url=f"{url}rss")
    return Outlet(
        id=outlet_id,
        name=name,
        url=url,
        kind=kind,
        region=region,
        timezone="Europe/Moscow",
        sources=(source,),
        paused=paused,
        union=union,
    )


REGIONS = [
    Region(code="RU-CHE", name="Челябинская область", district="УФО", timezone="Asia/Yekaterinburg"),
    Region(code="RU-TOM", name="Томская область", district="СФО", timezone="Asia/Tomsk"),
    Region(code="RU-SAM", name="Самарская область", district="ПФО", timezone="Europe/Samara"),
]
UNIONS = [
    union("stf", "confederation", "Союз трудовых федераций", "СТФ"),
    union(
        "steklo", "all-russian", "Профсоюз работников стекольного производства", "Росстеклопрофсоюз", "stf"
    ),
    union("poezda", "all-russian", "Профсоюз работников узкоколейных дорог", "Узкоколейпрофсоюз", "stf"),
    union("zarechye", "territorial", "Федерация профсоюзов Заречья", "ФПЗ", "stf"),
    union("zaozerye", "territorial", "Федерация профсоюзов Заозерья", "ФПЗ", "stf"),
    union("chuzhoy", "all-russian", "Профсоюз вольных пасечников", "Пасечпрофсоюз"),
]
OUTLETS = [
    outlet("zavodskaya", "Заводская сторона", "RU-CHE"),
    outlet("stepnoy", "Степной вестник", "RU-CHE"),
    outlet("tom-line", "Линия Томи", "RU-TOM"),
    outlet("kedr", "Кедр. Новости", "RU-TOM"),
    outlet("volzhanin", "Волжанин сегодня", "RU-SAM"),
    outlet("luka", "Излучина", "RU-SAM"),
    outlet("duma", "Сайт думы", "RU-SAM", "authority"),
    outlet("stf-site", "Сайт СТФ", "RU-SAM", "union", union="stf"),
    outlet("sobiratel", "Собиратель новостей", "RU-CHE", "aggregator"),
]

# What a union's own site writes is no coverage, so nobody misses it either.
READ = [outlet for outlet in OUTLETS if outlet.kind != "union"]


def registry(*more: Outlet) -> Registry:
    return Registry(
        unions={union.id: union for union in UNIONS},
        outlets={outlet.id: outlet for outlet in (*OUTLETS, *more)},
        regions={region.code: region for region in REGIONS},
    )


@dataclass(frozen=True, kw_only=True)
class Said:
    """A union named in an article: by which words, and in which tone."""

    union: str
    name: str
    tone: Tone = 0
    score: float = 0.0
    holder: Holder = "author"
    speech: Speech = "none"
    role: Role = "episodic"
    sure: bool = True


@dataclass(frozen=True, kw_only=True)
class Written:
    """An article to be put into the archive. The first sentence or title that holds a name is its evidence."""

    outlet: str
    title: str
    sentences: Sequence[str]
    said: Sequence[Said]
    published: datetime | None
    story: str = ""
    has_time: bool = True
    url: str = ""
    topics: tuple[str, ...] = ()
    campaigns: tuple[tuple[str, Wording], ...] = ()
    speakers: tuple[Person, ...] = ()


def article_id(written: Written) -> str:
    return hashlib.sha256(_url(written).encode()).hexdigest()


def put_articles(archive: Archive, written: Sequence[Written], seen: datetime = CRAWLED) -> None:
    founders: dict[str, str] = {}
    with archive.writing() as connection:
        register_sources(connection, [source for outlet in OUTLETS for source in outlet.sources])
        run_id = start_run(connection, seen)
        for number, one in enumerate(written):
            article = _article(one, seen)
            founder = founders.setdefault(one.story or f"own-{number}", article.id)
            link = Link(url=article.url, source_id=article.source_id, outlet_id=article.outlet_id)
            record_poll(connection, run_id, _poll(one.outlet, "ok", seen), [link])
            assert keep_article(connection, run_id, article, seen)
            record_annotation(connection, article.id, _annotation(one, article))
            placement = Placement(
                article_id=article.id, story_id=founder, text_id=founder, taken_from=founder, similarity=1.0
            )
            record_placements(connection, [placement])


def record_outcome(
    archive: Archive, outlet_id: str, outcome: str, *, asked: datetime = CRAWLED, days_ago: int = 0
) -> None:
    """One more answer of the outlet's only source."""
    with archive.writing() as connection:
        register_sources(connection, [source for outlet in OUTLETS for source in outlet.sources])
        moment = asked - timedelta(days=days_ago)
        record_poll(connection, start_run(connection, moment), _poll(outlet_id, outcome, moment), [])


def _poll(outlet_id: str, outcome: str, asked: datetime) -> Poll:
    return Poll(source_id=f"{outlet_id}#1", outlet_id=outlet_id, asked=asked, outcome=outcome)


def _url(written: Written) -> str:
    slug = hashlib.sha256(written.title.encode()).hexdigest()[:8]
    return written.url or f"https://{written.outlet}.example/news/{slug}"


def _article(written: Written, seen: datetime) -> Article:
    return Article(
        id=article_id(written),
        url=_url(written),
        canonical_url=_url(written),
        outlet_id=written.outlet,
        source_id=f"{written.outlet}#1",
        title=written.title,
        text=" ".join(written.sentences),
        first_seen=seen,
        fetched=seen,
        published=written.published,
        published_has_time=written.has_time and written.published is not None,
    )


def _annotation(written: Written, article: Article) -> Annotation:
    return Annotation(
        model="test",
        unions=tuple(_mention(said, written, article) for said in written.said),
        topics=written.topics,
        campaigns=tuple(
            CampaignMention(campaign=campaign, start=0, end=4, wording=wording)
            for campaign, wording in written.campaigns
        ),
        people=written.speakers,
        quotes=tuple(
            Quote(start=0, end=9, direct=True, speaker=person.name, speaker_span=(person.start, person.end))
            for person in written.speakers
        ),
    )


def _mention(said: Said, written: Written, article: Article) -> Mention:
    sentence = next((one for one in written.sentences if said.name in one), None)
    where = article.text if sentence is not None else article.title
    evidence = sentence if sentence is not None else article.title
    start = where.index(evidence) + evidence.index(said.name)
    return Mention(
        start=start,
        end=start + len(said.name),
        union=said.union,
        tone=said.tone,
        score=said.score,
        confidence=0.8,
        evidence=(where.index(evidence), where.index(evidence) + len(evidence)),
        holder=said.holder,
        speech=said.speech,
        role=said.role,
        sure=said.sure,
        in_title=sentence is None,
    )
