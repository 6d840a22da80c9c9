"""A run in the text format of Prometheus, for the textfile collector of its node exporter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import get_args

from otklik.service.last_run import write_whole
from records.digest import DeliveryState
from records.service import ServiceFigures, ServiceReport

_CONDITIONS = ("healthy", "failing", "broken", "silent")
_STATES = ("kept", "annotated", "indexed")

Samples = Mapping[str, float]  # label value → value; with the label "" the one value


@dataclass(frozen=True, slots=True)
class Metric:
    """`label` is the name of its one label, "" where it has none. All are gauges: they tell of the last run, and what
    the archive holds may shrink too."""

    name: str
    help: str
    label: str
    samples: Samples


def render_metrics(
    report: ServiceReport, figures: ServiceFigures | None, last_success: datetime | None
) -> str:
    """Without `figures` (the archive could not be read) there are those of the run alone."""
    metrics = [*_of_run(report, last_success), *(_of_archive(figures) if figures else ())]
    return "".join(map(_render, metrics))


def write_metrics(file: Path, text: str) -> None:
    """Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text)
    file.chmod(0o644)  # its reader is another user


def _of_run(report: ServiceReport, last_success: datetime | None) -> Iterator[Metric]:
    steps = report.steps
    yield _one("otklik_run_start_timestamp_seconds", "When the last run began.", report.started.timestamp())
    yield _one("otklik_run_end_timestamp_seconds", "When the last run ended.", report.finished.timestamp())
    if last_success is not None:
        when = last_success.timestamp()
        yield _one("otklik_run_success_timestamp_seconds", "When a run last ended without a fault.", when)
    yield _one("otklik_run_duration_seconds", "How long the last run took.", report.seconds)
    yield _one("otklik_run_exit_code", "Exit code of the last run, 0 where all went well.", report.exit_code)
    seconds = {step.name: step.seconds for step in steps}
    yield Metric("otklik_step_duration_seconds", "How long each step of the last run took.", "step", seconds)
    well = {step.name: float(step.state == "done") for step in steps}
    yield Metric("otklik_step_success", "Whether the step of the last run went well.", "step", well)
    crawl = _counts(report, "crawl")
    for count, words in (
        ("asked", "Sources asked in the last run."),
        ("unread", "Of these, sources that could not be read."),
    ):
        yield _one(f"otklik_run_sources_{count}", words, crawl.get(count, 0))
    yield _one("otklik_run_articles_kept", "Articles kept in the last run.", crawl.get("kept", 0))
    mails = _counts(report, "digests")
    sent = {state: float(mails.get(state, 0)) for state in ("sent", "failed", "unknown", "skipped")}
    yield Metric("otklik_run_digest_mails", "Mails of the last run by what became of them.", "state", sent)


def _of_archive(figures: ServiceFigures) -> Iterator[Metric]:
    yield Metric("otklik_sources", "Sources by condition.", "condition", _all(_CONDITIONS, figures.sources))
    yield _one("otklik_outlets_unread", "Outlets of which no source can be read.", figures.outlets_unread)
    yield Metric("otklik_articles", "Articles by state.", "state", _all(_STATES, figures.articles))
    yield _one("otklik_articles_set_aside", "Texts that cannot be annotated.", figures.set_aside)
    yield _one("otklik_outbox_waiting", "Articles that wait for the index.", figures.outbox_waiting)
    yield _one(
        "otklik_outbox_quarantined", "Articles that the index refused for good.", figures.outbox_quarantined
    )
    mails = _all(get_args(DeliveryState), figures.deliveries)
    yield Metric("otklik_mails", "Mails in the ledger by state, alerts among them.", "state", mails)
    for name, words, size in (
        ("archive", "Size of the archive.", figures.archive_bytes),
        ("pages", "Size of the saved pages.", figures.pages_bytes),
        ("index", "Size of the embedded index.", figures.index_bytes),
        ("disk_free", "Free space where the data folder lies.", figures.disk_free_bytes),
        ("disk_size", "Whole space where the data folder lies.", figures.disk_total_bytes),
    ):
        yield _one(f"otklik_{name}_bytes", words, size)


def _one(name: str, words: str, value: float) -> Metric:
    return Metric(name, words, "", {"": value})


def _all(names: Sequence[str], found: Mapping[str, int]) -> dict[str, float]:
    """Those that are not there count nothing: a series must not vanish with its last case."""
    return {name: float(found.get(name, 0)) for name in names}


def _counts(report: ServiceReport, name: str) -> Mapping[str, int]:
    return next((step.outcome.counts for step in report.steps if step.name == name), {})


def _render(metric: Metric) -> str:
    lines = [f"# HELP {metric.name} {metric.help}", f"# TYPE {metric.name} gauge"]
    for label, value in metric.samples.items():
        labels = f'{{{metric.label}="{label}"}}' if metric.label else ""
        lines.append(f"{metric.name}{labels} {float(value)!r}")
    return "\n".join(lines) + "\n"
