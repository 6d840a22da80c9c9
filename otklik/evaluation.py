"""A gold file read, annotated and measured: what `otklik evaluate` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from nlp.evaluation.gold import Gold, read_gold
from nlp.jsonl import Annotates
from otklik.jsonl import read_order
from records.annotation import Annotation, Task
from records.errors import InputError
from texts import _
from texts.system_faults import explain_system_fault


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
    lines: Sequence[tuple[Task, Gold]], annotator: Annotates
) -> Iterator[tuple[Gold, Annotation]]:
    found = annotator.annotate(task for task, _gold in lines)
    return zip((gold for _task, gold in lines), found, strict=True)


def _read_line(line: bytes, where: str) -> tuple[Task, Gold]:
    order = read_order(line)
    try:
        if isinstance(order, InputError):
            raise order
        return read_gold(order)
    except InputError as error:
        raise InputError(_("{where}: {reason}", where=where, reason=error)) from error
