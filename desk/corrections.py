"""What a form on an article's page says becomes corrections of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from archive.annotations import find_annotations
from archive.articles import find_articles
from archive.page_copies import find_address
from archive.store import Transaction
from desk.faults import MissingError
from desk.fields import read_choice, read_field
from desk.place import Desk
from records.annotation import Mention, Tone
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
from records.errors import UsageError
from records.registry import Registry
from texts import _

_LONGEST = 2000  # characters of an address
_EARLIEST, _LATEST = 1990, 9000
_MARKED = re.compile(r"\(([a-z0-9-]+)\)$")


@dataclass(frozen=True, kw_only=True)
class Word:
    """Who says it, when, of which article."""

    desk: Desk
    connection: Transaction
    article: Article
    form: FormData
    by: str
    made: datetime


def read_corrections(
    desk: Desk, connection: Transaction, article_id: str, form: FormData, by: str
) -> list[Correction]:
    """Raises MissingError where there is no such article or mention, UsageError for what is not understood."""
    article = find_articles(connection, [article_id]).get(article_id)
    if article is None:
        raise MissingError(_("Такой статьи в архиве нет."))
    word = Word(desk=desk, connection=connection, article=article, form=form, by=by, made=desk.clock())
    return [_KINDS[read_choice(form, "what", _KINDS)](word)]


def _tone(tone: Tone) -> Callable[[Word], Correction]:
    return lambda word: _of_mention(word, tone=tone)


def _right(word: Word) -> Correction:
    """Of this very mention: its tone is said as it stands, so that nothing is said of the others."""
    mention = _find_mention(word)
    return _of_mention(word, tone=mention.tone)


def _union(word: Word) -> Correction:
    return _of_mention(word, instead=find_union(word.desk.registry, read_field(word.form, "instead", 300)))


def find_union(registry: Registry, typed: str) -> str:
    """The id of the one that was chosen, «ФНПР (fnpr)», or typed by a name that only one has. Raises UsageError."""
    marked = _MARKED.search(typed)
    if marked and marked[1] in registry.unions:
        return marked[1]
    wanted = typed.casefold()
    known = [
        each.id
        for each in registry.unions.values()
        if wanted and wanted in (each.id, each.short.casefold(), each.name.casefold())
    ]
    if len(known) != 1:
        raise UsageError(_("Выберите профсоюз из списка: «{typed}» в реестре не нашлось.", typed=typed[:60]))
    return known[0]


def _no_union(word: Word) -> Correction:
    return _of_mention(word, instead="")


def _of_mention(word: Word, tone: Tone | None = None, instead: str | None = None) -> MentionCorrection:
    mention = _find_mention(word)
    is_all = read_field(word.form, "all", 1) == "1"
    source = word.article.title if mention.in_title else word.article.text
    return MentionCorrection(
        article_id=word.article.id,
        made=word.made,
        by=word.by,
        union=mention.union,
        span=None if is_all else (mention.start, mention.end),
        in_title=mention.in_title and not is_all,
        words="" if is_all else source[mention.start : mention.end],
        tone=tone,
        instead=instead,
    )


def _find_mention(word: Word) -> Mention:
    """The mention is named by where it stands: `text-17-21` or `title-0-4`, and its union."""
    place, union = read_field(word.form, "place", 60), read_field(word.form, "union", 200)
    annotation = find_annotations(word.connection, [word.article.id]).get(word.article.id)
    for mention in annotation.unions if annotation else ():
        if mention.union == union and mention_place(mention) == place:
            return mention
    raise MissingError(_("Такого упоминания в статье больше нет: вернитесь, обновите страницу и повторите."))


def mention_place(mention: Mention) -> str:
    return f"{'title' if mention.in_title else 'text'}-{mention.start}-{mention.end}"


def _all_right(word: Word) -> Correction:
    return Confirmed(article_id=word.article.id, made=word.made, by=word.by)


def _not_relevant(word: Word) -> Correction:
    return NotRelevant(article_id=word.article.id, made=word.made, by=word.by)


def _date(word: Word) -> Correction:
    outlet = word.desk.registry.outlets.get(word.article.outlet_id)
    zone = ZoneInfo(outlet.timezone) if outlet else word.desk.zone
    return other_date(word.article.id, _read_moment(word.form), zone, word.made, word.by)


def _read_moment(form: FormData) -> date | datetime:
    day, clock = read_field(form, "day", 10), read_field(form, "time", 8)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '12:00'}")
    except ValueError:
        moment = datetime.min  # noqa: DTZ901 - of no zone: only its year is looked at
    if moment.year < _EARLIEST or moment.year > _LATEST or moment.tzinfo:
        raise UsageError(_("День публикации не понят: нужен день вида 2026-11-25, время — вида 14:30."))
    return moment if clock else moment.date()


def _other_story(word: Word) -> Correction:
    alone = read_field(word.form, "alone", 1) == "1"
    return OtherStory(article_id=word.article.id, made=word.made, by=word.by, with_copies=not alone)


def _same_story(word: Word) -> Correction:
    other = _find_other(word, read_field(word.form, "other", _LONGEST))
    return SameStory(article_id=word.article.id, made=word.made, by=word.by, other_id=other)


def _find_other(word: Word, typed: str) -> str:
    """An article by its address at the outlet's site or by that of its page here."""
    id_ = typed.rstrip("/").rpartition("/article/")[2][:64] if "/article/" in typed else ""
    if id_ and find_articles(word.connection, [id_]):
        return id_
    try:
        known = find_address(word.connection, typed if "://" in typed else f"https://{typed}")
    except ValueError as error:
        raise UsageError(
            _("«{text}» — не адрес статьи; нужен адрес вида https://example.org/1", text=typed[:100])
        ) from error
    if known is None or known.article_id is None:
        raise UsageError(_("Статьи с адресом {url} в архиве нет.", url=typed[:200]))
    return known.article_id


_KINDS: Mapping[str, Callable[[Word], Correction]] = {
    "negative": _tone(-1),
    "neutral": _tone(0),
    "positive": _tone(1),
    "right": _right,
    "union": _union,
    "no-union": _no_union,
    "all-right": _all_right,
    "not-relevant": _not_relevant,
    "date": _date,
    "other-story": _other_story,
    "same-story": _same_story,
}
