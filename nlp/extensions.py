"""What our components hang on a Doc beyond spaCy's own attributes, declared in one place."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

_DEFAULTS: dict[str, Any] = {
    "region": "",  # the outlet's, ISO 3166-2
    "published": None,  # the day of publication
    "context": "",  # the rest of the same article: for a title the text, for a text the title
    "targets": (),  # spans whose tone was asked for
    "sentences": (),  # their spans in characters
    "links": (),
    "ambiguous": 0,
    "unknown_unions": (),
    "people": (),
    "quotes": (),
    "mentions": (),
    "target_tones": (),
    "topic_matches": (),
    "topics": (),
    "campaigns": (),
}


def declare_extensions() -> None:
    for name, default in _DEFAULTS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)
