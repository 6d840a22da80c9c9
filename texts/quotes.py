"""Quotation marks that a sentence lost when it was cut out of its speech."""

from __future__ import annotations

_CLOSING = {"«": "»", "„": "“”"}


def missing_quotes(text: str) -> tuple[str, str]:
    """(opening marks to put in front, closing ones to put behind) so that every mark has its other half."""
    lost = 0
    opened: list[str] = []
    for sign in text:
        if sign in _CLOSING:
            opened.append(sign)
        elif opened and sign in _CLOSING[opened[-1]]:
            opened.pop()
        elif sign == "»":  # “ and ” may open as well as close: alone they are left as they are
            lost += 1
    if opened == ["«"] and text.rstrip(" .,!?…").endswith("»"):
        return "«" * lost, ""  # «Ввели «Почин»: one mark closes both, as Russian typesetters do
    return "«" * lost, "".join(_CLOSING[mark][0] for mark in reversed(opened))


def balance_quotes(text: str) -> str:
    front, behind = missing_quotes(text)
    return f"{front}{text}{behind}"
