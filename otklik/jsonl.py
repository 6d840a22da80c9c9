"""JSON lines in and out, as `extract` and `annotate` promise them: UTF-8, an answer a line, in the lines' order."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO, NoReturn

from records.errors import InputError, OtklikError
from texts import _

Order = Mapping[str, Any]
# What a line asks for, or why it cannot be answered.
Answer = Mapping[str, Any] | OtklikError


def answer_lines(
    lines: Iterable[bytes], answer: Callable[[Sequence[Order]], Iterable[Answer]], *, at_a_time: int = 1
) -> Iterator[tuple[Any, Answer]]:
    """The id that each line gives, of whatever type, and its answer. `answer` gets the readable ones."""
    waiting = iter(lines)
    while batch := list(islice(waiting, at_a_time)):
        orders = [read_order(line) for line in batch]
        answers = iter(answer([order for order in orders if not isinstance(order, InputError)]))
        for order in orders:
            if isinstance(order, InputError):
                yield None, order
            else:
                yield order.get("id"), next(answers)


def read_order(line: bytes) -> Order | InputError:
    """An empty line is no object either: then the lines of the answer would no longer be those of the question."""
    try:
        # A byte order mark is what some editors put before the first line.
        order = json.loads(
            line.decode().removeprefix("\ufeff"), parse_constant=_refuse, parse_float=_finite_number
        )
    except (ValueError, RecursionError) as error:
        return InputError(_("Строка не разбирается как JSON в UTF-8: {error}", error=error))
    if not isinstance(order, dict):
        return InputError(_("Строка — JSON, но не объект {…}."))
    return order


def write_answers(answers: Iterable[tuple[Any, Answer]], stream: BinaryIO) -> bool:
    """Writes each answer as it comes. Whether all of them were results."""
    whole = True
    for identity, answer in answers:
        failed = isinstance(answer, OtklikError)
        values = {"error": str(answer)} if isinstance(answer, OtklikError) else answer
        stream.write(_dumped({"id": identity, **values}) + b"\n")
        stream.flush()
        whole = whole and not failed
    return whole


def _dumped(values: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(values, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        # Half a surrogate pair has no UTF-8: it can only be written as the escape that it came as.
        return json.dumps(values, allow_nan=False).encode()


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite_number(text: str) -> float:
    """1e999 is JSON, but the infinity that it becomes cannot be written back."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number
