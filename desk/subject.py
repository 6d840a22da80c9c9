"""What the press wrote on a topic or in a campaign: how much, when, where, in which outlets, of which unions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk import wording
from desk.periods import Period
from desk.place import Desk
from desk.tables import ToneRow, read_tones, tone_row
from exports.cells import Sheet
from records.search import Count, Hit, Query, Results, Step, Tally
from texts import _

_LATEST = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class PressRow:
    """`number` counts publications, `before` those of the period before; `tone` the mentions of unions in them."""

    value: str
    number: int
    before: int | None
    tone: ToneRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """`spans` are (its first day, publications, mentions of unions by tone), empty ones too, by `interval`."""

    figures: Sequence[tuple[str, int, int]]
    interval: Step
    spans: Sequence[tuple[date, int, ToneRow]]
    regions: Sequence[PressRow]
    outlets: Sequence[PressRow]
    unions: Sequence[ToneRow]
    latest: Sequence[Hit]
    total: int


def survey(desk: Desk, query: Query, period: Period) -> Survey:
    """`query` names the topic or campaign; its days are set here."""
    now, then = _within(query, period), _within(query, period.before)
    interval = choose_interval(period.days)
    fields = ("region", "outlet")
    articles = desk.engine.tally(
        now, splits={"time": (interval,), **{name: (name,) for name in fields}}, distinct=("story", "outlet")
    )
    earlier = desk.engine.tally(then, splits={name: (name,) for name in fields}, distinct=("story", "outlet"))
    splits = {name: (name, "tone") for name in (*fields, "union")} | {
        "time": (interval, "tone"),
        "tone": ("tone",),
    }
    mentions = desk.engine.tally(now, "mentions", splits=splits)
    mentions_then = desk.engine.tally(then, "mentions", splits={"tone": ("tone",), "union": ("union",)})
    tables = {
        name: press_rows(articles.counts[name], earlier.counts[name], mentions.counts[name])
        for name in fields
    }
    latest: Results = desk.engine.search(replace(now, limit=_LATEST))
    before = numbers(mentions_then.counts["union"])
    return Survey(
        figures=_figures(articles, earlier, mentions, mentions_then),
        interval=interval,
        spans=_spans(articles.counts["time"], mentions.counts["time"]),
        regions=tables["region"],
        outlets=tables["outlet"],
        unions=[tone_row(one, before) for one in mentions.counts["union"]],
        latest=latest.hits,
        total=latest.total,
    )


def _figures(now: Tally, then: Tally, mentions: Tally, mentions_then: Tally) -> list[tuple[str, int, int]]:
    tones, tones_then = (numbers(tally.counts["tone"]) for tally in (mentions, mentions_then))
    return [
        (_("публикаций"), now.total, then.total),
        (_("сюжетов"), now.distinct["story"], then.distinct["story"]),
        (_("изданий"), now.distinct["outlet"], then.distinct["outlet"]),
        (_("упоминаний профсоюзов"), mentions.total, mentions_then.total),
        (_("из них хороших"), tones.get("1", 0), tones_then.get("1", 0)),
        (_("плохих"), tones.get("-1", 0), tones_then.get("-1", 0)),
    ]


def choose_interval(days: int) -> Step:
    """As many spans as a chart can show, and a reader can tell apart."""
    if days <= 31:
        return "day"
    return "week" if days <= 200 else "month"


def span_label(first: date, interval: Step) -> str:
    return wording.month_words(first) if interval == "month" else wording.short_day(first)


def press_rows(
    articles: Sequence[Count], earlier: Sequence[Count], mentions: Sequence[Count], values: Sequence[str] = ()
) -> list[PressRow]:
    """Whatever has publications now, most first; and of `values` also those that have none."""
    now, before = numbers(articles), numbers(earlier)
    tones = {one.value: read_tones(one.parts) for one in mentions}
    rows = [
        PressRow(
            value=value,
            number=now.get(value, 0),
            before=before.get(value, 0),
            tone=ToneRow(value=value, tones=tones.get(value, {}), before=None),
        )
        for value in dict.fromkeys((*now, *values))
    ]
    return sorted(rows, key=lambda row: (-row.number, -(row.before or 0)))


def numbers(counts: Sequence[Count]) -> Mapping[str, int]:
    return {one.value: one.number for one in counts}


def press_sheet(title: str, heading: str, rows: Sequence[tuple[str, PressRow]]) -> Sheet:
    columns = (
        (heading, 40),
        (_("Публикаций"), 12),
        (_("До этого"), 12),
        (_("Упоминаний профсоюзов"), 14),
        (_("Хороших"), 12),
        (_("Нейтральных"), 12),
        (_("Плохих"), 12),
    )
    return Sheet(
        name=title,
        columns=columns,
        rows=[
            (
                name,
                row.number,
                row.before,
                row.tone.number,
                *(row.tone.tones.get(tone, 0) for tone in (1, 0, -1)),
            )
            for name, row in rows
        ],
    )


def _within(query: Query, period: Period) -> Query:
    return replace(query, since=period.since, until=period.until)


def _spans(articles: Sequence[Count], mentions: Sequence[Count]) -> list[tuple[date, int, ToneRow]]:
    return [
        (
            date.fromisoformat(one.value),
            one.number,
            ToneRow(value=one.value, tones=read_tones(named.parts), before=None),
        )
        for one, named in zip(articles, mentions, strict=True)
    ]
