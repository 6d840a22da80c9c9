"""`otklik run` with steps that fare as they are told to, in a process of its own: `staged.py hangs well`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from otklik.cli import main as otklik_main
from otklik.commands import run as command
from otklik.service.run import carry_out
from otklik.service.steps import Step
from otklik.workplace import Workplace
from records.errors import UnavailableError
from records.service import StepOutcome


def _well(_workplace: Workplace, seconds: float) -> StepOutcome:
    return StepOutcome(counts={"seconds": int(seconds)})


def _hangs(_workplace: Workplace, _seconds: float) -> StepOutcome:
    time.sleep(600)
    return StepOutcome()


def _deaf(workplace: Workplace, seconds: float) -> StepOutcome:
    """And it has a child that hangs too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen(["sleep", "600"])
    (workplace.config.data / "child").write_text(str(child.pid), "utf-8")
    return _hangs(workplace, seconds)


def _raises(_workplace: Workplace, _seconds: float) -> StepOutcome:
    raise ValueError("a fault of ours, password=correct-horse")


def _refuses(_workplace: Workplace, _seconds: float) -> StepOutcome:
    raise UnavailableError("the server is away")


def _dies(_workplace: Workplace, _seconds: float) -> StepOutcome:
    os.kill(os.getpid(), signal.SIGKILL)
    return StepOutcome()


def _slow(workplace: Workplace, _seconds: float) -> StepOutcome:
    """Begins with a file and ends with another."""
    (workplace.config.data / "begun").touch()
    time.sleep(3)
    (workplace.config.data / "ended").touch()
    return StepOutcome()


FATES: dict[str, Callable[[Workplace, float], StepOutcome]] = {
    "well": _well, "hangs": _hangs, "deaf": _deaf, "raises": _raises, "refuses": _refuses, "dies": _dies, "slow": _slow,
}  # fmt: skip


def main() -> None:
    names = sys.argv[1:]
    steps = [Step(name=name, share=1 / len(names), carry=FATES[name]) for name in names]
    sys.argv = ["otklik", "run", "--json"]
    command.carry_out = partial(carry_out, steps=steps)  # type: ignore[assignment]
    otklik_main()


if __name__ == "__main__":
    main()
