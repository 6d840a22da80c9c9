"""Invented articles beside the sample press: about a campaign of their own, one of them on a union's own site."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from records.annotation import Annotation, CampaignMention, Mention
from records.article import Article
from records.registry import Outlet, Registry
from records.story import Placement
from search.documents import ArticleDocuments, build_documents

_TEXT = (
    "Курганский профсоюз медиков вышел на акцию «За достойный труд»: «Мы ждём ответа», — сказали в комитете."
)
_NAME = "Курганский профсоюз медиков"
_OWN_SITE = Outlet(
    id="medics-site",
    name="Сайт медиков",
    url="https://medics-site.example/",
    kind="union",
    region="RU-KGN",
    timezone="Asia/Yekaterinburg",
    sources=(),
)


def campaign_articles(registry: Registry, until: datetime) -> list[ArticleDocuments]:
    """Three in two outlets, of which one repeats another, and a fourth of the union itself."""
    outlets = [id_ for id_, outlet in sorted(registry.outlets.items()) if outlet.kind == "external"]
    known = replace(registry, outlets={**registry.outlets, _OWN_SITE.id: _OWN_SITE})
    places = ((1, outlets[0], "campaign-8"), (8, outlets[1], ""), (15, outlets[0], ""), (2, _OWN_SITE.id, ""))
    union = next(id_ for id_, one in sorted(registry.unions.items()) if one.kind != "distractor")
    return [
        _write(known, f"campaign-{days}", outlet, until - timedelta(days=days), union, reprint_of)
        for days, outlet, reprint_of in places
    ]


def _write(
    registry: Registry, key: str, outlet: str, published: datetime, union: str, reprint_of: str
) -> ArticleDocuments:
    url = f"https://{outlet}.example/{key}"
    article = Article(
        id=_id(key),
        url=url,
        canonical_url=url,
        outlet_id=outlet,
        source_id=f"{outlet}-feed",
        title="Акция медиков",
        text=_TEXT,
        first_seen=published,
        fetched=published,
        published=published,
    )
    slogan = _TEXT.index("За достойный труд")
    annotation = Annotation(
        model="test",
        unions=(_mention(union),),
        campaigns=(
            CampaignMention(campaign="decent-work", start=slogan, end=slogan + 17, wording="verbatim"),
        ),
        topics=("wages",),
    )
    source = _id(reprint_of or key)
    placement = Placement(
        article_id=article.id, story_id=source, text_id=source, taken_from=source, similarity=1.0
    )
    return build_documents(article, annotation, placement, registry, revision=1)


def _mention(union: str) -> Mention:
    return Mention(
        start=0,
        end=len(_NAME),
        union=union,
        tone=1,
        score=0.6,
        confidence=0.9,
        evidence=(0, len(_TEXT)),
        holder="author",
        speech="direct",
        role="main",
    )


def _id(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
