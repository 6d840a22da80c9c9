"""An invented press: four outlets in three regions, and articles written for these tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from records.annotation import Annotation, CampaignMention, Holder, Mention, Person, Role, Speech, Tone
from records.article import Article
from records.registry import Outlet, Region, Registry, Union
from records.story import Placement
from search.documents import ArticleDocuments, build_documents

REGISTRY = Registry(
    unions={
        union.id: union
        for union in (
            Union(
                id="fnpr", name="Федерация независимых профсоюзов России", short="ФНПР", kind="confederation"
            ),
            Union(
                id="medics", name="Профсоюз медиков", short="Медпроф", kind="all-russian", parents=("fnpr",)
            ),
            Union(
                id="fp-kurgan", name="Федерация Кургана", short="ФПК", kind="territorial", parents=("fnpr",)
            ),
            Union(
                id="medics-kurgan",
                name="Курганский профсоюз медиков",
                short="КПМ",
                kind="regional",
                parents=("medics", "fp-kurgan"),
            ),
            Union(id="fp-tomsk", name="Федерация Томска", short="ФПТ", kind="territorial", parents=("fnpr",)),
            Union(id="stranger", name="Профсоюз пиратов", short="Пираты", kind="distractor"),
        )
    },
    regions={
        region.code: region
        for region in (
            Region(code="RU-KGN", name="Курганская область", district="УФО", timezone="Asia/Yekaterinburg"),
            Region(code="RU-TOM", name="Томская область", district="СФО", timezone="Asia/Tomsk"),
            Region(code="RU-SAM", name="Самарская область", district="ПФО", timezone="Europe/Samara"),
        )
    },
    outlets={
        outlet_id: Outlet(
            id=outlet_id,
            name=name,
            url=f"https://{outlet_id}.example/",
            kind="union" if outlet_id == "medics-site" else "external",
            region=region,
            timezone="Asia/Yekaterinburg",
            sources=(),
        )
        for outlet_id, name, region in (
            ("tobol", "Голос Тобола", "RU-KGN"),
            ("ural", "Уральский вестник", "RU-KGN"),
            ("tom", "Томь вечерняя", "RU-TOM"),
            ("volga", "Волжская заря", "RU-SAM"),
            ("medics-site", "Сайт Медпрофа", "RU-KGN"),
        )
    },
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """A union as it is named in a text."""

    union: str
    words: str
    tone: Tone = 0
    role: Role = "main"
    speech: Speech = "none"
    holder: Holder = "author"


def article_id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def make_documents(
    key: str,
    *,
    title: str = "Новости недели",
    text: str = "Сегодня в городе прошло собрание.",
    published: str = "2026-11-18T10:00:00+00:00",
    outlet: str = "tobol",
    named: Sequence[Named] = (),
    people: Iterable[str] = (),
    topics: Iterable[str] = (),
    campaigns: Iterable[str] = (),
    reprint_of: str = "",
    revision: int = 1,
    has_time: bool = False,
) -> ArticleDocuments:
    moment = datetime.fromisoformat(published)
    url = f"https://{outlet}.example/{key}"
    article = Article(
        id=article_id(key),
        url=url,
        canonical_url=url,
        outlet_id=outlet,
        source_id=f"{outlet}-feed",
        title=title,
        text=text,
        first_seen=datetime(2026, 11, 22, 9, tzinfo=UTC),
        fetched=datetime(2026, 11, 22, 9, tzinfo=UTC),
        published=moment,
        published_has_time=has_time,
    )
    annotation = Annotation(
        model="test",
        unions=tuple(make_mention(one, title, text) for one in named),
        people=tuple(Person(start=0, end=1, name=name) for name in people),
        topics=tuple(topics),
        campaigns=tuple(
            CampaignMention(campaign=campaign, start=0, end=1, wording="verbatim") for campaign in campaigns
        ),
    )
    placement = Placement(
        article_id=article.id,
        story_id=article_id(reprint_of or key),
        text_id=article_id(reprint_of or key),
        taken_from=article_id(reprint_of or key),
        similarity=1.0,
    )
    return build_documents(article, annotation, placement, REGISTRY, revision)


def make_mention(named: Named, title: str, text: str) -> Mention:
    in_title = named.words in title
    source = title if in_title else text
    start = source.index(named.words)
    end = start + len(named.words)
    return Mention(
        start=start,
        end=end,
        union=named.union,
        tone=named.tone,
        score=0.7 * named.tone,
        confidence=0.9,
        evidence=sentence_around(source, start, end),
        holder=named.holder,
        speech=named.speech,
        role=named.role,
        in_title=in_title,
    )


def sentence_around(source: str, start: int, end: int) -> tuple[int, int]:
    begin = source.rfind(". ", 0, start)
    stop = source.find(". ", end)
    return (0 if begin < 0 else begin + 2), (len(source) if stop < 0 else stop + 1)


PRESS = (
    make_documents(
        "rise",
        title="Медики добились прибавки",
        text="Курганский профсоюз медиков добился повышения зарплат. Ёлки в парке уже зелёные. "
        "Председателя профсоюза поздравили работники здравоохранения.",
        published="2026-11-16T07:00:00+00:00",
        named=[Named(union="medics-kurgan", words="Курганский профсоюз медиков", tone=1)],
        people=["Ольга Ветрова"],
        topics=["wages"],
        campaigns=["fair-pay"],
    ),
    make_documents(
        "rise-copy",
        title="Прибавка медикам",
        text="Курганский профсоюз медиков добился повышения зарплат. Ёлки в парке уже зелёные.",
        published="2026-11-16T09:30:00+00:00",
        outlet="ural",
        named=[Named(union="medics-kurgan", words="Курганский профсоюз медиков", tone=1)],
        topics=["wages"],
        reprint_of="rise",
    ),
    make_documents(
        "blame",
        title="Профсоюз медиков молчал полгода",
        text="Сокращение больниц не обсуждали. Федерация Томска обещала помощь работникам. "
        "Критики говорят о слабой работе.",
        published="2026-11-10T04:00:00+00:00",
        outlet="tom",
        named=[
            Named(union="medics", words="Профсоюз медиков", tone=-1, holder="implied"),
            Named(
                union="fp-tomsk",
                words="Федерация Томска",
                tone=1,
                role="episodic",
                speech="indirect",
                holder="quoted",
            ),
        ],
        people=["Пётр Лужин", "Ольга Ветрова"],
        topics=["layoffs"],
    ),
    make_documents(
        "plain",
        title="Собрание прошло",
        text="ФНПР провела собрание в Самаре. Обсудили охрану труда, COVID-19 и нормы 3,14.",
        published="2026-11-22T20:30:00+00:00",
        outlet="volga",
        named=[Named(union="fnpr", words="ФНПР")],
        topics=["safety", "wages"],
    ),
    make_documents(
        "pirates",
        title="Ветер на реке",
        text="Профсоюз пиратов открыл сезон. Человек труда там ни при чём.",
        published="2026-10-28T12:00:00+00:00",
        outlet="volga",
        named=[Named(union="stranger", words="Профсоюз пиратов", tone=-1)],
    ),
)
