"""The words users see: written in Russian in the code, in English by a Babel catalog."""

from __future__ import annotations

from pathlib import Path

from babel.support import NullTranslations, Translations

_FOLDER = Path(__file__).parent
_catalog: NullTranslations = NullTranslations()
_language = "ru"


def use_language(language: str) -> None:
    """Switches all later texts to `ru` (as written) or to a language that has a catalog beside this file."""
    global _catalog, _language  # noqa: PLW0603 - one process speaks one language, set once at its start
    _language = language
    _catalog = NullTranslations() if language == "ru" else Translations.load(_FOLDER, [language], "otklik")


def current_language() -> str:
    """`ru` or `en`, for what is not in the catalog: dates, names of regions."""
    return _language


def _(message: str, **values: object) -> str:
    """The message in the user's language, with `{name}` places filled in."""
    text = _catalog.gettext(message)
    return text.format(**values) if values else text


def plural(number: int, one: str, few: str, many: str) -> str:
    """The form of a counted noun: 1 статья, 2 статьи, 5 статей, 21 статья; in English 1 article, 21 articles."""
    if _language != "ru":
        return _(one) if number == 1 else _(many)
    if number % 10 == 1 and number % 100 != 11:
        return _(one)
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return _(few)
    return _(many)
