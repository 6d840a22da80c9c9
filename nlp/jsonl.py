"""The fields of `otklik annotate`: objects with text in, objects with what was found out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

from records.annotation import Annotation, Task
from records.errors import InputError
from texts import _

_STRINGS = ("text", "title", "url", "outlet", "region")


class Annotates(Protocol):
    def annotate(self, tasks: Iterable[Task]) -> Iterator[Annotation]: ...


def annotate_orders(
    orders: Iterable[Mapping[str, Any]], annotator: Annotates
) -> Iterator[dict[str, Any] | InputError]:
    """The output object of each order, without its id, or what is wrong with the order."""
    read = [_task_or_fault(order) for order in orders]
    found = annotator.annotate([item for item in read if isinstance(item, Task)])
    for item in read:
        yield result(item, next(found)) if isinstance(item, Task) else item


def result(task: Task, annotation: Annotation) -> dict[str, Any]:
    """The output object of formats.md, without the id."""
    found: dict[str, Any] = {
        "entities": [{"start": e.start, "end": e.end, "label": e.label} for e in annotation.entities],
        "unions": [
            {
                "start": mention.start,
                "end": mention.end,
                "union": mention.union,
                "tone": mention.tone,
                "score": mention.score,
                "confidence": mention.confidence,
                "sure": mention.sure,
                "evidence": list(mention.evidence),
                "holder": mention.holder,
                "speech": mention.speech,
                "role": mention.role,
                "region": mention.region or None,
                "described": mention.described,
            }
            for mention in annotation.unions
            if not mention.in_title
        ],
        "unknown_unions": [
            {"start": u.start, "end": u.end, "union": u.union} for u in annotation.unknown_unions
        ],
        "people": [
            {"start": p.start, "end": p.end, "name": p.name, "role": p.role, "union": p.union}
            for p in annotation.people
        ],
        "quotes": [
            {
                "start": quote.start,
                "end": quote.end,
                "speaker": quote.speaker,
                "speaker_span": list(quote.speaker_span) if quote.speaker_span else None,
                "direct": quote.direct,
                "unions": list(quote.unions),
            }
            for quote in annotation.quotes
        ],
        "open_names": annotation.open_names,
        "topics": list(annotation.topics),
        "topic_evidence": [
            {"topic": t.topic, "start": t.start, "end": t.end, "in_title": t.in_title}
            for t in annotation.topic_evidence
        ],
        "campaigns": [
            {
                "campaign": c.campaign,
                "start": c.start,
                "end": c.end,
                "wording": c.wording,
                "in_title": c.in_title,
            }
            for c in annotation.campaigns
        ],
    }
    if task.targets is not None:
        found["targets"] = [{"tone": t.tone, "score": t.score} for t in annotation.targets or ()]
    return found


def read_task(data: Mapping[str, Any]) -> Task:
    """The task that an order states. Raises InputError with the order's fault."""
    if "text" not in data:
        raise InputError(_("нет поля «text»"))
    fields = {key: _string(data, key) for key in _STRINGS}
    return Task(
        id=str(data.get("id", "")),
        published=_published(_string(data, "published")),
        targets=_targets(data.get("targets"), len(fields["text"])),
        **fields,
    )


def _task_or_fault(order: Mapping[str, Any]) -> Task | InputError:
    try:
        return read_task(order)
    except InputError as fault:
        return fault


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None and key != "text":
        return ""
    if not isinstance(value, str):
        raise InputError(_("поле «{key}» должно быть строкой", key=key))
    return value


def _published(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError as fault:
        raise InputError(_("поле «published» не дата ISO 8601: {value}", value=value)) from fault


def _targets(value: Any, length: int) -> tuple[tuple[int, int], ...] | None:
    if value is None:
        return None
    wrong = InputError(_("поле «targets» должно быть списком пар [начало, конец] внутри текста"))
    if not isinstance(value, list):
        raise wrong
    for pair in value:
        numbers = isinstance(pair, list) and len(pair) == 2 and all(type(number) is int for number in pair)
        if not numbers or not 0 <= pair[0] < pair[1] <= length:
            raise wrong
    return tuple((start, end) for start, end in value)
