"""Where answers are printed: as wide as the terminal, and unwrapped into a file or a pipe: no address is cut."""

from __future__ import annotations

from rich.console import Console

_UNWRAPPED = 4_000  # columns


def open_console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_UNWRAPPED)
