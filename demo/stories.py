"""The TOML files of the sample press, read strictly: what is not understood stops with file and key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from demo.sample import Kind, SampleOutlet
from records.annotation import Tone
from records.errors import ConfigError
from texts import _

Noun = TypeVar("Noun")
PRESS = Path(__file__).parent / "press"


@dataclass(frozen=True, kw_only=True)
class Reprint:
    """`lead` replaces the first paragraph, `dateline` stands before it, `drop` paragraphs are cut off the end."""

    outlet: str
    hours: int
    title: str
    lead: str = ""
    dateline: str = ""
    drop: int = 0
    tones: Mapping[str, Tone] | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """`when` is weeks from the reported one, day and local time: «-1 Wed 16:05». `days_ago` overrules its date."""

    id: str
    outlet: str
    when: str
    section: str
    title: str
    text: str
    tones: Mapping[str, Tone] = field(default_factory=dict)
    author: str = ""
    kind: Kind = "union"
    relevant: bool = True
    redirect: Literal["", "inner", "link-local"] = ""
    drip: bool = False
    empty: bool = False
    days_ago: int | None = None
    reprints: tuple[Reprint, ...] = ()


def load_outlets(folder: Path = PRESS) -> dict[str, SampleOutlet]:
    path = folder / "outlets.toml"
    outlets = {}
    for fields in _read(path)["outlets"]:
        listed = {**fields, "city": tuple(fields["city"]), "links": tuple(fields.get("links", ()))}
        outlets[fields["id"]] = _build(SampleOutlet, listed, path)
    return outlets


def load_stories(outlets: Mapping[str, SampleOutlet], folder: Path = PRESS) -> list[Story]:
    """All stories in the order of the files' names; the everyday news come filled in, one story a variant."""
    stories: list[Story] = []
    for path in sorted((folder / "stories").glob("*.toml")):
        content = _read(path)
        for fields in content.get("stories", ()):
            reprints = tuple(_build(Reprint, reprint, path) for reprint in fields.get("reprints", ()))
            stories.append(_build(Story, {**fields, "reprints": reprints}, path))
        for chronicle in content.get("chronicles", ()):
            stories.extend(_fill(chronicle, outlets, path))
    return stories


def _fill(chronicle: Mapping[str, Any], outlets: Mapping[str, SampleOutlet], path: Path) -> Iterator[Story]:
    fixed = {key: value for key, value in chronicle.items() if key != "variants"}
    for number, variant in enumerate(chronicle["variants"], start=1):
        outlet = outlets[variant["o"]]
        city, city_gen, in_city = outlet.city
        slots = {
            **variant,
            "city": city,
            "city_gen": city_gen,
            "in_city": in_city,
            "In_city": in_city.capitalize()[:1] + in_city[1:],
            "region_gen": outlet.region_gen,
        }
        filled = {
            **fixed,
            "id": f"{fixed['id']}-{number}",
            "outlet": outlet.id,
            "when": variant["w"],
            "title": fixed["title"].format(**slots),
            "text": fixed["text"].format(**slots),
            "kind": fixed.get("kind", "everyday"),
            "relevant": False,
        }
        yield _build(Story, filled, path)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        message = _("Файл {path} не читается как TOML ({error}): исправьте его.", path=path, error=error)
        raise ConfigError(message) from error


def _build(noun: type[Noun], fields: Mapping[str, Any], path: Path) -> Noun:
    try:
        return noun(**fields)
    except TypeError as error:
        message = _("В файле {path} неверный ключ ({error}): исправьте его.", path=path, error=error)
        raise ConfigError(message) from error
