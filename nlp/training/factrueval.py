"""The factRuEval-2016 devset with its names as spans, and how spans that were found are scored against them.

The gold rule: names, not whole objects. A Person is one span from its first to its last name, surname, patronymic or
nickname; every `loc_name` of a Location or LocOrg is a LOC, every `org_name` of an Org an ORG. Of names within names
the outermost counts («Парламентская ассамблея Совета Европы» as it is marked up). A span is right when it has the
same start, end and label.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int, str]  # start, end, label
LABELS = ("PER", "LOC", "ORG")
_LABEL_OF = {"Person": "PER", "Location": "LOC", "LocOrg": "LOC", "Org": "ORG"}
_NAMES_OF = {
    "PER": frozenset(("name", "surname", "patronymic", "nickname")),
    "LOC": frozenset(("loc_name",)),
    "ORG": frozenset(("org_name",)),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldText:
    id: str
    text: str
    spans: frozenset[Span]


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


def read_devset(archive: Path) -> list[GoldText]:
    """Of the `.tar.xz`, in the order of the names."""
    with tarfile.open(archive) as tar:
        files = {
            Path(member.name).name: stream.read().decode("utf-8")
            for member in tar
            if member.isfile() and (stream := tar.extractfile(member))
        }
    names = sorted(name.removesuffix(".txt") for name in files if name.endswith(".txt"))
    return [
        GoldText(
            id=name,
            text=files[f"{name}.txt"],
            spans=frozenset(gold_spans(files[f"{name}.spans"], files[f"{name}.objects"])),
        )
        for name in names
    ]


def gold_spans(spans_file: str, objects_file: str) -> list[Span]:
    spans: dict[str, Span] = {}
    for number, kind, start, length, *_rest in _rows(spans_file):
        spans[number] = (int(start), int(start) + int(length), kind)
    names: dict[Span, None] = {}
    for _number, kind, *numbers in _rows(objects_file):
        if label := _LABEL_OF.get(kind):
            names.update(dict.fromkeys(_names([spans[number] for number in numbers], label)))
    return _outermost(names)


def score_spans(gold: Sequence[GoldText], found: Sequence[Iterable[Span]]) -> Mapping[str, Score]:
    """By label."""
    scores: dict[str, Score] = {}
    for label in LABELS:
        pairs = [
            ({span for span in text.spans if span[2] == label}, {span for span in spans if span[2] == label})
            for text, spans in zip(gold, found, strict=True)
        ]
        scores[label] = Score(
            right=sum(len(wanted & got) for wanted, got in pairs),
            found=sum(len(got) for _wanted, got in pairs),
            gold=sum(len(wanted) for wanted, _got in pairs),
        )
    return scores


def _rows(table: str) -> Iterator[list[str]]:
    for line in table.splitlines():
        if row := line.split("#")[0].split():
            yield row


def _names(spans: Sequence[Span], label: str) -> list[Span]:
    named = [(start, end, label) for start, end, kind in spans if kind in _NAMES_OF[label]]
    if label != "PER" or not named:
        return named
    return [(min(start for start, _end, _label in named), max(end for _start, end, _label in named), label)]


def _outermost(names: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(names, key=lambda span: (span[0] - span[1], span[0])):
        if not any(other[0] < span[1] and span[0] < other[1] for other in kept):
            kept.append(span)
    return kept
