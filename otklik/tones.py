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
_NAMES: Mapping[str, Tone] = {"positive": 1, "neutral": 0, "negative": -1}


def parse_tone(name: str) -> Tone:
    """positive, neutral or negative. Raises UsageError."""
    if name not in _NAMES:
        raise UsageError(_("--tone: нужно positive, neutral или negative, а задано «{name}».", name=name))
    return _NAMES[name]
