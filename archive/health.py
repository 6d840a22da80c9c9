"""How the sources fare, and what a run did with each."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from archive.looks import run_looks
from archive.schema import links, polls, sources
from records.health import HEALTHY, Verdict
from records.runs import SourceHealth, SourceReport


def source_health(connection: Connection, source_id: str | None = None) -> list[SourceHealth]:
    """Every source that was ever registered, by outlet, or that one."""
    query = select(sources).order_by(sources.c.outlet_id, sources.c.id)
    rows = connection.execute(query if source_id is None else query.where(sources.c.id == source_id))
    return [
        SourceHealth(
            source_id=row.id,
            outlet_id=row.outlet_id,
            url=row.url,
            last_asked=row.last_asked,
            last_success=row.last_success,
            failing_since=row.failing_since,
            failures=row.failures,
            outcome=row.outcome,
            detail=row.detail,
            condition=row.condition,
            condition_since=row.condition_since,
            condition_detail=row.condition_detail,
            newest=row.newest,
            window=row.window,
            due=row.due,
        )
        for row in rows
    ]


def source_verdicts(connection: Connection) -> dict[str, Verdict]:
    """What is wrong with each source that something is wrong with, by its id; «failing» is among them."""
    found = {source.source_id: source.verdict for source in source_health(connection)}
    return {source_id: verdict for source_id, verdict in found.items() if verdict != HEALTHY}


def source_reports(connection: Connection, run_id: int) -> list[SourceReport]:
    """What a run did, source by source. A source that was not asked but whose waiting links were decided counts too."""
    asked = {row.source_id: row for row in connection.execute(select(polls).where(polls.c.run_id == run_id))}
    decided: dict[str, dict[str | None, int]] = {}
    rows = connection.execute(
        select(links.c.source_id, links.c.reason, func.count())
        .where(links.c.run_id == run_id)
        .group_by(links.c.source_id, links.c.reason)
    )
    for source_id, reason, count in rows:
        decided.setdefault(source_id, {})[reason] = count
    known = connection.execute(
        select(sources.c.id, sources.c.outlet_id).where(sources.c.id.in_(asked.keys() | decided.keys()))
    )
    reports = []
    seen, verdicts = run_looks(connection, run_id), source_verdicts(connection)
    for source_id, outlet_id in known.all():
        poll = asked.get(source_id)
        reasons = dict(decided.get(source_id, {}))
        kept = reasons.pop(None, 0)
        for reason, count in (poll.unusable if poll else {}).items():
            reasons[reason] = reasons.get(reason, 0) + count
        reports.append(
            SourceReport(
                source_id=source_id,
                outlet_id=outlet_id,
                outcome=poll.outcome if poll else "",
                detail=poll.detail if poll else "",
                found=poll.found if poll else 0,
                new=poll.new if poll else 0,
                kept=kept,
                dropped={reason: count for reason, count in sorted(reasons.items()) if reason is not None},
                look=seen.get(source_id),
                verdict=verdicts.get(source_id, HEALTHY),
            )
        )
    return sorted(reports, key=lambda report: (report.outlet_id, report.source_id))
