"""What somebody typed becomes corrections: of the article at an address, of its mentions, of another article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.annotations import find_annotations
from archive.articles import find_articles
from archive.store import Archive, Transaction
from otklik.article_address import look_up
from records.annotation import Annotation, Mention, Tone
from records.article import Article
from records.correction import (
    Confirmed,
    Correction,
    MentionCorrection,
    NotRelevant,
    OtherStory,
    SameStory,
    other_date,
)
from records.errors import InputError, UsageError
from records.registry import Outlet
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What is to be corrected, as it was typed: one of the fields below `by`, `union` and `words` beside it.

    `union` with `tone`, or with `instead` ("" for none); `words` narrow it to the mentions that are written so.
    `published` is a day, or a moment in the outlet's zone. `same_story` is another article's address or id.
    """

    url: str
    by: str
    union: str = ""
    words: str = ""
    tone: Tone | None = None
    instead: str | None = None
    not_relevant: bool = False
    published: date | datetime | None = None
    other_story: bool = False
    with_copies: bool = True
    same_story: str = ""
    confirmed: bool = False
    made: datetime = field(default_factory=lambda: datetime.now(UTC))


def read_wish(archive: Archive, wish: Wish, zone_of: Callable[[str], ZoneInfo]) -> list[Correction]:
    """The corrections that it stands for; `zone_of` knows an outlet's time zone.

    Raises InputError where an article or the mention is not there, UsageError for what is no address.
    """
    with archive.reading() as connection:
        article = _find(connection, wish.url)
        word: dict[str, Any] = {"article_id": article.id, "made": wish.made, "by": wish.by}
        if wish.not_relevant:
            return [NotRelevant(**word)]
        if wish.published is not None:
            return [other_date(**word, published=wish.published, zone=zone_of(article.outlet_id))]
        if wish.other_story:
            return [OtherStory(**word, with_copies=wish.with_copies)]
        if wish.same_story:
            return [SameStory(**word, other_id=_find(connection, wish.same_story).id)]
        if wish.confirmed:
            return [Confirmed(**word, union=wish.union)]
        return _of_mentions(connection, wish, word, article)


def zone_of(outlets: Mapping[str, Outlet]) -> Callable[[str], ZoneInfo]:
    """Of an outlet that the register has lost since, Moscow's."""

    def find(outlet_id: str) -> ZoneInfo:
        outlet = outlets.get(outlet_id)
        return ZoneInfo(outlet.timezone if outlet else "Europe/Moscow")

    return find


def _find(connection: Transaction, typed: str) -> Article:
    if len(typed) == 64 and typed.isalnum():
        known = find_articles(connection, [typed])
        id_: str | None = typed if known else None
    else:
        address = look_up(connection, typed)
        id_ = address.article_id if address else None
    if id_ is None:
        raise InputError(_("Статьи с адресом {url} в архиве нет.", url=typed))
    return find_articles(connection, [id_])[id_]


def _of_mentions(
    connection: Transaction, wish: Wish, word: dict[str, Any], article: Article
) -> list[Correction]:
    annotation = find_annotations(connection, [article.id]).get(article.id)
    if annotation is None:
        raise InputError(_("Разобранной статьи с адресом {url} в архиве нет.", url=wish.url))
    written = _mentions(wish, article, annotation)
    whole = MentionCorrection(**word, union=wish.union, tone=wish.tone, instead=wish.instead)
    return [_at(whole, mention, wish.words) for mention in written] if wish.words else [whole]


def _mentions(wish: Wish, article: Article, annotation: Annotation) -> list[Mention]:
    mentions = [mention for mention in annotation.unions if mention.union == wish.union]
    written = [mention for mention in mentions if _words(article, mention) == wish.words]
    if not mentions or (wish.words and not written):
        known = "; ".join(sorted({f"{m.union} «{_words(article, m)}»" for m in annotation.unions})) or "—"
        raise InputError(_("Такого упоминания в статье нет. Есть: {known}", known=known))
    return written


def _at(whole: MentionCorrection, mention: Mention, words: str) -> MentionCorrection:
    return replace(whole, span=(mention.start, mention.end), in_title=mention.in_title, words=words)


def _words(article: Article, mention: Mention) -> str:
    return (article.title if mention.in_title else article.text)[mention.start : mention.end]


def parse_moment(text: str) -> date | datetime:
    """«2026-11-20», «20.11.2026», or either with «14:30» behind it. Raises UsageError."""
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        for clock in ("", " %H:%M", "T%H:%M"):
            try:
                moment = datetime.strptime(text.strip(), form + clock)  # noqa: DTZ007 - the outlet's zone follows
            except ValueError:
                continue
            return moment if clock else moment.date()
    raise UsageError(
        _(
            "--date: нужен день вида 2026-11-20 или 20.11.2026, можно со временем 14:30, а задано «{text}».",
            text=text,
        )
    )
