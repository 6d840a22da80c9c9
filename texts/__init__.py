"""The words users see: written in Russian in the code, in English by a Babel catalog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

LANGUAGES = ("ru", "en")
_FOLDER = Path(__file__).parent
_process_language = "ru"
# A desk answers each reader in their own language: in the context of one request this goes before the process's.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def use_language(language: str) -> None:
    """Switches all later texts to `ru` (as written) or to a language that has a catalog beside this file."""
    global _process_language  # noqa: PLW0603 - what a command speaks is set once, at its start
    _process_language = language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Switches the texts inside the `with` block, of this thread or task alone."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def current_language() -> str:
    """`ru` or `en`, for what is not in the catalog: dates, names of regions."""
    return _spoken.get() or _process_language


@cache
def _catalog(language: str) -> NullTranslations:
    return NullTranslations() if language == "ru" else Translations.load(_FOLDER, [language], "otklik")


def _(message: str, **values: object) -> str:
    """The message in the user's language, with `{name}` places filled in."""
    text = _catalog(current_language()).gettext(message)
    return text.format(**values) if values else text


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a counted noun: 1 статья, 2 статьи, 5 статей, 21 статья; in English 1 article, 21 articles."""
    if current_language() != "ru":
        return _(one) if number == 1 else _(many)
    if number % 10 == 1 and number % 100 != 11:
        return _(one)
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return _(few)
    return _(many)
