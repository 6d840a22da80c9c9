"""What was found in an article as marks of its title and of its text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from desk import wording
from desk.article_words import mention_tone_words
from desk.marking import Mark, MarkKind
from records.annotation import Annotation, Label, Mention
from records.registry import Registry
from texts import _

_LABELS: Mapping[Label, MarkKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


def order_mentions(annotation: Annotation) -> list[Mention]:
    """As they are numbered: those of the title first."""
    return sorted(annotation.unions, key=lambda each: (not each.in_title, each.start, each.end, each.union))


def title_marks(annotation: Annotation, registry: Registry) -> list[Mark]:
    return [mark for mark, in_title in _marks(annotation, registry) if in_title]


def text_marks(annotation: Annotation, registry: Registry) -> list[Mark]:
    return [mark for mark, in_title in _marks(annotation, registry) if not in_title]


def _marks(annotation: Annotation, registry: Registry) -> Iterator[tuple[Mark, bool]]:
    yield from _unions(order_mentions(annotation), registry)
    yield from _said_of(annotation, registry)
    for mark in (*_entities(annotation), *_people(annotation), *_quotes(annotation)):
        yield mark, False
    for unknown in annotation.unknown_unions:
        yield (
            Mark(
                start=unknown.start,
                end=unknown.end,
                kind="unknown",
                note=_unknown_note(unknown.union, registry),
            ),
            False,
        )


def _unions(mentions: Sequence[Mention], registry: Registry) -> Iterator[tuple[Mark, bool]]:
    for number, each in enumerate(mentions, 1):
        note = f"{wording.union_name(registry, each.union)}: {mention_tone_words(each)}"
        yield (
            Mark(start=each.start, end=each.end, kind="union", note=note, tone=each.tone, number=number),
            each.in_title,
        )


def _said_of(annotation: Annotation, registry: Registry) -> Iterator[tuple[Mark, bool]]:
    for shown in annotation.topic_evidence:
        note = _("тема: {name}", name=wording.topic_name(registry, shown.topic))
        yield Mark(start=shown.start, end=shown.end, kind="topic", note=note), shown.in_title
    for said in annotation.campaigns:
        note = _("кампания: {name}", name=wording.campaign_name(registry, said.campaign))
        yield Mark(start=said.start, end=said.end, kind="campaign", note=note), said.in_title


def _entities(annotation: Annotation) -> Iterator[Mark]:
    """Persons that are known by name are marked as such, with the name."""
    named = {(person.start, person.end) for person in annotation.people}
    words = {"PER": _("человек"), "ORG": _("организация"), "LOC": _("место")}
    for entity in annotation.entities:
        if (entity.start, entity.end) not in named:
            kind = _LABELS[entity.label]
            yield Mark(start=entity.start, end=entity.end, kind=kind, note=words[entity.label])


def _people(annotation: Annotation) -> Iterator[Mark]:
    for person in annotation.people:
        note = f"{person.name} — {person.role}" if person.role else person.name
        yield Mark(start=person.start, end=person.end, kind="person", note=note)


def _quotes(annotation: Annotation) -> Iterator[Mark]:
    for quote in annotation.quotes:
        speaker = quote.speaker or _("кто — не названо")
        note = (
            _("прямая речь: {speaker}", speaker=speaker)
            if quote.direct
            else _("пересказ слов: {speaker}", speaker=speaker)
        )
        yield Mark(start=quote.start, end=quote.end, kind="quote", note=note)


def _unknown_note(union: str | None, registry: Registry) -> str:
    if union is None:
        return _("профсоюз, которого нет в реестре")
    return _("профсоюз, которого нет в реестре; отрасль: {name}", name=wording.union_name(registry, union))


def count_marks(marks: Sequence[Mark]) -> Counter[MarkKind]:
    return Counter(mark.kind for mark in marks)
