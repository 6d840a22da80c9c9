"""Dates as people write them: «вчера, 14:05», «12 ноября 2026»; those that machines write, by crawler.machine_dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from crawler.machine_dates import ZONES, read_stamp
from crawler.month_names import month_number

_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?(?:\.\d+)?(?![\d.])(?:\s?([ap])\.?m\b)?",
    re.IGNORECASE,
)
_WORDS = {"сегодня": 0, "вчера": 1, "позавчера": 2}
_WORD = re.compile(r"\b(сегодня|позавчера|вчера)\b", re.IGNORECASE)
_AGO = re.compile(r"\b(?:(\d{1,3})\s+)?(минут[уы]?|час(?:а|ов)?|день|дня|дней)\s+назад", re.IGNORECASE)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:-?го|st|nd|rd|th|er|º|\.)?\s*(?:de\s+|of\s+)?([^\W\d_]{3,10})\.?"
    r"(?:[\s,]+(?:del?\s+)?(?:(\d{4})(?!\d)|(\d{2})(?=$|\s*[(,]|\s+г|\s+(?:в\s+)?\d{1,2}:)))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"\b([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})(?!\d)", re.IGNORECASE
)
_NUMERIC = re.compile(
    r"(?<![\d.])(?:(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{2})[./](\d{2})[./](\d{2})|(\d{1,2})-(\d{1,2})-(\d{4}))(?!\d|[./]\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:[./]|\s?[年년]\s?)(\d{1,2})(?:[./]|\s?[月월]\s?)(\d{1,2})(?!\d)"
)
_OFFSET = re.compile(r"(?<=[\d\s])([+-])(0\d|1[0-4]):?([0-5]\d)?\s*$")
_ZONE_NAME = re.compile(r"\b(мск|msk|gmt|utc|[ecmp][sd]t|z(?=\s*$))\b", re.IGNORECASE)
_YEARS = range(1995, 2100)
_LONGEST = 100  # characters; what stands further on is about something else


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """`when` is aware; `has_time` False means a day alone (local midnight); `zoned`: the text itself named the zone."""

    when: datetime
    has_time: bool
    zoned: bool = False


def read_date(text: str, *, zone: tzinfo, today: date) -> Reading | None:
    """The date in a text that is meant to be one; nothing is guessed but the year of «12 ноября».

    `zone` holds where the text names none; `today` is the day on which the text was seen, in that zone.
    """
    text = " ".join(text.split())[:_LONGEST]
    if (stamp := read_stamp(text)) is not None:
        moment, has_time = stamp
        return _at(moment, zone, has_time=has_time) if moment.year in _YEARS else None
    for read in (_read_written, _read_numeric, _read_relative):
        for day, rest in read(text, today):
            return _on_day(day, rest, zone) if day.year in _YEARS else None
    return None


def _read_written(text: str, today: date) -> Iterator[tuple[date, str]]:
    """The day and the rest of the text, in which its time stands; so do all of these."""
    for found in _DAY_FIRST.finditer(text):
        number = month_number(found.group(2))
        year = found.group(3) or (found.group(4) and f"20{found.group(4)}")
        # «3 out of 5» is no date: without a year only a Russian month is one.
        if not year and found.group(2).isascii():
            continue
        if number and (day := _day(year or today.year, number, found.group(1))):
            if not year and day > today + timedelta(days=1):
                day = _day(today.year - 1, number, found.group(1)) or day
            yield day, _without(text, found)
    for found in _MONTH_FIRST.finditer(text):
        number = month_number(found.group(1))
        if number and (day := _day(found.group(3), number, found.group(2))):
            yield day, _without(text, found)


def _read_numeric(text: str, _today: date) -> Iterator[tuple[date, str]]:
    for found in _NUMERIC.finditer(text):
        first, second, year = (part for part in found.groups() if part)
        year = year if len(year) == 4 else f"20{year}"
        # «4/27/2020» can only be American.
        if day := _day(year, second, first) or _day(year, first, second):
            yield day, _without(text, found)
    for found in _YEAR_FIRST.finditer(text):
        if day := _day(*found.groups()):
            yield day, _without(text, found)


def _read_relative(text: str, today: date) -> Iterator[tuple[date, str]]:
    if word := _WORD.search(text):
        yield today - timedelta(days=_WORDS[word.group(1).lower()]), text
    elif ago := _AGO.search(text):
        unit = ago.group(2).lower()
        if unit.startswith("д"):
            yield today - timedelta(days=int(ago.group(1) or 1)), ""
        elif unit.startswith("мин"):
            # «5 минут назад» counts from the crawl's own clock: only the day is worth anything.
            yield today, ""


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _on_day(day: date, clock_text: str, zone: tzinfo) -> Reading:
    clock = _CLOCK.search(clock_text)
    moment = datetime.combine(day, _time(clock) if clock else time(), tzinfo=_zone_in(clock_text))
    return _at(moment, zone, has_time=clock is not None)


def _at(moment: datetime, zone: tzinfo, *, has_time: bool) -> Reading:
    # Midnight sharp is what publishing systems write when they know the day alone.
    if not has_time or moment.time() == time():
        return Reading(when=datetime.combine(moment.date(), time(), tzinfo=zone), has_time=False)
    zoned = moment.tzinfo is not None
    return Reading(when=moment if zoned else moment.replace(tzinfo=zone), has_time=True, zoned=zoned)


def _time(clock: re.Match[str]) -> time:
    hour = int(clock.group(1))
    if clock.group(4) and 1 <= hour <= 12:
        hour = hour % 12 + (12 if clock.group(4).lower() == "p" else 0)
    return time(hour, int(clock.group(2)), int(clock.group(3) or 0))


def _zone_in(text: str) -> tzinfo | None:
    """An unknown name such as YEKT means local time, as the outlet writes it."""
    if found := _OFFSET.search(text):
        minutes = int(found.group(2)) * 60 + int(found.group(3) or 0)
        return timezone(timedelta(minutes=minutes if found.group(1) == "+" else -minutes))
    name = _ZONE_NAME.search(text)
    if name is None:
        return None
    hours = ZONES[name.group().lower()]
    return timezone(timedelta(hours=hours)) if hours else UTC


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
