"""A correction in words, for the lists of the command line."""

from __future__ import annotations

from otklik.tones import TONE_WORDS
from records.correction import (
    Confirmed,
    Correction,
    MentionCorrection,
    NotRelevant,
    OtherDate,
    OtherStory,
    SameStory,
)
from records.registry import Registry
from texts import _


def correction_words(correction: Correction, registry: Registry) -> str:  # noqa: PLR0911 - one a kind
    match correction:
        case MentionCorrection():
            return _mention_words(correction, registry)
        case NotRelevant():
            return _("не о профсоюзах")
        case OtherDate(published=day, has_time=True):
            return _("вышла {day:%d.%m.%Y %H:%M} UTC", day=day)
        case OtherDate(published=day):
            return _("вышла {day:%d.%m.%Y}", day=day)
        case OtherStory(with_copies=True):
            return _("другой сюжет, вместе со своими перепечатками")
        case OtherStory():
            return _("другой сюжет")
        case SameStory(other_id=other):
            return _("тот же сюжет, что у статьи {id}", id=other)
        case Confirmed(union=union):
            return _("верно: {union}", union=union) if union else _("верно")


def _mention_words(one: MentionCorrection, registry: Registry) -> str:
    where = f"«{one.words}»" if one.words else _("все упоминания")
    if one.tone is not None:
        return f"{one.union}, {where}: {TONE_WORDS[one.tone]()}"
    meant = registry.unions.get(one.instead or "")
    return f"{one.union}, {where}: " + (meant.short if meant else one.instead or _("не профсоюз"))
