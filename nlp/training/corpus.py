"""Marked texts (docs/annotation.md) as values: the plain text, and every label with its offsets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from records.annotation import Holder, Speech, Tone

_TONES: dict[str, Tone] = {"+": 1, "0": 0, "-": -1}
_HOLDERS: dict[str, tuple[Holder, Speech]] = {
    "a": ("author", "none"),
    "i": ("implied", "none"),
    "q": ("quoted", "direct"),
    "r": ("quoted", "indirect"),
}
_KEYS = ("id", "kind", "style", "region", "date", "title", "topics", "main")


class MarkupError(ValueError):
    """A marked text that cannot be read: where, and how the mark should look."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledUnion:
    """`union` is None for an organization that the register does not know; `industry` its industry union, if named."""

    start: int
    end: int
    union: str | None
    tone: Tone
    holder: Holder
    speech: Speech
    described: bool = False
    industry: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledPerson:
    start: int
    end: int
    name: str
    role: str | None
    union: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledText:
    """One article of the corpus. Offsets are half-open, in characters of `text`."""

    id: str
    kind: str
    style: str
    region: str
    date: date
    title: str
    topics: tuple[str, ...]
    main: tuple[str, ...]
    text: str
    unions: tuple[LabelledUnion, ...]
    people: tuple[LabelledPerson, ...]
    file: str


def read_corpus(place: Path) -> list[LabelledText]:
    """All articles of a file, or of the `*.txt` files of a folder in the order of their names."""
    files = sorted(place.rglob("*.txt")) if place.is_dir() else [place]
    return [text for file in files for text in read_file(file)]


def read_file(file: Path) -> list[LabelledText]:
    blocks = ("\n" + file.read_text(encoding="utf-8")).split("\n===\n")
    return [_article(block.strip("\n"), file) for block in blocks if block.strip()]


def _article(block: str, file: Path) -> LabelledText:
    head, _gap, body = block.partition("\n\n")
    known = dict(_entry(line, file) for line in head.splitlines())
    if missing := [key for key in _KEYS if key not in known]:
        raise MarkupError(f"{file}: {known.get('id', block[:40])}: no line «{missing[0]}:»")
    text, unions, people = parse_marks(body.strip("\n"), f"{file.name}, {known['id']}")
    return LabelledText(
        id=known["id"],
        kind=known["kind"],
        style=known["style"],
        region=known["region"],
        date=date.fromisoformat(known["date"]),
        title=known["title"],
        topics=_listed(known["topics"]),
        main=_listed(known["main"]),
        text=text,
        unions=unions,
        people=people,
        file=file.name,
    )


def _entry(line: str, file: Path) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon or key not in _KEYS:
        raise MarkupError(f"{file}: {line}: no such line in an article's head")
    return key, value.strip()


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


@dataclass(slots=True)
class _Open:
    """A mark whose end is not read yet: where its words began, and the fields behind them."""

    sign: str
    start: int
    fields: list[str] = field(default_factory=list)
    in_fields: bool = False


def parse_marks(marked: str, where: str) -> tuple[str, tuple[LabelledUnion, ...], tuple[LabelledPerson, ...]]:
    """The text without its marks, and what they say, in the order of their beginnings. Marks may be nested."""
    plain: list[str] = []
    length = 0
    waiting: list[_Open] = []
    unions: list[LabelledUnion] = []
    people: list[LabelledPerson] = []
    for sign in marked:
        top = waiting[-1] if waiting else None
        if sign in "[{" and not (top and top.in_fields):
            waiting.append(_Open(sign, length))
        elif sign == "|" and top:
            top.fields.append("")
            top.in_fields = True
        elif sign in "]}" and top and "[{".index(top.sign) == "]}".index(sign):
            waiting.pop()
            if sign == "]":
                unions.append(_union(top, length, where))
            else:
                people.append(_person(top, length, where))
        elif sign in "[]{}|":
            raise MarkupError(f"{where}: a stray {sign} after «{''.join(plain[-30:])}»")
        elif top and top.in_fields:
            top.fields[-1] += sign
        else:
            plain.append(sign)
            length += 1
    if waiting:
        raise MarkupError(f"{where}: {waiting[-1].sign} is not closed")
    by_place = lambda label: (label.start, -label.end)  # noqa: E731 - used twice, here alone
    return "".join(plain), tuple(sorted(unions, key=by_place)), tuple(sorted(people, key=by_place))


def _union(mark: _Open, end: int, where: str) -> LabelledUnion:
    if len(mark.fields) not in (3, 4) or mark.fields[1] not in _TONES or mark.fields[2] not in _HOLDERS:
        raise MarkupError(f"{where}: a mention is [words|union|+|a], and not […|{'|'.join(mark.fields)}]")
    union, tone, holder = mark.fields[:3]
    unknown = union.startswith("?")
    return LabelledUnion(
        start=mark.start,
        end=end,
        union=None if unknown else union,
        industry=(union[1:] or None) if unknown else None,
        tone=_TONES[tone],
        holder=_HOLDERS[holder][0],
        speech=_HOLDERS[holder][1],
        described=mark.fields[3:] == ["~"],
    )


def _person(mark: _Open, end: int, where: str) -> LabelledPerson:
    if len(mark.fields) != 3:
        raise MarkupError(
            f"{where}: a person is {{words|name|position|union}}, and not {{…|{'|'.join(mark.fields)}}}"
        )
    name, role, union = mark.fields
    return LabelledPerson(
        start=mark.start,
        end=end,
        name=name,
        role=None if role == "-" else role,
        union=None if union == "-" else union,
    )
