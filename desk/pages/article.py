"""One article: its text with all that was found in it, why it is here, where it came from and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from starlette.requests import Request

from archive.article_view import ArticleView, view_article
from archive.listing import find_listed
from archive.pickup_lists import pickups_of
from archive.revisions import older_texts
from archive.store import Transaction
from desk import wording
from desk.article_marks import count_marks, text_marks, title_marks
from desk.article_sheets import article_sheets
from desk.article_tables import (
    campaign_rows,
    mention_rows,
    person_rows,
    quote_rows,
    topic_rows,
)
from desk.article_words import wording_words
from desk.changes import Change, find_changes
from desk.faults import MissingError
from desk.identifiers import read_id
from desk.marking import cut_paragraphs
from desk.place import Desk
from desk.view import View
from pipelines.watched import find_watched
from records.annotation import Annotation
from texts import _
from texts.conditions import condition_words

_VERSIONS = 5  # older texts that are compared, the latest ones


def show_article(desk: Desk, request: Request) -> View:
    id_ = read_id(request)
    with desk.archive.reading() as connection:
        view = view_article(connection, id_)
        if view is None:
            raise MissingError(_("Такой статьи в архиве нет."))
        beside = _beside(connection, view)
    annotation = view.annotation or Annotation(model="")
    return View(
        title=view.article.title or _("Без заголовка"),
        template="article.html.j2",
        name=_("Отклик, статья"),
        context={
            "view": view,
            "article": view.article,
            "outlet": desk.registry.outlets.get(view.article.outlet_id),
            "watched": find_watched(desk.registry, view.article.title, view.article.text),
            **_found(desk, view, annotation),
            **_source(desk, view),
            **beside,
        },
        sheets=article_sheets(desk.registry, view.article, annotation) if view.annotation else (),
    )


def _found(desk: Desk, view: ArticleView, annotation: Annotation) -> Mapping[str, Any]:
    article = view.article
    in_title, in_text = title_marks(annotation, desk.registry), text_marks(annotation, desk.registry)
    wordings = {"verbatim": wording_words("verbatim"), "paraphrased": wording_words("paraphrased")}
    return {
        "headline": cut_paragraphs(article.title, in_title) if in_title else [],
        "paragraphs": cut_paragraphs(article.text, in_text),
        "counts": count_marks([*in_title, *in_text]),
        "mentions": mention_rows(article, annotation),
        "people": person_rows(annotation),
        "quotes": quote_rows(article, annotation),
        "topics": topic_rows(article, annotation),
        "campaigns": campaign_rows(article, annotation, wordings),
        "open_names": annotation.open_names,
    }


def _source(desk: Desk, view: ArticleView) -> Mapping[str, Any]:
    """Which of the outlet's sources listed it, in words; an earlier source may have left the register."""
    outlet = desk.registry.outlets.get(view.article.outlet_id)
    known = next(
        (each for each in (outlet.sources if outlet else ()) if each.id == view.article.source_id), None
    )
    return {
        "source_kind": wording.source_words(known.kind)
        if known
        else _("источник, которого в реестре уже нет"),
        "source_url": known.url if known else (view.source.url if view.source else ""),
        "source_trouble": condition_words(view.source.verdict) if view.source else "",
    }


def _beside(connection: Transaction, view: ArticleView) -> Mapping[str, Any]:
    """What stands around the article in the archive."""
    id_ = view.article.id
    pickups = pickups_of(connection, id_)
    taken_from = view.placement.taken_from if view.placement else id_
    return {
        "original": find_listed(connection, [taken_from]).get(taken_from) if taken_from != id_ else None,
        "took": [each for each in pickups if each.article_id == id_],
        "given": [each for each in pickups if each.release_id == id_],
        "versions": _versions(connection, view) if view.older else [],
    }


def _versions(connection: Transaction, view: ArticleView) -> Sequence[Mapping[str, Any]]:
    """Each change from one text to the next, the latest first; a headline's change stands before the text's."""
    older = older_texts(connection, view.article.id)[-_VERSIONS:]
    texts = [(each.fetched, each.title, each.text) for each in older]
    texts.append((view.article.fetched, view.article.title, view.article.text))
    return [
        {"fetched": new[0], "before": old[0], "changes": _changes(old, new)} for old, new in pairwise(texts)
    ][::-1]


def _changes(old: tuple[Any, str, str], new: tuple[Any, str, str]) -> list[Change]:
    title = [Change(removed=(old[1],), added=(new[1],))] if old[1] != new[1] else []
    return [*title, *find_changes(old[2], new[2])]
