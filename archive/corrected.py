"""What a correction changes, out of all that holds: so that the same function puts it in force and takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select, update

from archive.annotations import find_annotations, record_annotation
from archive.as_found import forget_date, found_date, found_mentions, keep_date
from archive.corrections import (
    find_corrections,
    keep_correction,
    mark_taken_back,
    mention_corrections,
)
from archive.joined_stories import settle_joins
from archive.outbox import enqueue
from archive.pickups import record_pickups
from archive.schema import articles
from archive.stories import unplace_story
from archive.story_keys import forget_texts
from records.correction import Correction, MentionCorrection, NotRelevant, OtherDate, OtherStory, SameStory
from records.errors import InputError
from texts import _


def say(connection: Connection, correction: Correction) -> tuple[int, list[str]]:
    """Keeps the correction and puts it in force: its id, and the articles that must be placed or shown anew."""
    _keep_what_was_found(connection, correction)
    id_ = keep_correction(connection, correction)
    return id_, _put_in_force(connection, correction)


def take_back(connection: Connection, id_: int, by: str, now: datetime) -> tuple[Correction, list[str]]:
    """The correction, and the articles that must be placed or shown anew. Raises InputError where none holds."""
    correction = mark_taken_back(connection, id_, by, now)
    if correction is None:
        raise InputError(
            _("Исправления {id} нет, или оно уже отменено. Список: otklik corrections list", id=id_)
        )
    return correction, _put_in_force(connection, correction)


def _keep_what_was_found(connection: Connection, correction: Correction) -> None:
    if isinstance(correction, OtherDate):
        keep_date(connection, correction.article_id)


def _put_in_force(connection: Connection, correction: Correction) -> list[str]:
    id_ = correction.article_id
    match correction:
        case MentionCorrection():
            return _annotate(connection, correction)
        case NotRelevant():
            return _leave_out(connection, id_)
        case OtherDate():
            return _date(connection, id_)
        case OtherStory():
            return [*unplace_story(connection, id_), *settle_joins(connection)]
        case SameStory():
            return settle_joins(connection)
    return []


def _annotate(connection: Connection, correction: MentionCorrection) -> list[str]:
    """What the program found is put under all corrections again."""
    id_ = correction.article_id
    annotation = find_annotations(connection, [id_]).get(id_)
    if annotation is None:  # edited since: the next annotation sees to it
        return []
    found = found_mentions(connection, [id_]).get(id_)
    if found is None:
        others = [
            one for one in mention_corrections(find_corrections(connection, [id_])) if one != correction
        ]
        if others or not _holds(connection, correction):
            raise InputError(
                _(
                    "Что программа нашла в этой статье до исправлений, не сохранилось. Выполните "
                    "otklik annotate --again и повторите."
                )
            )
        found = annotation.unions
    record_annotation(connection, id_, replace(annotation, unions=found))
    return [id_]


def _holds(connection: Connection, correction: MentionCorrection) -> bool:
    return correction in find_corrections(connection, [correction.article_id])


def _leave_out(connection: Connection, id_: str) -> list[str]:
    """Without its article a story may have another first, or fall apart."""
    left_out = bool(find_corrections(connection, [id_], kinds=("not-relevant",)))
    story: Sequence[str] = ()
    values = {"left_out": left_out}
    if left_out:
        story = unplace_story(connection, id_)
        forget_texts(connection, [id_])
        record_pickups(connection, [id_], [])
        connection.execute(
            update(articles)
            .where(articles.c.id == id_)
            .values(story_id=None, event_id=None, taken_from=None, is_reprint=False, similarity=0.0)
        )
    connection.execute(update(articles).where(articles.c.id == id_).values(**values))
    enqueue(connection, [id_])
    return list({id_, *story, *settle_joins(connection)})


def _date(connection: Connection, id_: str) -> list[str]:
    """Who was first follows from the times: the whole story finds its places anew."""
    made = [one for one in find_corrections(connection, [id_], kinds=("date",)) if isinstance(one, OtherDate)]
    found = found_date(connection, id_)
    if made:
        values = {
            "published": made[-1].published,
            "published_has_time": made[-1].has_time,
            "published_by": "person",
            "published_confidence": 1.0,
        }
    elif found is not None:
        values = found
        forget_date(connection, id_)
    else:
        return []
    first_seen = select(articles.c.first_seen).where(articles.c.id == id_)
    timestamp = values["published"] or connection.execute(first_seen).scalar_one()
    story = unplace_story(connection, id_)
    connection.execute(update(articles).where(articles.c.id == id_).values(**values, timestamp=timestamp))
    enqueue(connection, [id_])
    return list({id_, *story})
