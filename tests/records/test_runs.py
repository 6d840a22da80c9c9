from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from records.runs import SourceHealth


def test_what_is_shown_of_a_source_is_by_the_readers_clock() -> None:
    failed = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    health = SourceHealth(
        source_id="a/0", outlet_id="a", url="https://a.example/rss", last_asked=failed, last_success=None,
        failing_since=failed, failures=1, outcome="http-500", detail="",
    )  # fmt: skip
    shown = health.in_zone(ZoneInfo("Europe/Moscow")).verdict.since
    assert shown == failed
    assert f"{shown:%d.%m.%Y %H:%M}" == "23.11.2026 01:30"
