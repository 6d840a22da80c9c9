"""Turns an annotated article into the documents of both projections."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from records.annotation import Annotation, Mention, Tone
from records.article import Article
from records.registry import Registry
from records.search import Document
from records.story import Placement
from records.tones import article_tones
from records.visibility import outlet_weight, see_all
from search.lemmas import build_forms, build_lemmas
from search.mention_keys import mention_keys
from search.words import clean, drop_unseen


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleDocuments:
    """An article's document with those of its mentions. `revision` is the annotation's: the higher one stays."""

    article_id: str
    revision: int
    article: Document
    mentions: tuple[Document, ...] = ()


def build_documents(
    article: Article, annotation: Annotation, placement: Placement | None, registry: Registry, revision: int
) -> ArticleDocuments:
    """`placement` is None where the article's story is not known yet: it then stands for itself."""
    mentions = [mention for mention in annotation.unions if _is_ours(mention, registry)]
    facts = _facts(article, annotation, placement, registry) | {"revision": revision}
    weight = outlet_weight(registry.outlets.get(article.outlet_id))
    seen = {
        union: visibility.figure for union, visibility in see_all(mentions, len(article.text), weight).items()
    }
    return ArticleDocuments(
        article_id=article.id,
        revision=revision,
        article=facts
        | _importance(max(seen.values(), default=0.0))
        | _article_fields(article, placement, mentions, registry),
        mentions=tuple(
            facts | {"visibility": seen[mention.union]} | _mention_fields(article, mention, place, registry)
            for place, mention in enumerate(_in_order(mentions))
        ),
    )


def _importance(visibility: float) -> dict[str, Any]:
    """In whole tenths as well, by which both engines can sort."""
    return {"visibility": visibility, "importance": round(10 * visibility)}


def newest(documents: Iterable[ArticleDocuments]) -> Sequence[ArticleDocuments]:
    """Each article once, at its highest revision; of equal ones the last."""
    found: dict[str, ArticleDocuments] = {}
    for one in documents:
        known = found.get(one.article_id)
        if known is None or known.revision <= one.revision:
            found[one.article_id] = one
    return list(found.values())


def _facts(
    article: Article, annotation: Annotation, placement: Placement | None, registry: Registry
) -> dict[str, Any]:
    outlet = registry.outlets.get(article.outlet_id)
    region = registry.regions.get(outlet.region) if outlet else None
    facts = {
        "@timestamp": _moment(article.timestamp),
        "first_seen": _moment(article.first_seen),
        "has_time": article.published is not None and article.published_has_time,
        "title": clean(article.title),
        "url": drop_unseen(article.canonical_url),
        "outlet": article.outlet_id,
        "story": placement.story_id if placement else article.id,
        "is_reprint": bool(placement and placement.is_reprint),
        "people": sorted({clean(person.name) for person in annotation.people}),
        "topics": sorted(set(annotation.topics)),
        "campaigns": sorted({mention.campaign for mention in annotation.campaigns}),
    }
    if article.published:
        facts["published"] = _moment(article.published)
    # An outlet may have left the register since; its articles stay, as the press that most outlets are.
    facts["outlet_kind"] = outlet.kind if outlet else "external"
    if outlet:
        facts |= {"outlet_name": outlet.name, "region": outlet.region}
    if region:
        facts["district"] = region.district
    return facts


def _article_fields(
    article: Article, placement: Placement | None, mentions: Sequence[Mention], registry: Registry
) -> dict[str, Any]:
    lineages = [(mention, _lineage(mention, registry)) for mention in mentions]
    title, text = clean(article.title), clean(article.text)
    return {
        "id": article.id,
        "text": text,
        "lemmas": build_lemmas(title, text),
        "forms": build_forms(title, text),
        "authors": sorted({clean(author) for author in article.authors}),
        "language": article.language,
        "similarity": placement.similarity if placement else 0.0,
        "unions": sorted({union for _, lineage in lineages for union in lineage}),
        "tones": sorted(
            {tone_key(union, mention.tone) for mention, lineage in lineages for union in lineage}
        ),
        "mention_keys": mention_keys(lineages),
        "overall_tones": sorted(tone_key(union, tone) for union, tone in article_tones(mentions).items()),
    }


def _mention_fields(article: Article, mention: Mention, place: int, registry: Registry) -> dict[str, Any]:
    source = article.title if mention.in_title else article.text
    start, end = mention.evidence
    before, named = clean(source[start : mention.start]), clean(source[mention.start : mention.end])
    return {
        "id": _mention_id(article, mention),
        "article_id": article.id,
        "place": place,
        "union": mention.union,
        "unions": sorted(_lineage(mention, registry)),
        "tone": mention.tone,
        "score": mention.score,
        "confidence": mention.confidence,
        "sentence": before + named + clean(source[mention.end : end]),
        "mention_start": len(before),
        "mention_end": len(before) + len(named),
        "in_title": mention.in_title,
        "holder": mention.holder,
        "role": mention.role,
        "speech": mention.speech,
    }


def tone_key(union: str, tone: Tone) -> str:
    return f"{union}:{tone}"


def _is_ours(mention: Mention, registry: Registry) -> bool:
    union = registry.unions.get(mention.union)
    return union is None or union.kind != "distractor"


def _lineage(mention: Mention, registry: Registry) -> tuple[str, ...]:
    # A union may have left the register since; what was said of it stays under its own id.
    if mention.union not in registry.unions:
        return (mention.union,)
    return registry.lineage(mention.union, mention.region)


def _in_order(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(
        mentions, key=lambda mention: (not mention.in_title, mention.start, mention.end, mention.union)
    )


def _mention_id(article: Article, mention: Mention) -> str:
    part = "title" if mention.in_title else "text"
    place = f"{article.id}:{part}:{mention.start}:{mention.end}:{mention.union}"
    return hashlib.sha256(place.encode()).hexdigest()


def _moment(moment: datetime) -> str:
    """Whole seconds of UTC: both engines sort by them."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
