"""What a form brought, field by field: its length, and no characters that no keyboard types."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import FormData

from records.errors import UsageError
from texts import _
from texts.typography import clean


def read_field(form: FormData, name: str, longest: int) -> str:
    """On one line; empty where it is not there. Raises UsageError for a longer one."""
    value = clean(read_secret(form, name)).strip()
    if len(value) > longest:
        raise UsageError(_("Поле «{name}» длиннее {longest} знаков.", name=name, longest=longest))
    return value


def read_secret(form: FormData, name: str) -> str:
    """As it was typed, each character."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def read_choice(form: FormData, name: str, known: Collection[str]) -> str:
    """Raises UsageError for what is none of `known`."""
    value = read_secret(form, name)
    if value not in known:
        raise UsageError(_("Форма не понята: обновите страницу и повторите."))
    return value
