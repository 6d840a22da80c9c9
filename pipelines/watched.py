"""Which watched word let an article in, for whoever asks why it is here."""

from __future__ import annotations

from nlp.screening import build_screen
from records.registry import Registry


def find_watched(registry: Registry, title: str, text: str) -> str:
    """The first watched word of title and text as it stands there; "" where the register has lost it since."""
    return build_screen(registry).find(f"{title}\n{text}") or ""
