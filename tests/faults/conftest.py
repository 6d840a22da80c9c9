"""The table of figures: each test of a fault says what it measured, and `make faults` prints it all at the end."""

from __future__ import annotations

import pytest

from tests.crawler.conftest import open_press, press
from tests.figures import Figures, Report, print_figures, reporter

__all__ = ["Report", "open_press", "press"]  # pytest finds fixtures by name

_FIGURES = pytest.StashKey[Figures]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    return reporter(request.config, _FIGURES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    print_figures(terminalreporter, config, _FIGURES, "faults and what they came to")
