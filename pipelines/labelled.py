"""Corrections given away as labelled data: a gold line (`nlp/evaluation/gold.py`) for each article people spoke of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from archive.annotations import find_annotations
from archive.articles import find_articles
from archive.corrections import find_corrections, mention_corrections
from archive.store import Archive
from records.annotation import Annotation, Mention
from records.article import Article
from records.correction import (
    Confirmed,
    Correction,
    MentionCorrection,
    NotRelevant,
    OtherDate,
    OtherStory,
    SameStory,
    concerns,
)
from records.registry import Outlet

_AT_ONCE = 200


def labelled_lines(archive: Archive, outlets: Mapping[str, Outlet]) -> Iterator[dict[str, Any]]:
    """Only what a person has looked at is a label: of one whole article confirmed, all its mentions are.

    Beside the mentions: `relevant` false, `published` where a person said it (`published_by`), `other_story` true,
    and `same_story`, the ids of articles that tell the same.
    """
    with archive.reading() as connection:
        made = sorted(find_corrections(connection), key=lambda one: one.article_id)
        said = {id_: list(group) for id_, group in groupby(made, key=lambda one: one.article_id)}
        ids = sorted(said)
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            articles, annotations = find_articles(connection, some), find_annotations(connection, some)
            for id_ in some:
                article = articles[id_]
                annotation = annotations.get(id_, Annotation(model=""))
                yield _line(article, annotation, said[id_], outlets.get(article.outlet_id))


def _line(
    article: Article, annotation: Annotation, said: list[Correction], outlet: Outlet | None
) -> dict[str, Any]:
    of_mentions = mention_corrections(said)
    whole = any(isinstance(one, Confirmed) and not one.union for one in said)
    return {
        "id": article.id,
        "url": article.canonical_url,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet_id,
        "region": outlet.region if outlet else "",
        "published": article.published.isoformat() if article.published else None,
        "partial": not whole,
        "unions": list(_labels(article, annotation, said)),
        "no_unions": [
            {"start": one.span[0], "end": one.span[1]}
            for one in of_mentions
            if one.instead == "" and one.span and not one.in_title and _stands(article, one)
        ],
        **_of_the_article(said),
        "corrected_by": sorted({one.by for one in said}),
    }


def _of_the_article(said: Iterable[Correction]) -> dict[str, Any]:
    labels: dict[str, Any] = {}
    for one in said:
        match one:
            case NotRelevant():
                labels["relevant"] = False
            case OtherDate():
                labels |= {"published_by": "person", "published_has_time": one.has_time}
            case OtherStory():
                labels["other_story"] = True
            case SameStory():
                labels.setdefault("same_story", []).append(one.other_id)
    return labels


def _labels(article: Article, annotation: Annotation, said: list[Correction]) -> Iterator[dict[str, Any]]:
    """The mentions as they stand after the corrections; the tone only where a person has said it, or confirmed it."""
    told = mention_corrections(said)
    confirmed = {one.union for one in said if isinstance(one, Confirmed)}
    for mention in (one for one in annotation.unions if not one.in_title):
        right = bool(confirmed & {"", mention.union})
        toned = right or any(
            one.tone is not None and concerns(one, mention, article.title, article.text) for one in told
        )
        moved = any(one.instead == mention.union and _covers(one, mention) for one in told)
        if toned or moved:
            tone = {"tone": mention.tone} if toned else {}
            yield {"start": mention.start, "end": mention.end, "union": mention.union, **tone}


def _covers(correction: MentionCorrection, mention: Mention) -> bool:
    return correction.span is None or correction.span == (mention.start, mention.end)


def _stands(article: Article, correction: MentionCorrection) -> bool:
    return article.text[slice(*(correction.span or (0, 0)))] == correction.words
