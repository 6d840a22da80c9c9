"""Dates, counts, tones and foreign words as typography wants them: Russian, or English where that is chosen."""

from __future__ import annotations

import re
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

from texts import _, current_language, plural

NBSP = "\u00a0"
# Control characters, and those that turn the direction of the text around them.
_UNSHOWN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """Foreign text on one line, without characters that do not show."""
    return re.sub(r"\s+", " ", _UNSHOWN.sub("", text))


def web_address(url: str) -> str:
    """The address if it is one of the web, else nothing: `javascript:` must not become a link."""
    try:
        parts = urlsplit(clean(url).strip())
    except ValueError:
        return ""
    return clean(url).strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def counted(number: int, one: str, few: str, many: str) -> str:
    """`3 публикации`, held together by a no-break space."""
    return f"{number}{NBSP}{plural(number, one, few, many)}"


def difference_words(number: int, before: int) -> str:
    if number == before:
        return _("столько же")
    if number > before:
        return _("на{nbsp}{by} больше", nbsp=NBSP, by=number - before)
    return _("на{nbsp}{by} меньше", nbsp=NBSP, by=before - number)


def tone_words(tone: int) -> str:
    return {-1: _("негативный"), 0: _("нейтральный"), 1: _("положительный")}[tone]


def day_words(day: date) -> str:
    return f"{day.day}{NBSP}{format_date(day, 'MMMM', locale=current_language())}"


def month_name(day: date) -> str:
    """`ноябрь`, as it stands alone."""
    return str(format_date(day, "LLLL", locale=current_language()))


def moment_words(moment: datetime, zone: ZoneInfo, *, has_time: bool = True) -> str:
    local = moment.astimezone(zone)
    return f"{day_words(local)}, {local:%H:%M}" if has_time else day_words(local)


def since_words(moment: datetime, zone: ZoneInfo) -> str:
    """With the year, for an outlet may have been silent for long."""
    local = moment.astimezone(zone)
    return _("с{nbsp}{day} {year}", nbsp=NBSP, day=day_words(local), year=local.year)


def zone_words(timezone: str) -> str:
    """`Екатеринбург` for Asia/Yekaterinburg: the city whose clock is meant."""
    return get_timezone_location(timezone, locale=current_language(), return_city=True)
