"""State «annotated»: who was found in an article, in which tone, with the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, delete, func, insert, select, update

from archive.as_found import forget_mentions, keep_mentions
from archive.corrections import find_corrections, mention_corrections
from archive.outbox import enqueue
from archive.schema import annotation_faults, articles, entities, mentions, people, quotes
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
from records.correction import corrected

_UNKNOWN_UNION = "UNION"  # the label under which an unknown union is kept among the entities


def record_annotation(connection: Connection, article_id: str, annotation: Annotation) -> None:
    """Replaces what was known of the article by what the program finds, people's corrections put over it.

    One that has its place among the stories goes to the index again.
    """
    annotation = _put_corrections(connection, article_id, annotation)
    for table in (mentions, people, quotes, entities, annotation_faults):
        connection.execute(delete(table).where(table.c.article_id == article_id))
    _insert(connection, mentions, article_id, [_mention_values(mention) for mention in annotation.unions])
    _insert(connection, people, article_id, [_person_values(person) for person in annotation.people])
    _insert(connection, quotes, article_id, [_quote_values(quote) for quote in annotation.quotes])
    _insert(connection, entities, article_id, _entity_values(annotation))
    placed = connection.execute(
        update(articles)
        .where(articles.c.id == article_id)
        .values(
            state="annotated",
            model=annotation.model,
            topics=list(annotation.topics),
            topic_evidence=[asdict(one) for one in annotation.topic_evidence],
            campaigns=[asdict(one) for one in annotation.campaigns],
            open_names=annotation.open_names,
        )
        .returning(articles.c.story_id)
    ).scalar_one()
    if placed is not None:
        enqueue(connection, [article_id])


def _put_corrections(connection: Connection, article_id: str, annotation: Annotation) -> Annotation:
    made = mention_corrections(find_corrections(connection, [article_id], kinds=("tone", "union")))
    if not made:
        forget_mentions(connection, article_id)
        return annotation
    keep_mentions(connection, article_id, annotation.unions)
    words = select(articles.c.title, articles.c.text).where(articles.c.id == article_id)
    row = connection.execute(words).one()
    return corrected(annotation, made, row.title, row.text)


def count_outdated(connection: Connection, model: str) -> int:
    """How many annotated articles another model or another register has annotated."""
    return connection.execute(
        select(func.count()).select_from(articles).where(*_outdated(model))
    ).scalar_one()


def outdated_ids(connection: Connection, model: str, after: str, limit: int) -> list[str]:
    """The ids of such articles, in their order, behind the id `after`."""
    query = select(articles.c.id).where(*_outdated(model), articles.c.id > after).order_by(articles.c.id)
    return list(connection.execute(query.limit(limit)).scalars())


def _outdated(model: str) -> tuple[ColumnElement[bool], ...]:
    return articles.c.state.in_(("annotated", "indexed")), articles.c.model != model


def count_open_names(connection: Connection) -> tuple[int, int]:
    """How many names that several unions could have meant stayed unlinked, and in how many articles."""
    counts = select(func.coalesce(func.sum(articles.c.open_names), 0), func.count())
    names, found = connection.execute(counts.where(articles.c.open_names > 0)).one()
    return int(names), int(found)


def find_mentions(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[Mention, ...]]:
    """The mentions alone, as people have corrected them."""
    found = _rows_by_article(connection, mentions, ids)
    return {article_id: tuple(map(_mention, rows)) for article_id, rows in found.items()}


def find_annotations(connection: Connection, ids: Sequence[str]) -> dict[str, Annotation]:
    """The annotations of these articles; an article that has none is absent."""
    found_mentions = _rows_by_article(connection, mentions, ids)
    found_people = _rows_by_article(connection, people, ids)
    found_quotes = _rows_by_article(connection, quotes, ids)
    found_entities = _rows_by_article(connection, entities, ids)
    rows = connection.execute(
        select(
            articles.c.id,
            articles.c.model,
            articles.c.topics,
            articles.c.topic_evidence,
            articles.c.campaigns,
            articles.c.open_names,
        ).where(articles.c.id.in_(ids), articles.c.model.is_not(None))
    )
    return {
        row.id: Annotation(
            model=row.model,
            topics=tuple(row.topics),
            topic_evidence=tuple(TopicEvidence(**one) for one in row.topic_evidence),
            campaigns=tuple(CampaignMention(**one) for one in row.campaigns),
            open_names=row.open_names,
            unions=tuple(_mention(mention) for mention in found_mentions.get(row.id, ())),
            people=tuple(
                Person(
                    start=person.start,
                    end=person.end,
                    name=person.name,
                    role=person.role,
                    union=person.union_id,
                )
                for person in found_people.get(row.id, ())
            ),
            quotes=tuple(_quote(quote) for quote in found_quotes.get(row.id, ())),
            entities=tuple(
                Entity(start=entity.start, end=entity.end, label=entity.label)
                for entity in found_entities.get(row.id, ())
                if entity.label != _UNKNOWN_UNION
            ),
            unknown_unions=tuple(
                UnknownUnion(start=entity.start, end=entity.end, union=entity.union_id)
                for entity in found_entities.get(row.id, ())
                if entity.label == _UNKNOWN_UNION
            ),
        )
        for row in rows
    }


def _insert(connection: Connection, table: Table, article_id: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        numbered = [{"article_id": article_id, "place": place} | row for place, row in enumerate(rows)]
        connection.execute(insert(table), numbered)


def _rows_by_article(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    query = select(table).where(table.c.article_id.in_(ids)).order_by(table.c.article_id, table.c.place)
    for row in connection.execute(query):
        found.setdefault(row.article_id, []).append(row)
    return found


def _mention_values(mention: Mention) -> dict[str, Any]:
    return {
        "union_id": mention.union,
        "in_title": mention.in_title,
        "start": mention.start,
        "end": mention.end,
        "tone": mention.tone,
        "score": mention.score,
        "confidence": mention.confidence,
        "evidence_start": mention.evidence[0],
        "evidence_end": mention.evidence[1],
        "holder": mention.holder,
        "speech": mention.speech,
        "role": mention.role,
        "sure": mention.sure,
        "region": mention.region,
        "described": mention.described,
    }


def _mention(row: Row[Any]) -> Mention:
    return Mention(
        start=row.start,
        end=row.end,
        union=row.union_id,
        tone=row.tone,
        score=row.score,
        confidence=row.confidence,
        evidence=(row.evidence_start, row.evidence_end),
        holder=row.holder,
        speech=row.speech,
        role=row.role,
        in_title=row.in_title,
        sure=row.sure,
        region=row.region,
        described=row.described,
    )


def _person_values(person: Person) -> dict[str, Any]:
    return {
        "start": person.start,
        "end": person.end,
        "name": person.name,
        "role": person.role,
        "union_id": person.union,
    }


def _quote_values(quote: Quote) -> dict[str, Any]:
    start, end = quote.speaker_span or (None, None)
    return {
        "start": quote.start,
        "end": quote.end,
        "direct": quote.direct,
        "speaker": quote.speaker,
        "speaker_start": start,
        "speaker_end": end,
        "unions": list(quote.unions),
    }


def _quote(row: Row[Any]) -> Quote:
    return Quote(
        start=row.start,
        end=row.end,
        direct=row.direct,
        speaker=row.speaker,
        speaker_span=None if row.speaker_start is None else (row.speaker_start, row.speaker_end),
        unions=tuple(row.unions),
    )


def _entity_values(annotation: Annotation) -> list[dict[str, Any]]:
    known = [
        {"start": entity.start, "end": entity.end, "label": entity.label, "union_id": None}
        for entity in annotation.entities
    ]
    unknown = [
        {"start": union.start, "end": union.end, "label": _UNKNOWN_UNION, "union_id": union.union}
        for union in annotation.unknown_unions
    ]
    return known + unknown
