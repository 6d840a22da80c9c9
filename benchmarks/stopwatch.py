"""Wall time and processor time of a block."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self


class Stopwatch:
    """After the block, `seconds` by the clock and `cpu` over all threads: a busy machine stretches the first most."""

    seconds = 0.0
    cpu = 0.0

    def __enter__(self) -> Self:
        self._clock, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds = time.perf_counter() - self._clock
        self.cpu = time.process_time() - self._cpu
