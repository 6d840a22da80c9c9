"""Counted nouns in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from texts import plural, use_language

WORDS = ("статья", "статьи", "статей")


@pytest.fixture(autouse=True)
def _russian_again() -> Iterator[None]:
    yield
    use_language("ru")


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, "статей"),
        (1, "статья"),
        (2, "статьи"),
        (5, "статей"),
        (11, "статей"),
        (12, "статей"),
        (21, "статья"),
        (104, "статьи"),
        (111, "статей"),
    ],
)
def test_russian_looks_at_the_last_digits(number: int, form: str) -> None:
    assert plural(number, *WORDS) == form


@pytest.mark.parametrize(
    ("number", "form"), [(0, "articles"), (1, "article"), (2, "articles"), (21, "articles")]
)
def test_english_knows_one_and_many(number: int, form: str) -> None:
    use_language("en")
    assert plural(number, *WORDS) == form
