"""Tables of figures: each test says what it measured, and the run prints it all at its end, a section a kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Report = Callable[[str, str], None]
Figures = dict[str, str]


def reporter(config: pytest.Config, key: pytest.StashKey[Figures]) -> Report:
    """`report(what, figure)`: a line of the table. Say it before the assertion, so that it stands there either way."""
    figures = config.stash.setdefault(key, {})

    def note(what: str, figure: str) -> None:
        figures[what] = figure

    return note


def print_figures(
    terminalreporter: pytest.TerminalReporter,
    config: pytest.Config,
    key: pytest.StashKey[Figures],
    title: str,
) -> None:
    figures = config.stash.get(key, {})
    if not figures:
        return
    width = max(len(what) for what in figures)
    terminalreporter.section(title)
    for what, figure in figures.items():
        terminalreporter.write_line(f"{what:<{width}}  {figure}")
