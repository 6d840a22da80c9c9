"""What one `otklik run` did, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

StepState = Literal["done", "failed", "overdue", "skipped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class StepOutcome:
    """What a step says of itself. `counts` are numbers by name; `notes` are worth knowing, `problems` need somebody,
    and then `exit_code` says of which kind they are."""

    counts: Mapping[str, int] = field(default_factory=dict)
    notes: Sequence[str] = ()
    problems: Sequence[str] = ()
    exit_code: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class StepReport:
    """A step as its run saw it. `overdue`: its time was up and it was ended; what it had not done waits."""

    name: str
    state: StepState
    seconds: float
    outcome: StepOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceReport:
    started: datetime
    finished: datetime
    steps: Sequence[StepReport]
    exit_code: int

    @property
    def seconds(self) -> float:
        return (self.finished - self.started).total_seconds()

    @property
    def problems(self) -> list[str]:
        return [problem for step in self.steps for problem in step.outcome.problems]


def first_exit_code(steps: Sequence[StepReport]) -> int:
    """The code of the first step that has one: later faults often follow from it."""
    return next((step.outcome.exit_code for step in steps if step.outcome.exit_code), 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceFigures:
    """The archive and the disk after a run. Sizes in bytes; `sources` by condition («healthy» among them),
    `deliveries` by state."""

    sources: Mapping[str, int]
    outlets_unread: int
    articles: Mapping[str, int]
    set_aside: int
    outbox_waiting: int
    outbox_quarantined: int
    deliveries: Mapping[str, int]
    archive_bytes: int
    pages_bytes: int
    index_bytes: int
    disk_free_bytes: int
    disk_total_bytes: int


def plain(report: ServiceReport) -> dict[str, Any]:
    """As JSON has it."""
    return {
        "started": report.started.isoformat(),
        "finished": report.finished.isoformat(),
        "seconds": round(report.seconds, 3),
        "exit_code": report.exit_code,
        "steps": [
            {
                "name": step.name,
                "state": step.state,
                "seconds": round(step.seconds, 3),
                "counts": dict(step.outcome.counts),
                "notes": list(step.outcome.notes),
                "problems": list(step.outcome.problems),
                "exit_code": step.outcome.exit_code,
            }
            for step in report.steps
        ],
    }
