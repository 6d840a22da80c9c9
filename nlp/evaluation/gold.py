"""A line of a gold file: what `otklik annotate` reads of a text, and what it should have answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from nlp.jsonl import read_task
from records.annotation import Holder, Label, Role, Speech, Task, Tone
from records.errors import InputError
from texts import _


class GoldSpan(BaseModel):
    """Half-open, in characters of the text."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


class GoldEntity(GoldSpan):
    label: Label


class GoldMention(GoldSpan):
    """`optional`: a description that need not be found, but must not be taken for another union."""

    union: str
    tone: Tone | None = None
    holder: Holder | None = None
    speech: Speech | None = None
    role: Role | None = None
    optional: bool = False


class GoldUnknown(GoldSpan):
    union: str | None = None


class GoldPerson(GoldSpan):
    name: str
    role: str | None = None
    union: str | None = None


class GoldTarget(GoldSpan):
    tone: Tone


class Gold(BaseModel):
    """What is None was not labelled, and is not measured. Articles of one story have the same `story`.

    With `partial` only some mentions are labelled: what was found elsewhere is neither right nor wrong, what was found
    on a span of `no_unions` is wrong.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    text: str
    entities: tuple[GoldEntity, ...] | None = None
    unions: tuple[GoldMention, ...] | None = None
    unknown_unions: tuple[GoldUnknown, ...] | None = None
    people: tuple[GoldPerson, ...] | None = None
    topics: frozenset[str] | None = None
    targets: tuple[GoldTarget, ...] | None = None
    story: str | None = None
    partial: bool = False
    no_unions: tuple[GoldSpan, ...] = ()

    @model_validator(mode="after")
    def _check_spans(self) -> Gold:
        for items in (
            self.entities,
            self.unions,
            self.unknown_unions,
            self.people,
            self.targets,
            self.no_unions,
        ):
            for item in items or ():
                if not 0 <= item.start < item.end <= len(self.text):
                    raise ValueError(
                        _("{start}…{end} — не отрезок этого текста", start=item.start, end=item.end)
                    )
        return self


def read_gold(line: Mapping[str, Any]) -> tuple[Task, Gold]:
    """The text as `annotate` takes it, and its labels. Raises InputError that names the field."""
    try:
        gold = Gold.model_validate(line)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "text"
        if first["type"] == "value_error":  # ours: it says itself what is wrong
            raise InputError(str(first["ctx"]["error"])) from error
        raise InputError(_("поля «{key}» нет, или его значение не подходит", key=field)) from error
    asked = [list(target.span) for target in gold.targets] if gold.targets is not None else None
    return read_task({**line, "targets": asked}), gold
