"""docs/configuration.md names every setting with its default, and no other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from otklik.config import Config
from tests.docs.pages import rows


def settings(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        section = section_of(field.annotation)
        if section is None:
            yield f"{prefix}{name}", field
        else:
            yield from settings(section, f"{prefix}{name}.")


def section_of(annotation: Any) -> type[BaseModel] | None:
    candidates = (annotation, *get_args(annotation))
    return next((one for one in candidates if isinstance(one, type) and issubclass(one, BaseModel)), None)


SETTINGS = dict(settings(Config))
TABLE = {
    cells[0].removesuffix("●").strip().strip("`"): cells for cells in rows("docs/configuration.md", "setting")
}


def test_every_setting_is_described_and_no_other() -> None:
    assert list(TABLE) == list(SETTINGS)


def test_the_defaults_are_the_ones_of_the_program() -> None:
    for name, (_name, default, _means) in TABLE.items():
        known = SETTINGS[name].default
        stated = re.fullmatch(r"`([^`]*)`", default)
        if stated:
            assert tomllib.loads(f"x = {stated[1]}")["x"] == plain(known), name
        else:
            assert known in ("", None, (), PydanticUndefined), name


def plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def test_what_must_be_set_says_so() -> None:
    needed = {name for name, field in SETTINGS.items() if field.is_required()}
    assert needed == {name for name, cells in TABLE.items() if cells[1] == "must be set"} - {"crawl.contact"}


def test_the_secrets_are_marked() -> None:
    secret = {name for name, field in SETTINGS.items() if SecretStr in get_args(field.annotation)}
    assert secret == {name for name, cells in TABLE.items() if cells[0].endswith("●")}
