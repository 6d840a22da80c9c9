"""Numbers as a report writes them, by the reader's language."""

from __future__ import annotations

from babel.numbers import format_decimal, format_percent

from reports.parts import Value
from texts import _, current_language
from texts.typography import NBSP


def value_words(value: Value, *, is_share: bool = False) -> str:
    if value is None:
        return _("нет данных")
    if is_share:
        return str(format_percent(value, "#,##0.#\u00a0%", locale=current_language()))
    return str(format_decimal(value, locale=current_language()))


def change_words(now: Value, before: Value, *, is_share: bool = False) -> str:
    """`+12`, `−3`, `0`; of shares in percentage points; nothing where one of them is not known."""
    if now is None or before is None:
        return "—"
    by = round(100 * (now - before), 1) if is_share else round(now - before, 1)
    sign = "+" if by > 0 else "−" if by < 0 else ""
    shown = str(format_decimal(abs(by), locale=current_language()))
    return sign + (_("{points}{nbsp}п.{nbsp}п.", points=shown, nbsp=NBSP) if is_share else shown)
