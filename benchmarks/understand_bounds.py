"""Time and memory of texts that no newspaper prints, through all that `otklik annotate` does, and of twice the text.

    python -m benchmarks.understand_bounds [--only NAME]

Processor time from a line of JSON to a line of JSON, each shape of text in a process of its own, whose models are
loaded before. The goal: twice the text takes at most 2.5 times the time, every offset is valid, nothing fails.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.odd_texts import SHAPES, Shape
from benchmarks.stopwatch import Stopwatch
from nlp.annotation import Annotator
from nlp.jsonl import annotate_orders
from otklik.jsonl import answer_lines
from otklik.registry import load_registry
from records.errors import OtklikError

GOAL = 2.5
_LEAST = 0.05  # seconds: below that, times say nothing of growth
_FIRST = "Иван Петров, председатель Рослеспрофсоюза, сказал: «Мы добились выплаты зарплаты»."
_SPANS = ("entities", "unions", "unknown_unions", "people", "quotes", "topic_evidence", "campaigns")


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """Seconds of processor time for half the text and for all of it; the peak of the process before and after, MiB."""

    characters: int
    half: float
    whole: float
    before: float
    peak: float
    spans: int
    invalid: int

    @property
    def growth(self) -> float:
        return self.whole / max(self.half, _LEAST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--only", metavar="NAME", help="the shapes whose name begins so")
    given = parser.parse_args()
    shapes = [shape for shape in SHAPES if shape.name.startswith(given.only or "")]
    print(
        f"{'':<34}{'characters':>11}{'half, s':>9}{'whole, s':>9}{'growth':>8}{'MiB':>7}{'of it its own':>15}"
        f"{'spans':>9}{'invalid':>9}"
    )
    reached = True
    # Each in a process of its own: the peak of memory is the process's.
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), max_tasks_per_child=1) as one:
        for shape in shapes:
            found = one.submit(measure, shape).result()
            print(_line(shape, found), flush=True)
            reached = reached and found.growth <= GOAL and not found.invalid
    print(
        f"twice the text in at most {GOAL} times the time, all offsets valid: {'reached' if reached else 'MISSED'}"
    )
    sys.exit(0 if reached else 1)


def measure(shape: Shape) -> Measured:
    annotator = Annotator(load_registry())
    _annotate(annotator, _FIRST)
    before = _peak_mib()
    with Stopwatch() as half:
        _annotate(annotator, shape.text(shape.size // 2))
    text = shape.text(shape.size)
    with Stopwatch() as whole:
        answer = _annotate(annotator, text)
    spans = list(_spans(answer))
    return Measured(
        characters=len(text),
        half=half.cpu,
        whole=whole.cpu,
        before=before,
        peak=_peak_mib(),
        spans=len(spans),
        invalid=sum(not 0 <= start < end <= len(text) for start, end in spans) + _unproven(answer, text),
    )


def _annotate(annotator: Annotator, text: str) -> Mapping[str, Any]:
    """The answer as it was written. Raises what the text was refused with."""
    line = json.dumps({"id": "1", "text": text}, ensure_ascii=False).encode()
    [(_id, answer)] = answer_lines([line], lambda orders: annotate_orders(orders, annotator))
    if isinstance(answer, OtklikError):
        raise answer
    read: Mapping[str, Any] = json.loads(json.dumps(answer, ensure_ascii=False))
    return read


def _spans(answer: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for field in _SPANS:
        yield from ((tag["start"], tag["end"]) for tag in answer[field])


def _unproven(answer: Mapping[str, Any], text: str) -> int:
    """Mentions that their evidence does not contain."""
    return sum(
        not 0 <= tag["evidence"][0] <= tag["start"] < tag["end"] <= tag["evidence"][1] <= len(text)
        for tag in answer["unions"]
    )


def _peak_mib() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def _line(shape: Shape, found: Measured) -> str:
    return (
        f"{shape.name:<34}{found.characters:>11}{found.half:>9.2f}{found.whole:>9.2f}{found.growth:>8.2f}"
        f"{found.peak:>7.0f}{found.peak - found.before:>15.0f}{found.spans:>9}{found.invalid:>9}"
    )


if __name__ == "__main__":
    main()
