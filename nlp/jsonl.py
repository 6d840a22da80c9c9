"""The contract of `otklik annotate`: JSON lines with text in, JSON lines with what was found out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from records.annotation import Annotation, Task
from records.errors import InputError
from texts import _

_BATCH = 32
_STRINGS = ("text", "title", "url", "outlet", "region")


class Annotates(Protocol):
    def annotate(self, tasks: Iterable[Task]) -> Iterator[Annotation]: ...


def annotate_lines(lines: Iterable[bytes | str], annotator: Annotates) -> Iterator[tuple[str, bool]]:
    """An output line (without its end) and whether it is a result, for each input line, in order."""
    waiting = iter(lines)
    while batch := list(islice(waiting, _BATCH)):
        read = [_read(line) for line in batch]
        found = annotator.annotate([item for _identity, item in read if isinstance(item, Task)])
        for identity, item in read:
            if isinstance(item, Task):
                yield _dumped({"id": identity, **result(item, next(found))}), True
            else:
                yield _dumped({"id": identity, "error": str(item)}), False


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
                "evidence": list(mention.evidence),
                "holder": mention.holder,
                "speech": mention.speech,
                "role": mention.role,
            }
            for mention in annotation.unions
            if not mention.in_title
        ],
        "unknown_unions": [{"start": u.start, "end": u.end} for u in annotation.unknown_unions],
        "people": [
            {"start": p.start, "end": p.end, "name": p.name, "role": p.role, "union": p.union}
            for p in annotation.people
        ],
        "topics": list(annotation.topics),
    }
    if task.targets is not None:
        found["targets"] = [{"tone": t.tone, "score": t.score} for t in annotation.targets or ()]
    return found


def read_task(data: Any) -> Task:
    """The task that a line's JSON states. Raises InputError with the line's fault."""
    if not isinstance(data, dict):
        raise InputError(_("строка не объект JSON, а {kind}", kind=type(data).__name__))
    if "text" not in data:
        raise InputError(_("нет поля «text»"))
    fields = {key: _string(data, key) for key in _STRINGS}
    return Task(
        id=str(data.get("id", "")),
        published=_published(_string(data, "published")),
        targets=_targets(data.get("targets"), len(fields["text"])),
        **fields,
    )


def _read(line: bytes | str) -> tuple[Any, Task | InputError]:
    """The id as it was given, whatever its type, and the task or what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as fault:
        return None, InputError(_("строка не разбирается как JSON: {fault}", fault=fault))
    identity = data.get("id") if isinstance(data, dict) else None
    try:
        return identity, read_task(data)
    except InputError as fault:
        return identity, fault


def _string(data: dict[str, Any], key: str) -> str:
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


def _dumped(data: dict[str, Any]) -> str:
    # A half of a letter has no UTF-8: it is written as an escape, so that the line can be.
    line = json.dumps(data, ensure_ascii=False)
    return line if line.isprintable() or _is_utf8(line) else json.dumps(data)


def _is_utf8(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
