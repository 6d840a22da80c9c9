"""The table of attacks on the desk: each test says what came of its own, and `make faults` prints it all at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.attacks.serving import Served, serve_place
from tests.desk.guards_fixtures import Place, open_place
from tests.figures import Figures, Report, print_figures, reporter

_FIGURES = pytest.StashKey[Figures]()


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    return reporter(request.config, _FIGURES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    print_figures(terminalreporter, config, _FIGURES, "attacks on the desk and what they came to")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path, users=True) as opened:
        yield opened


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Over a real socket, without users."""
    with serve_place(tmp_path) as running:
        yield running
