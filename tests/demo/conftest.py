"""The sample press of one fixed week, written once and on the air once for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from demo.articles import write_articles
from demo.sample import SampleArticle
from demo.server import SamplePress

MONDAY = date(2026, 11, 16)


@pytest.fixture(scope="session")
def articles() -> list[SampleArticle]:
    return write_articles(MONDAY)


@pytest.fixture(scope="module")
def press() -> Iterator[SamplePress]:
    with SamplePress(MONDAY) as running:
        yield running
