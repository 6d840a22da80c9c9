"""pydantic's findings in the user's words: which file or variable, which key, what was expected."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from texts import _

# pydantic's error types by the beginning of their names.
_EXPECTED = (
    ("int_", "нужно целое число"),
    ("float_", "нужно число"),
    ("bool_", "нужно true или false"),
    ("string_", "нужна строка в кавычках"),
    ("tuple_", "нужен список в квадратных скобках"),
    ("list_", "нужен список в квадратных скобках"),
    ("model_", "нужен раздел с ключами"),
    ("dict_", "нужен раздел с ключами"),
    ("path_", "нужен путь в кавычках"),
)


def explain_errors(error: ValidationError, file: Path | None, environment: Mapping[str, str]) -> str:
    """One sentence an error, all of them, so that the user mends the file once."""
    return "\n".join(_explain(found, file, environment) for found in error.errors(include_url=False))


def _explain(found: Mapping[str, Any], file: Path | None, environment: Mapping[str, str]) -> str:
    parts = [
        part for part in found["loc"] if not str(part).startswith(("function-", "literal[", "constrained-"))
    ]
    key = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in parts)
    where = _place(parts, file, environment)
    if found["type"] == "extra_forbidden":
        return _("{where}: неизвестный ключ {key}. Уберите его или исправьте опечатку.", where=where, key=key)
    if found["type"] == "missing":
        return _("{where}: нет обязательного ключа {key}.", where=where, key=key)
    return _(
        "{where}: ключ {key}: {expected}, а задано {given}.",
        where=where,
        key=key,
        expected=_expected(found),
        given=_shown(found["input"]),
    )


def _place(parts: list[Any], file: Path | None, environment: Mapping[str, str]) -> str:
    names = [str(part) for part in parts if isinstance(part, str)]
    for length in range(len(names), 0, -1):
        variable = "OTKLIK_" + "__".join(names[:length]).upper()
        if variable in environment:
            return _("Переменная окружения {variable}", variable=variable)
    return str(file) if file is not None else _("Настройки")


def _expected(found: Mapping[str, Any]) -> str:
    kind, context = found["type"], found.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return _("допустимы {values}", values=context["expected"].replace(" or ", ", "))
    for limit, words in (("ge", "не меньше"), ("gt", "больше"), ("le", "не больше"), ("lt", "меньше")):
        if limit in context:
            return _("нужно число {words} {limit}", words=_(words), limit=context[limit])
    for beginning, words in _EXPECTED:
        if kind.startswith(beginning):
            return _(words)
    return str(found["msg"])


def _shown(value: Any) -> str:
    """The value in short, without a password that somebody wrote into an address."""
    text = re.sub(r"://[^/@]*@", "://…@", repr(value))
    return text if len(text) <= 60 else text[:57] + "…"
