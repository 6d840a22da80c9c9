"""The language pipeline: which components, in which order, with which settings."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, cast

import spacy
from spacy.language import Language

from nlp.extensions import declare_extensions
from records.registry import Registry

# The modules register their components with spaCy when imported.
_MODULES = (
    "nlp.tokens",
    "nlp.sentences",
    "nlp.ner",
    "nlp.lemmas",
    "nlp.union_linker",
    "nlp.people",
    "nlp.tone",
    "nlp.topics",
)
COMPONENTS = ("sentences", "slovnet_ner", "lemmas", "union_linker", "people", "tone", "topics")
NEED_REGISTRY = ("union_linker", "people", "topics")
CONFIG: dict[str, Any] = {"nlp": {"tokenizer": {"@tokenizers": "otklik.razdel.v1"}}}
_LONGEST = (
    100_000_000  # characters; spaCy's own limit is for its parser's memory, and there is no parser here
)


class NeedsRegistry(Protocol):
    def use(self, registry: Registry) -> None: ...


def build_pipeline(registry: Registry) -> Language:
    """All components, given this registry. Weights are read with the first text that needs them."""
    declare_extensions()
    for module in _MODULES:
        import_module(module)
    nlp = spacy.blank("ru", config=CONFIG)
    nlp.max_length = _LONGEST
    for component in COMPONENTS:
        nlp.add_pipe(component)
    for component in NEED_REGISTRY:
        cast("NeedsRegistry", nlp.get_pipe(component)).use(registry)
    return nlp
