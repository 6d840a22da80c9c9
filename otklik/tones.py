"""Tone in words, for people and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from records.annotation import Tone
from records.errors import UsageError
from texts import _

# Functions, because the language is chosen after this module loads.
TONE_WORDS: Mapping[Tone, Callable[[], str]] = {
    1: lambda: _("положительно"),
    0: lambda: _("нейтрально"),
    -1: lambda: _("негативно"),
}
# By how the word begins, in both languages: негатив, негативный, негативно, отрицательный; «-1» as in the documents.
_BEGINNINGS: Mapping[str, Tone] = {
    "posit": 1,
    "позитив": 1,
    "полож": 1,
    "neutr": 0,
    "нейтр": 0,
    "negat": -1,
    "негатив": -1,
    "отриц": -1,
}
_NUMBERS: Mapping[str, Tone] = {"1": 1, "+1": 1, "0": 0, "-1": -1}


def parse_tone(name: str) -> Tone:
    """A tone by its name, in Russian or English. Raises UsageError."""
    lowered = name.strip().lower()
    if lowered in _NUMBERS:
        return _NUMBERS[lowered]
    for beginning, tone in _BEGINNINGS.items():
        if lowered.startswith(beginning):
            return tone
    raise UsageError(
        _("--tone: тон бывает положительный, нейтральный или негативный, а задано «{name}».", name=name)
    )
