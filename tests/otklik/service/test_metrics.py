"""What Prometheus reads, read as it reads it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from otklik.service.metrics import render_metrics, write_metrics
from records.service import ServiceFigures, ServiceReport, StepOutcome, StepReport

BEGAN = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
REPORT = ServiceReport(
    started=BEGAN,
    finished=BEGAN + timedelta(seconds=95),
    exit_code=69,
    steps=[
        StepReport(
            name="crawl",
            state="done",
            seconds=80.5,
            outcome=StepOutcome(counts={"asked": 40, "unread": 3, "kept": 12}),
        ),
        StepReport(
            name="digests",
            state="failed",
            seconds=14.0,
            outcome=StepOutcome(counts={"sent": 2, "failed": 1}, exit_code=69),
        ),
    ],
)
FIGURES = ServiceFigures(
    sources={"healthy": 35, "failing": 3, "silent": 2},
    outlets_unread=2,
    articles={"indexed": 400},
    set_aside=1,
    outbox_waiting=7,
    outbox_quarantined=1,
    deliveries={"sent": 90, "unknown": 1},
    archive_bytes=5_000_000,
    pages_bytes=70_000_000,
    index_bytes=900_000,
    disk_free_bytes=2_000_000_000,
    disk_total_bytes=9_000_000_000,
)


def read(text: str) -> dict[tuple[str, str], float]:
    families = list(text_string_to_metric_families(text))
    assert len({family.name for family in families}) == len(families)
    for family in families:
        assert family.type == "gauge"
        assert family.documentation.endswith(".")
        assert re.fullmatch(r"otklik_[a-z]+(_[a-z]+)*", family.name)
    return {
        (sample.name, "".join(sample.labels.values())): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_parser_of_prometheus_reads_what_was_meant() -> None:
    found = read(render_metrics(REPORT, FIGURES, BEGAN - timedelta(days=1)))
    expected = {
        ("otklik_run_duration_seconds", ""): 95.0,
        ("otklik_run_end_timestamp_seconds", ""): REPORT.finished.timestamp(),
        ("otklik_run_success_timestamp_seconds", ""): (BEGAN - timedelta(days=1)).timestamp(),
        ("otklik_run_exit_code", ""): 69,
        ("otklik_step_duration_seconds", "crawl"): 80.5,
        ("otklik_step_success", "crawl"): 1,
        ("otklik_step_success", "digests"): 0,
        ("otklik_run_sources_unread", ""): 3,
        ("otklik_run_articles_kept", ""): 12,
        ("otklik_run_digest_mails", "failed"): 1,
        ("otklik_sources", "failing"): 3,
        ("otklik_sources", "broken"): 0,
        ("otklik_outlets_unread", ""): 2,
        ("otklik_outbox_waiting", ""): 7,
        ("otklik_outbox_quarantined", ""): 1,
        ("otklik_mails", "unknown"): 1,
        ("otklik_mails", "sending"): 0,
        ("otklik_archive_bytes", ""): 5_000_000,
        ("otklik_disk_free_bytes", ""): 2_000_000_000,
    }
    assert {key: found[key] for key in expected} == expected


def test_without_an_archive_and_a_success_the_run_is_still_told() -> None:
    found = read(render_metrics(REPORT, None, None))
    assert ("otklik_run_exit_code", "") in found
    assert not any(name == "otklik_run_success_timestamp_seconds" for name, _label in found)


def test_the_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "collector" / "otklik.prom"
    write_metrics(file, "otklik_a 1.0\n")
    before = file.stat().st_ino
    write_metrics(file, "otklik_a 2.0\n")
    assert file.stat().st_ino != before, "not written over"
    assert file.read_text("utf-8") == "otklik_a 2.0\n"
    assert [each.name for each in file.parent.iterdir()] == ["otklik.prom"]
    assert file.stat().st_mode & 0o777 == 0o644
