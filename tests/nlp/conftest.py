"""The real register and one annotator for all tests of the package: its weights load once."""

from __future__ import annotations

import pytest

from nlp.annotation import Annotator
from otklik.registry import load_registry
from records.annotation import Annotation, Task
from records.registry import Registry


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="session")
def annotator(registry: Registry) -> Annotator:
    return Annotator(registry)


@pytest.fixture(scope="session")
def annotate(annotator: Annotator):
    def annotated(text: str, **facts) -> Annotation:
        return next(annotator.annotate([Task(id="1", text=text, **facts)]))

    return annotated
