"""The table of figures: each test of a fault says what it measured, and `make faults` prints it all at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.crawler.conftest import open_press, press

__all__ = ["open_press", "press"]  # pytest finds fixtures by name

Report = Callable[[str, str], None]
_FIGURES = pytest.StashKey[dict[str, str]]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """`report(fault, figure)`: a line of the table. Say it before the assertion, so that it stands there either way."""
    figures = request.config.stash.setdefault(_FIGURES, {})

    def note(fault: str, figure: str) -> None:
        figures[fault] = figure

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    figures = config.stash.get(_FIGURES, {})
    if not figures:
        return
    width = max(len(fault) for fault in figures)
    terminalreporter.section("faults and what they came to")
    for fault, figure in figures.items():
        terminalreporter.write_line(f"{fault:<{width}}  {figure}")
