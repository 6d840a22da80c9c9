"""Whom a report is about and when, and how its numbers are asked for: each is the total of a page of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from archive.reach import has_articles, reading_since
from archive.store import Archive
from records.query_address import write_query
from records.registry import Outlet, Registry, Union
from records.search import COVERAGE, Count, Query
from records.visibility import outlet_weight
from reports.parts import Measure, Value
from reports.period import Span
from search.engine import Engine
from texts import names


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The union with its branch, in a period. `now` is the moment at which the report is made."""

    registry: Registry
    archive: Archive
    engine: Engine
    union: Union
    span: Span
    zone: ZoneInfo
    now: datetime

    @property
    def spans(self) -> tuple[Span, Span, Span]:
        return self.span, self.span.before, self.span.year_before

    @cached_property
    def known(self) -> tuple[bool, bool, bool]:
        """Of each span: was the press read before it was over, or has the archive anything of it, about whomever?"""
        first, second, third = (self._is_known(span) for span in self.spans)
        return first, second, third

    def _is_known(self, span: Span) -> bool:
        since, until = span.bounds(self.zone)
        if self.reading_since is not None and self.reading_since < until:
            return True
        with self.archive.reading() as connection:
            return has_articles(connection, since, until)

    @cached_property
    def reading_since(self) -> datetime | None:
        with self.archive.reading() as connection:
            return reading_since(connection)

    @cached_property
    def branch(self) -> frozenset[str]:
        return self.registry.branch(self.union.id)

    @cached_property
    def branch_regions(self) -> frozenset[str]:
        """Whose branches of industry unions count for it: those of all federations below it."""
        return self.registry.branch_regions(self.branch)

    @cached_property
    def press(self) -> dict[str, Outlet]:
        """By id, those that are no union's own voice."""
        return {id_: each for id_, each in self.registry.outlets.items() if each.kind in COVERAGE}

    @cached_property
    def own(self) -> dict[str, Outlet]:
        """By id, where the union and those below it speak of themselves."""
        found = self.registry.outlets.items()
        return {id_: each for id_, each in found if each.kind == "union" and each.union in self.branch}

    @cached_property
    def campaigns(self) -> frozenset[str]:
        """Those of the union, of all above it and below it; and those that are nobody's."""
        near = self.branch | set(self.registry.lineage(self.union.id))
        found = self.registry.campaigns.values()
        return frozenset(each.id for each in found if not each.unions or not near.isdisjoint(each.unions))

    @cached_property
    def weights(self) -> dict[str, float]:
        return {id_: outlet_weight(each) for id_, each in self.press.items()}

    def query(self, span: Span, **more: object) -> Query:
        asked = Query(unions=(self.union.id,), since=span.since, until=span.until, timezone=str(self.zone))
        return replace(asked, **more)  # type: ignore[arg-type] # the fields of a query

    def measure(self, label: str, ask: Callable[[Span], tuple[Value, str]], note: str = "") -> Measure:
        """`ask` says a span's number and where it is counted; it is not asked of what the archive does not have."""
        found = [
            ask(span) if is_known else (None, "")
            for span, is_known in zip(self.spans, self.known, strict=True)
        ]
        (now, here), (before, then), (year_ago, long_ago) = found
        return Measure(
            label=label,
            now=now,
            before=before,
            year_ago=year_ago,
            address=here,
            earlier=(then, long_ago),
            note=note,
        )

    def count(self, label: str, **more: object) -> Measure:
        """How many articles the search finds that names the union, with these further conditions."""

        def ask(span: Span) -> tuple[Value, str]:
            query = self.query(span, **more)
            return self.engine.count(query), search_address(query)

        return self.measure(label, ask)

    def split(self, field: str, asked_by: str, label: Callable[[str], str], **more: object) -> list[Measure]:
        """A row a value of a field of the articles, most articles first; `asked_by` is that field of a query."""
        found = [self.values(field, span, **more) for span in self.spans]
        values = sorted(set().union(*found), key=lambda value: [-each.get(value, 0) for each in found])

        def measure(value: str) -> Measure:
            numbers = dict(zip(self.spans, found, strict=True))
            return self.measure(
                label(value),
                lambda span: (
                    numbers[span].get(value, 0),
                    search_address(self.query(span, **more, **{asked_by: (value,)})),
                ),
            )

        return [measure(value) for value in values]

    def values(self, field: str, span: Span, **more: object) -> dict[str, int]:
        """How many articles have each value of a field."""
        tally = self.engine.tally(self.query(span, **more), splits={field: (field,)})
        return numbers(tally.counts[field])


def numbers(counts: Iterable[Count]) -> dict[str, int]:
    return {one.value: one.number for one in counts}


def search_address(query: Query) -> str:
    return f"/search?{write_query(query)}"


def page_address(page: str, span: Span, **more: str) -> str:
    """Of a page of the desk that is about a span of days."""
    days = {"since": span.since.isoformat(), "until": span.until.isoformat()}
    return f"{page}?{urlencode(more | days)}"


def region_words(registry: Registry, code: str) -> str:
    region = registry.regions.get(code)
    if region is None:
        return code
    return names.region_name(region)


def outlet_words(registry: Registry, outlet_id: str) -> str:
    outlet = registry.outlets.get(outlet_id)
    return outlet.name if outlet else outlet_id
