"""Loopback outlets that close after their test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.crawler.press import Press


@pytest.fixture
def open_press() -> Iterator[Callable[[], Press]]:
    opened: list[Press] = []

    def open_one() -> Press:
        opened.append(Press())
        return opened[-1]

    yield open_one
    for press in opened:
        press.close()


@pytest.fixture
def press(open_press: Callable[[], Press]) -> Press:
    return open_press()
