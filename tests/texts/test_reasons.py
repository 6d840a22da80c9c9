from __future__ import annotations

import re

import pytest

from records.article import Dropped
from texts.reasons import plain_reason


@pytest.mark.parametrize("reason", [*Dropped, "", "not-asked"])
def test_every_named_reason_has_russian_words(reason: str) -> None:
    words = plain_reason(reason)
    assert re.match("[а-яё]", words)
    assert "код «" not in words


@pytest.mark.parametrize("status", ["301", "401", "403", "404", "418", "429", "500", "503", "999", "abc"])
def test_a_refusal_by_the_server_keeps_its_number(status: str) -> None:
    assert status in plain_reason(f"http-{status}")


def test_an_unknown_code_is_shown_and_not_hidden() -> None:
    assert "brand-new" in plain_reason("brand-new")
