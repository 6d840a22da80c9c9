"""One run from end to end: each step in its time, whatever became of the others; and the word of it to who asked."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from types import FrameType

from otklik.locks import crawl_lock
from otklik.service.bounded import GRACE, Ended, call_bounded
from otklik.service.check_in import CheckIn
from otklik.service.event_log import EventLog, log_records
from otklik.service.figures import measure
from otklik.service.last_run import write_last_run
from otklik.service.metrics import render_metrics, write_metrics
from otklik.service.steps import STEPS, Step
from otklik.workplace import Workplace
from records.errors import BusyError, ConfigError, OtklikError, OverdueError
from records.service import ServiceReport, StepOutcome, StepReport, first_exit_code, plain
from texts import _

_FOR_FIGURES = 60.0  # seconds
_EXIT_INTERRUPTED = 130
_LEAST = 0.5  # seconds: a step that has less is left for the next run


def carry_out(workplace: Workplace, log: EventLog, steps: Sequence[Step] = STEPS) -> ServiceReport:
    """Raises BusyError at once when another run or crawl is at work, StorageError where no lock can be had, and
    KeyboardInterrupt when it was stopped (by Ctrl-C or SIGTERM), after everybody was told."""
    check_in = CheckIn(workplace.config.run.ping_url, log)
    try:
        with crawl_lock(workplace.config.data):
            return _carry_out(workplace, log, check_in, steps)
    except BusyError:
        raise
    except OtklikError as error:
        check_in.fail(error.exit_code, str(error))
        raise
    except KeyboardInterrupt:
        log.write("run-stopped", level="WARNING")
        check_in.fail(_EXIT_INTERRUPTED, _("прервано"))
        raise


def _carry_out(
    workplace: Workplace, log: EventLog, check_in: CheckIn, steps: Sequence[Step]
) -> ServiceReport:
    started, begun = datetime.now(UTC), time.monotonic()  # a clock that is set meanwhile makes no step longer
    check_in.start()
    log.write("run-started", steps=[step.name for step in steps])
    reports: list[StepReport] = []
    with _stopped_by_sigterm():
        for number, step in enumerate(steps, 1):
            seconds = _seconds_left(workplace, steps[number:], begun)
            reports.append(_carry_step(workplace, log, step, seconds))
    code = first_exit_code(reports) or (ConfigError.exit_code if workplace.registry.broken else 0)
    report = ServiceReport(started=started, finished=datetime.now(UTC), steps=reports, exit_code=code)
    log.write("run-ended", exit_code=code, seconds=round(report.seconds, 3))
    _tell(workplace, log, report)
    if code:
        broken = [outlet.sentence for outlet in workplace.registry.broken.values()]
        check_in.fail(code, "\n".join([*report.problems, *broken]))
    else:
        check_in.succeed()
    return report


def _seconds_left(workplace: Workplace, later: Sequence[Step], begun: float) -> float:
    """All that is left but for what is kept for the steps after this one."""
    limit = workplace.config.run.limit_minutes * 60
    return limit - (time.monotonic() - begun) - limit * sum(step.share for step in later)


def _carry_step(workplace: Workplace, log: EventLog, step: Step, seconds: float) -> StepReport:
    begun = time.monotonic()
    grace = min(GRACE, seconds / 4)
    if seconds < _LEAST:
        late = _("{step}: времени не осталось, сделает следующий запуск", step=step.name)
        outcome = StepOutcome(problems=[late], exit_code=OverdueError.exit_code)
        return StepReport(name=step.name, state="skipped", seconds=0.0, outcome=outcome)
    log.write("step-started", step=step.name, limit=round(seconds, 1))
    ended = call_bounded(partial(_apart, workplace, log, step, seconds - grace), seconds - grace, grace)
    if ended.trace:
        log.write("traceback", level="ERROR", step=step.name, text=ended.trace)
    outcome = _outcome(step, ended, seconds)
    state = "failed" if ended.how == "done" and outcome.exit_code else ended.how
    report = StepReport(name=step.name, state=state, seconds=time.monotonic() - begun, outcome=outcome)
    log.write(
        "step-ended", level="ERROR" if outcome.exit_code else "INFO", step=step.name, state=state,
        seconds=round(report.seconds, 3), exit_code=outcome.exit_code, counts=dict(outcome.counts),
        notes=[*outcome.notes], problems=[*outcome.problems],
    )  # fmt: skip
    return report


def _apart(workplace: Workplace, log: EventLog, step: Step, seconds: float) -> StepOutcome:
    with log_records(log, step.name):
        return step.carry(workplace, seconds)


def _outcome(step: Step, ended: Ended, seconds: float) -> StepOutcome:
    if ended.how == "done":
        outcome: StepOutcome = ended.value
        return outcome
    if ended.how == "failed":
        return StepOutcome(problems=[f"{step.name}: {ended.sentence}"], exit_code=ended.exit_code)
    sentence = _(
        "{step}: не успел за {seconds:.0f} с и остановлен; сделанное сохранено, остальное — следующему запуску. "
        "Если так каждый раз, увеличьте run.limit_minutes",
        step=step.name,
        seconds=seconds,
    )
    return StepOutcome(problems=[sentence], exit_code=OverdueError.exit_code)


def _tell(workplace: Workplace, log: EventLog, report: ServiceReport) -> None:
    """What cannot be written down is a warning: the work itself is done."""
    config = workplace.config
    try:
        success = write_last_run(config.data, plain(report))
        if config.run.metrics_file is None:
            return
        figures = call_bounded(partial(measure, workplace), _FOR_FIGURES)
        write_metrics(config.run.metrics_file, render_metrics(report, figures.value, success))
    except OSError as error:
        log.complain("not-written", str(error))


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
