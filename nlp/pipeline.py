"""The language pipeline, as pipeline.cfg states it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import load_config, load_model_from_config

from nlp.extensions import declare_extensions
from nlp.register import KnowsRegister
from records.registry import Registry

# The modules register their components with spaCy when imported.
_MODULES = (
    "nlp.tokens",
    "nlp.sentences",
    "nlp.ner",
    "nlp.lemmas",
    "nlp.union_linker",
    "nlp.people",
    "nlp.quotes",
    "nlp.tone",
    "nlp.topics",
    "nlp.campaigns",
)
_CONFIG = Path(__file__).with_suffix(".cfg")
_LONGEST = (
    100_000_000  # characters; spaCy's own limit is for its parser's memory, and there is no parser here
)


def build_pipeline(registry: Registry) -> Language:
    """All components, given this registry. Weights are read with the first text that needs them."""
    _declare()
    nlp = load_model_from_config(load_config(_CONFIG), auto_fill=True)
    for _name, component in nlp.pipeline:
        if isinstance(component, KnowsRegister):
            component.use(registry)
    nlp.max_length = _LONGEST
    return nlp


def open_pipeline(folder: Path) -> Language:
    """A pipeline that `nlp.to_disk` saved: its register is in the folder, the weights are those of the installation."""
    _declare()
    nlp = spacy.load(folder)
    nlp.max_length = _LONGEST
    return nlp


def _declare() -> None:
    declare_extensions()
    for module in _MODULES:
        import_module(module)
