"""What changed from one text of an article to the next, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_ENDS = re.compile(r"(?<=[.!?…»])\s+(?=[«„\"(—–-]?\s?[A-ZА-ЯЁ0-9])|\n+")
_MOST = 1_500  # sentences: beyond this only whole paragraphs are compared, for the time grows with the square


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Sentences that went and those that came in their place; either may be empty."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


def find_changes(before: str, after: str) -> list[Change]:
    """In the order of the text. Where white space alone differs, nothing changed."""
    old, new = _sentences(before), _sentences(after)
    if max(len(old), len(new)) > _MOST:
        old, new = _paragraphs(before), _paragraphs(after)
    found = SequenceMatcher(None, old, new, autojunk=max(len(old), len(new)) > _MOST).get_opcodes()
    return [
        Change(removed=tuple(old[a:b]), added=tuple(new[c:d])) for tag, a, b, c, d in found if tag != "equal"
    ]


def _sentences(text: str) -> Sequence[str]:
    return [" ".join(part.split()) for part in _ENDS.split(text) if part.strip()]


def _paragraphs(text: str) -> Sequence[str]:
    return [" ".join(part.split()) for part in text.splitlines() if part.strip()]
