"""A correction in words, for the lists of the desk and of the command line."""

from __future__ import annotations

from datetime import tzinfo

from records.accuracy import Aspect
from records.correction import (
    Confirmed,
    Correction,
    CorrectionKind,
    MentionCorrection,
    NotRelevant,
    OtherDate,
    OtherStory,
    SameStory,
)
from records.registry import Registry
from texts import _
from texts.typography import clean, tone_words


def correction_words(correction: Correction, registry: Registry, zone: tzinfo) -> str:  # noqa: PLR0911 - one a kind
    match correction:
        case MentionCorrection():
            return _mention_words(correction, registry)
        case NotRelevant():
            return _("не о профсоюзах")
        case OtherDate(published=day, has_time=True):
            return _("вышла {day:%d.%m.%Y %H:%M}", day=day.astimezone(zone))
        case OtherDate(published=day):
            return _("вышла {day:%d.%m.%Y}", day=day)
        case OtherStory(with_copies=True):
            return _("другой сюжет, вместе со своими перепечатками")
        case OtherStory():
            return _("другой сюжет")
        case SameStory(other_id=other):
            return _("тот же сюжет, что у статьи {id}", id=other)
        case Confirmed(union=union):
            return _("верно: {union}", union=_name(registry, union)) if union else _("верно")


def kind_words(kind: CorrectionKind) -> str:
    return {
        "tone": _("тон"),
        "union": _("какой профсоюз"),
        "not-relevant": _("не о профсоюзах"),
        "date": _("дата"),
        "other-story": _("другой сюжет"),
        "same-story": _("тот же сюжет"),
        "confirmed": _("верно"),
    }[kind]


def aspect_words(aspect: Aspect) -> str:
    return {
        "tone": _("тон упоминания"),
        "union": _("какой профсоюз назван"),
        "relevance": _("о профсоюзах ли статья"),
        "date": _("дата публикации"),
        "story": _("сюжет"),
    }[aspect]


def corrector_words(by: str) -> str:
    """A desk without users does not know who sits before it."""
    return by or _("без имени")


def _mention_words(one: MentionCorrection, registry: Registry) -> str:
    who = f"{_name(registry, one.union)}, " + (f"«{clean(one.words)}»" if one.words else _("все упоминания"))
    if one.tone is not None:
        return _("{who}: {tone} тон", who=who, tone=tone_words(one.tone))
    return f"{who}: " + (_name(registry, one.instead) if one.instead else _("не профсоюз"))


def _name(registry: Registry, union_id: str) -> str:
    union = registry.unions.get(union_id)
    return union.short if union else union_id
