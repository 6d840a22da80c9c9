"""What is still to be asked, in one lane a server: a slow server then never holds the places of quick ones."""

from __future__ import annotations

from collections import deque
from typing import Generic, TypeVar
from urllib.parse import urlsplit

Ask = TypeVar("Ask")


class Lanes(Generic[Ask]):
    """Lets at most `width` asks of one server go at a time; the others wait here, where they cost little memory."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._waiting: dict[str, deque[Ask]] = {}
        self._going: dict[str, int] = {}

    def add(self, lane: str, ask: Ask) -> None:
        self._waiting.setdefault(lane, deque()).append(ask)

    def names(self) -> list[str]:
        return list(self._waiting)

    def take(self, lane: str) -> Ask | None:
        """The next ask that may go now; None while the lane is full or empty. Each must end in `done`."""
        waiting = self._waiting.get(lane)
        if not waiting or self._going.get(lane, 0) >= self._width:
            return None
        self._going[lane] = self._going.get(lane, 0) + 1
        return waiting.popleft()

    def done(self, lane: str) -> None:
        self._going[lane] -= 1


def lane_of(url: str) -> str:
    """The server: host and port."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
