"""A person's word is put in force at once: kept, the stories it moves placed anew, the index told where it can be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive import corrected, outbox
from archive.annotations import find_mentions
from archive.articles import find_articles
from archive.store import Archive, Transaction
from archive.stories import story_members
from pipelines.indexing import write_rows
from pipelines.stories import place_these
from records.article import Article
from records.correction import Correction, MentionCorrection, OtherDate, SameStory, concerns
from records.errors import BusyError, InputError, StorageError, UnavailableError
from records.registry import Registry
from search.engine import Engine
from texts import _

_TRIES = 5  # a click beside a crawl that writes the same article


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """`ids` are the corrections' own, `touched` the articles that are shown otherwise now."""

    ids: tuple[int, ...]
    touched: frozenset[str]


def correct(archive: Archive, said: Sequence[Correction], own: Collection[str] = ()) -> Settled:
    """Keeps what a person said, all of it or nothing. `own` are the outlets in which unions speak of themselves.

    Raises InputError where it is of no article, or cannot be. No lock is needed: a crawl may go on beside it.
    """
    with archive.writing() as connection:
        around = story_members(connection, _articles_of(said))
        for one in said:
            _check(connection, one)
        done = [corrected.say(connection, one) for one in said]
    moved = {id_ for _id, ids in done for id_ in ids}
    return Settled(ids=tuple(id_ for id_, _ids in done), touched=_place(archive, moved, around, own))


def take_back(
    archive: Archive, id_: int, by: str, now: datetime, own: Collection[str] = ()
) -> tuple[Correction, Settled]:
    """As if it had not been said; who took it back, and when, is kept. Raises InputError where no such one holds."""
    with archive.writing() as connection:
        correction, moved = corrected.take_back(connection, id_, by, now)
        around = story_members(connection, _articles_of([correction]))
    touched = _place(archive, set(moved), around, own)
    return correction, Settled(ids=(id_,), touched=touched)


def show_now(archive: Archive, engine: Engine, registry: Registry, ids: Collection[str]) -> bool:
    """Writes these articles as they stand into the index, without the crawl's lock; False where it must wait.

    Nothing is crossed off the outbox: the next crawl writes the same revision again, into whatever index it finds,
    so that a rebuild that goes on meanwhile loses nothing. Written again until nobody has changed them meanwhile.
    """
    try:
        for _try in range(_TRIES):
            before = _rows(archive, ids)
            written = write_rows(archive, engine, registry, before)
            if _rows(archive, ids) == before:
                return not written.refusals
    except (BusyError, StorageError, UnavailableError):
        return False
    return False


def _check_mention(connection: Transaction, correction: MentionCorrection, article: Article) -> None:
    mentions = find_mentions(connection, [article.id]).get(article.id, ())
    if not any(concerns(correction, mention, article.title, article.text) for mention in mentions):
        raise InputError(_("Этого упоминания в статье уже нет: её разобрали заново. Откройте её ещё раз."))


def _rows(archive: Archive, ids: Collection[str]) -> list[tuple[str, int]]:
    with archive.reading() as connection:
        return outbox.find_rows(connection, sorted(ids))


def _place(
    archive: Archive, moved: set[str], around: Collection[str], own: Collection[str]
) -> frozenset[str]:
    if moved:
        place_these(archive, moved, own)
    with archive.reading() as connection:
        return frozenset(moved | set(around) | set(story_members(connection, moved)))


def _articles_of(said: Sequence[Correction]) -> list[str]:
    others = [one.other_id for one in said if isinstance(one, SameStory)]
    return [*(one.article_id for one in said), *others]


def _check(connection: Transaction, correction: Correction) -> None:
    named = {*_articles_of([correction])}
    found = find_articles(connection, sorted(named))
    if missing := named - found.keys():
        raise InputError(_("Статьи {id} в архиве нет.", id=missing.pop()))
    if isinstance(correction, MentionCorrection):
        _check_mention(connection, correction, found[correction.article_id])
    if isinstance(correction, SameStory) and len(named) == 1:
        raise InputError(_("Статья и так в одном сюжете сама с собой: укажите другую."))
    if isinstance(correction, OtherDate) and correction.published > correction.made + timedelta(days=1):
        raise InputError(
            _(
                "Дата публикации {day:%d.%m.%Y} ещё не наступила: укажите день не позже сегодняшнего.",
                day=correction.published,
            )
        )
