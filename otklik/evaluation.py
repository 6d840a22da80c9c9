"""A gold file read, annotated and measured: what `otklik evaluate` does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Protocol

from nlp.evaluation.gold import Gold, read_gold
from otklik.jsonl import read_order
from records.annotation import Annotation, Task
from records.errors import InputError
from texts import _
from texts.system_faults import explain_system_fault

_AT_A_TIME = 32  # texts; the models are faster in batches


class Annotates(Protocol):
    def annotate(self, tasks: Iterable[Task]) -> Iterator[Annotation]: ...


def read_gold_file(file: Path) -> Iterator[tuple[Task, Gold]]:
    """Each line of the file. Raises InputError that names file, line and field."""
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _read_line(line, f"{file}:{number}")
    except OSError as error:
        raise InputError(
            _("Файл {file} не читается: {reason}.", file=file, reason=explain_system_fault(error))
        ) from error


def annotate_gold(
    lines: Iterable[tuple[Task, Gold]], annotator: Annotates
) -> Iterator[tuple[Gold, Annotation]]:
    waiting = iter(lines)
    while batch := list(islice(waiting, _AT_A_TIME)):
        found = annotator.annotate(task for task, _gold in batch)
        yield from zip((gold for _task, gold in batch), found, strict=True)


def _read_line(line: bytes, where: str) -> tuple[Task, Gold]:
    order = read_order(line)
    try:
        if isinstance(order, InputError):
            raise order
        return read_gold(order)
    except InputError as error:
        raise InputError(_("{where}: {reason}", where=where, reason=error)) from error
