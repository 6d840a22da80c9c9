"""Dates as people and machines write them: «вчера, 14:05», «12 ноября 2026», ISO 8601, RFC 822."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dateutil import parser, tz

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = r"(январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[яй]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья]|янв|фев|мар|апр|июн|июл|авг|сент?|окт|ноя|нояб|дек)"  # noqa: E501 - one list
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?::([0-5]\d))?(?![\d.])")
_WORDS = {"сегодня": 0, "вчера": 1, "позавчера": 2}
_WORD = re.compile(r"\b(сегодня|позавчера|вчера)\b", re.IGNORECASE)
_AGO = re.compile(r"\b(?:(\d{1,3})\s+)?(минут[уы]?|час(?:а|ов)?|день|дня|дней)\s+назад", re.IGNORECASE)
_WRITTEN = re.compile(rf"(?<!\d)(\d{{1,2}})\s*{_MONTH}\.?(?:[\s,]+(\d{{4}}))?(?!\d)", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?![\d.])")
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_BASIC = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?(?!\d)")
_OFFSET = re.compile(r"\s([+-])(\d{2}):?(\d{2})\s*$")
_MOSCOW = re.compile(r"\b(?:мск|msk)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_ZONES = {"MSK": tz.tzoffset("MSK", 3 * 3600), "MSD": tz.tzoffset("MSD", 4 * 3600)}
_OLDEST = 1995


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
    text = " ".join(text.split())[:100]
    for read in (_read_iso, _read_relative, _read_written, _read_numeric, _read_english):
        reading = read(text, zone, today)
        if reading is not None:
            return reading if reading.when.year >= _OLDEST else None
    return None


def _read_iso(text: str, zone: tzinfo, _today: date) -> Reading | None:
    found = _ISO.search(text) or _BASIC.fullmatch(text)
    if found is None:
        return None
    try:
        when = parser.isoparse(found.group(0).replace(" ", "T", 1).replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    has_time = found.group(4) is not None
    return _localized(when, zone, has_time=has_time)


def _read_relative(text: str, zone: tzinfo, today: date) -> Reading | None:
    word = _WORD.search(text)
    if word:
        day = today - timedelta(days=_WORDS[word.group(1).lower()])
        return _on_day(day, text, zone)
    ago = _AGO.search(text)
    if ago and ago.group(2).lower().startswith("д"):
        return _on_day(today - timedelta(days=int(ago.group(1) or 1)), "", zone)
    # «5 минут назад» counts from the crawl's own clock: only the day is worth anything.
    return _on_day(today, "", zone) if ago and ago.group(2).lower().startswith("мин") else None


def _read_written(text: str, zone: tzinfo, today: date) -> Reading | None:
    found = _WRITTEN.search(text)
    if found is None:
        return None
    month = next(n for n, start in enumerate(_MONTHS, 1) if _starts(found.group(2).lower(), start))
    year = int(found.group(3)) if found.group(3) else today.year
    day = _day(year, month, int(found.group(1)))
    if day is not None and found.group(3) is None and day > today + timedelta(days=1):
        day = _day(year - 1, month, int(found.group(1)))
    return None if day is None else _on_day(day, text.replace(found.group(0), " ", 1), zone)


def _starts(month: str, start: str) -> bool:
    return month.startswith(start) and (start != "ма" or not month.startswith("мар"))


def _read_numeric(text: str, zone: tzinfo, _today: date) -> Reading | None:
    found = _NUMERIC.search(text)
    if found is None:
        return None
    year = int(found.group(3))
    day = _day(year if year > 99 else 2000 + year, int(found.group(2)), int(found.group(1)))
    return None if day is None else _on_day(day, text.replace(found.group(0), " ", 1), zone)


def _read_english(text: str, zone: tzinfo, _today: date) -> Reading | None:
    """RFC 822 and the like, as feeds have it."""
    if (
        not _ENGLISH.search(text)
        or not re.search(r"\d{4}", text)
        or not re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    ):
        return None
    try:
        # An unknown name such as YEKT means local time, as the outlet writes it.
        when = parser.parse(
            text,
            tzinfos=lambda name, offset: (
                _ZONES.get(name, zone) if offset is None else tz.tzoffset(name, offset)
            ),
            default=datetime(2000, 1, 1),  # noqa: DTZ001 - its parts are never used: year and day are in the text
            dayfirst=True,
        )
    except (ValueError, OverflowError):
        return None
    return _localized(when, zone, has_time=_CLOCK.search(text) is not None)


def _localized(when: datetime, zone: tzinfo, *, has_time: bool) -> Reading:
    zoned = when.tzinfo is not None
    when = when if zoned else when.replace(tzinfo=zone)
    # Midnight sharp is what publishing systems write when they know the day alone.
    if has_time and (when.hour, when.minute, when.second) == (0, 0, 0):
        has_time = False
    if not has_time:
        return Reading(when=datetime.combine(when.date(), time(), tzinfo=zone), has_time=False)
    return Reading(when=when, has_time=True, zoned=zoned)


def _on_day(day: date, clock_text: str, zone: tzinfo) -> Reading:
    clock = _CLOCK.search(clock_text)
    if clock is None:
        return Reading(when=datetime.combine(day, time(), tzinfo=zone), has_time=False)
    at = time(int(clock.group(1)), int(clock.group(2)), int(clock.group(3) or 0))
    named = _zone_in(clock_text)
    return Reading(
        when=datetime.combine(day, at, tzinfo=named or zone), has_time=True, zoned=named is not None
    )


def _zone_in(text: str) -> tzinfo | None:
    if _MOSCOW.search(text):
        return _ZONES["MSK"]
    found = _OFFSET.search(text)
    if found is None:
        return None
    minutes = int(found.group(2)) * 60 + int(found.group(3))
    return tz.tzoffset(None, (minutes if found.group(1) == "+" else -minutes) * 60)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
