"""The days of a report and those beside which it is held."""

from __future__ import annotations

from datetime import date

import pytest

from records.errors import UsageError
from reports.period import Span, read_span


def days(span: Span) -> tuple[str, str]:
    return span.since.isoformat(), span.until.isoformat()


@pytest.mark.parametrize(
    ("quarter", "month", "here", "before", "year_ago"),
    [
        ("2026-Q4", None, ("2026-10-01", "2026-12-31"), ("2026-07-01", "2026-09-30"), ("2025-10-01", "2025-12-31")),
        ("2026-q1", None, ("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        (None, "2024-02", ("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        (None, "2026-12", ("2026-12-01", "2026-12-31"), ("2026-11-01", "2026-11-30"), ("2025-12-01", "2025-12-31")),
    ],
)  # fmt: skip
def test_a_quarter_and_a_month_are_held_beside_whole_ones(
    quarter: str | None,
    month: str | None,
    here: tuple[str, str],
    before: tuple[str, str],
    year_ago: tuple[str, str],
) -> None:
    span = read_span(quarter, month, None, None)
    assert [days(each) for each in (span, span.before, span.year_before)] == [here, before, year_ago]


def test_any_days_are_held_beside_as_many_before_them() -> None:
    span = read_span(None, None, date(2024, 2, 20), date(2024, 2, 29))
    assert days(span.before) == ("2024-02-10", "2024-02-19")
    assert days(span.year_before) == ("2023-02-20", "2023-02-28")


def test_periods_have_names_for_people_and_for_files() -> None:
    quarter, month = read_span("2026Q4", None, None, None), read_span(None, "2026-11", None, None)
    other = read_span(None, None, date(2026, 2, 1), date(2026, 4, 30))
    assert (quarter.words, quarter.name) == ("IV квартал 2026", "2026-Q4")
    assert (month.words, month.name) == ("ноябрь 2026", "2026-11")
    assert other.words == "1\u00a0февраля\u00a02026 – 30\u00a0апреля\u00a02026"
    assert other.name == "2026-02-01_2026-04-30"


@pytest.mark.parametrize(
    ("quarter", "month", "since", "until"),
    [
        (None, None, None, None),
        ("2026-Q4", "2026-11", None, None),
        ("2026-Q5", None, None, None),
        ("2026-Q4; DROP", None, None, None),
        ("٢٠٢٦-Q4", None, None, None),
        ("0000-Q1", None, None, None),
        ("9999-Q4", None, None, None),
        (None, "2026-13", None, None),
        (None, None, date(2026, 1, 1), None),
        (None, None, date(2020, 1, 1), date(2026, 1, 1)),
        (None, None, date(1, 1, 1), date(1, 1, 2)),
    ],
)
def test_what_is_no_period_is_refused_with_how_to_write_one(
    quarter: str | None, month: str | None, since: date | None, until: date | None
) -> None:
    with pytest.raises(UsageError):
        read_span(quarter, month, since, until)
