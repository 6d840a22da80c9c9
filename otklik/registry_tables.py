"""Reading one TOML file of the register: each wrong key or value ends in one sentence with file, key and mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from otklik.registry_lines import line_of
from records.errors import ConfigError
from texts import _
from texts.system_faults import explain_system_fault

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A TOML table and where it stands: `inside` is the path of keys to it, empty for the file's own, and `content` the
    whole file."""

    path: Path
    values: Mapping[str, Any]
    inside: str = ""
    content: str = ""

    def key(self, name: str) -> str:
        """The key as the user finds it: `sources[2].url`."""
        return f"{self.inside}.{name}" if self.inside else name


def read_table(path: Path) -> Table:
    try:
        # Editors on Windows put a byte order mark in front, which TOML itself forbids.
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = explain_system_fault(error)
        sentence = _("Файл {path} не читается: {reason}. Проверьте права доступа.", path=path, reason=reason)
        raise ConfigError(sentence) from error
    except UnicodeDecodeError as error:
        raise ConfigError(_("Файл {path} не в кодировке UTF-8: сохраните его в UTF-8.", path=path)) from error
    try:
        return Table(path=path, values=tomllib.loads(content), content=content)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_broken_toml(path, str(error))) from error
    except RecursionError as error:
        sentence = _("Файл {path}: скобки вложены слишком глубоко, упростите запись.", path=path)
        raise ConfigError(sentence) from error


def _broken_toml(path: Path, message: str) -> str:
    place = _PLACE.search(message)
    if place is None:  # «at end of document»
        return _("Файл {path} оборван: последнее значение не закончено, допишите его.", path=path)
    line, column = place.groups()
    return _(
        "Файл {path}, строка {line}, знак {column}: запись не по правилам TOML, исправьте её"
        " (чаще всего забыта кавычка или скобка).",
        path=path,
        line=line,
        column=column,
    )


def fault(table: Table, name: str, problem: str) -> ConfigError:
    """The error of one key; `problem` says what was expected and how to mend it."""
    key, said = (" ".join(part.split()) for part in (table.key(name), problem))  # values may hold line feeds
    line = line_of(table.content, table.key(name))
    if line is None:  # a key that is missing
        return ConfigError(_("Файл {path}, ключ «{key}»: {problem}.", path=table.path, key=key, problem=said))
    return ConfigError(
        _(
            "Файл {path}, строка {line}, ключ «{key}»: {problem}.",
            path=table.path,
            line=line,
            key=key,
            problem=said,
        )
    )


def only(table: Table, allowed: Collection[str]) -> None:
    """Stops at the first key that nothing reads: a slip of the pen would otherwise lose a fact silently."""
    for name in table.values:
        if name not in allowed:
            known = ", ".join(get_close_matches(name, allowed, n=1) or sorted(allowed))
            raise fault(table, name, _("такого ключа нет; уберите его или напишите: {known}", known=known))


def text(table: Table, name: str) -> str:
    if name not in table.values:
        raise fault(table, name, _("ключа не хватает, допишите его: нужна строка"))
    value = table.values[name]
    if not isinstance(value, str) or not value.strip():
        raise fault(table, name, _("нужна непустая строка в кавычках"))
    return value.strip()


def optional_text(table: Table, name: str) -> str | None:
    return text(table, name) if name in table.values else None


def texts(table: Table, name: str) -> tuple[str, ...]:
    """A list of strings; an absent key is an empty list."""
    value = table.values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise fault(table, name, _('нужен список непустых строк: ["…", "…"]'))
    return tuple(item.strip() for item in value)


def flag(table: Table, name: str, default: bool) -> bool:
    value = table.values.get(name, default)
    if not isinstance(value, bool):
        raise fault(table, name, _("нужно true или false, без кавычек"))
    return value


def day(table: Table, name: str) -> date | None:
    value = table.values.get(name)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise fault(table, name, _("нужен день без кавычек: 2024-10-29"))
    return value


def count(table: Table, name: str) -> int:
    value = table.values.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise fault(table, name, _("нужно целое число, не меньше нуля"))
    return value


def choice(table: Table, name: str, allowed: Collection[str]) -> str:
    value = text(table, name)
    if value not in allowed:
        known = ", ".join(get_close_matches(value, allowed, n=1) or sorted(allowed))
        raise fault(table, name, _("«{value}» здесь не бывает; напишите: {known}", value=value, known=known))
    return value


def web_address(table: Table, name: str) -> str:
    value = text(table, name)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a bracket left open, a port that is no number
        good = False
    if not good or re.search(r"\s", value):
        raise fault(table, name, _("«{value}» не адрес, нужен полный: https://…", value=value))
    return value


def inner(table: Table, name: str) -> Table:
    """A table inside the table; an absent one is empty."""
    value = table.values.get(name, {})
    if not isinstance(value, dict):
        raise fault(table, name, _("нужна таблица: [{name}]", name=table.key(name)))
    return replace(table, values=value, inside=table.key(name))


def inner_list(table: Table, name: str) -> tuple[Table, ...]:
    """The tables of `[[name]]`; an absent key is none."""
    value = table.values.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise fault(table, name, _("нужны таблицы: [[{name}]]", name=table.key(name)))
    places = (f"{table.key(name)}[{place}]" for place in range(1, len(value) + 1))
    return tuple(replace(table, values=item, inside=place) for item, place in zip(value, places, strict=True))
