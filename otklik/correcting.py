"""Corrections by hand: made for the mentions of an article, and given away as labelled data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from archive.annotations import find_annotations, record_annotation
from archive.articles import find_articles
from archive.corrections import find_corrections, keep_correction
from archive.store import Archive, Transaction
from otklik.article_address import look_up
from records.annotation import Annotation, Mention, Tone
from records.article import Article
from records.correction import Correction, concerns
from records.errors import InputError
from records.registry import Outlet
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is to be corrected: the tone toward `union`, or which union is meant `instead` ("" for none).

    `words` narrow it to the mentions that are written so.
    """

    url: str
    union: str
    by: str
    tone: Tone | None = None
    instead: str | None = None
    words: str = ""


def correct(archive: Archive, wish: Wish, now: datetime | None = None) -> int:
    """Keeps the correction and puts it over the article's annotation; how many mentions it concerns.

    Raises InputError where the article or the mention is not there, UsageError for what is no address.
    """
    with archive.writing() as connection:
        article, annotation = _find(connection, wish.url)
        made = _corrections(wish, article, annotation, now or datetime.now(UTC))
        for correction in made:
            keep_correction(connection, correction)
        record_annotation(connection, article.id, annotation)
        return sum(
            any(concerns(one, mention, article.title, article.text) for one in made)
            for mention in annotation.unions
        )


def labelled_lines(archive: Archive, outlets: Mapping[str, Outlet]) -> Iterator[dict[str, Any]]:
    """A gold line (`nlp/evaluation/gold.py`) for each corrected article: only what a person has looked at is in it."""
    with archive.reading() as connection:
        made = sorted(find_corrections(connection), key=lambda one: one.article_id)
        ids = sorted({one.article_id for one in made})
        articles, annotations = find_articles(connection, ids), find_annotations(connection, ids)
    for article_id, corrections in groupby(made, key=lambda one: one.article_id):
        article, annotation = articles[article_id], annotations.get(article_id)
        if annotation is not None:
            yield _line(article, annotation, list(corrections), outlets.get(article.outlet_id))


def _find(connection: Transaction, url: str) -> tuple[Article, Annotation]:
    known = look_up(connection, url)
    id_ = known.article_id if known else None
    annotation = find_annotations(connection, [id_]).get(id_) if id_ else None
    if id_ is None or annotation is None:
        raise InputError(_("Разобранной статьи с адресом {url} в архиве нет.", url=url))
    return find_articles(connection, [id_])[id_], annotation


def _corrections(wish: Wish, article: Article, annotation: Annotation, now: datetime) -> list[Correction]:
    mentions = [mention for mention in annotation.unions if mention.union == wish.union]
    written = [mention for mention in mentions if _words(article, mention) == wish.words]
    if not mentions or (wish.words and not written):
        known = "; ".join(sorted({f"{m.union} «{_words(article, m)}»" for m in annotation.unions})) or "—"
        raise InputError(_("Такого упоминания в статье нет. Есть: {known}", known=known))
    whole = Correction(
        article_id=article.id, made=now, by=wish.by, union=wish.union, tone=wish.tone, instead=wish.instead
    )
    return [_at(whole, mention, wish.words) for mention in written] if wish.words else [whole]


def _at(whole: Correction, mention: Mention, words: str) -> Correction:
    return replace(whole, span=(mention.start, mention.end), in_title=mention.in_title, words=words)


def _words(article: Article, mention: Mention) -> str:
    return (article.title if mention.in_title else article.text)[mention.start : mention.end]


def _line(
    article: Article, annotation: Annotation, corrections: list[Correction], outlet: Outlet | None
) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.canonical_url,
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet_id,
        "region": outlet.region if outlet else "",
        "published": article.published.isoformat() if article.published else None,
        "partial": True,
        "unions": list(_labels(article, annotation, corrections)),
        "no_unions": [
            {"start": one.span[0], "end": one.span[1]}
            for one in corrections
            if one.instead == "" and one.span and not one.in_title and _stands(article, one)
        ],
        "corrected_by": sorted({one.by for one in corrections}),
    }


def _labels(
    article: Article, annotation: Annotation, corrections: Iterable[Correction]
) -> Iterator[dict[str, Any]]:
    """The mentions as they stand after the corrections; the tone only where a person has said it."""
    told = list(corrections)
    for mention in (one for one in annotation.unions if not one.in_title):
        toned = any(
            one.tone is not None and concerns(one, mention, article.title, article.text) for one in told
        )
        moved = any(one.instead == mention.union and _covers(one, mention) for one in told)
        if toned or moved:
            tone = {"tone": mention.tone} if toned else {}
            yield {"start": mention.start, "end": mention.end, "union": mention.union, **tone}


def _covers(correction: Correction, mention: Mention) -> bool:
    return correction.span is None or correction.span == (mention.start, mention.end)


def _stands(article: Article, correction: Correction) -> bool:
    return article.text[slice(*(correction.span or (0, 0)))] == correction.words
