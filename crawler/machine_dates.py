"""Dates as machines write them, ISO 8601 and RFC 822: found here, read by python-dateutil."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from dateutil import parser, tz

_ISO = re.compile(
    r"(?<!\d)(\d{4}-\d{2}-\d{2})"
    r"(?:[T ]{1,2}(\d{2}:\d{2})(?::(\d{1,2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_BASIC = re.compile(r"((?:19|20)\d{6})(?:T?(\d{4})(\d{2})?(Z|[+-]\d{4})?)?")
_RFC_822 = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    r"\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4},?\s+"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\s+[+-]\d{4}|\s+\(?([a-z]{1,5})\)?)?",
    re.IGNORECASE,
)
# The names of RFC 822, and Moscow's, in hours east of Greenwich.
ZONES = {"мск": 3, "msk": 3, "gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
         "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip


def read_stamp(text: str) -> tuple[datetime, bool] | None:
    """The moment, and whether the text has a time of day; naive where it names no zone. None where this is none."""
    if found := _ISO.search(text):
        day, clock, second, offset = found.groups()
        zone = _ZONE_BEHIND.match(text[found.end() :]) if clock and not offset else None
        stamp = f"{day}T{clock}:{(second or '0').zfill(2)}" if clock else day
        # An offset that there is none of does not spoil the rest.
        moment = _isoparsed(f"{stamp}{offset or ''}") or _isoparsed(stamp)
        if moment is not None and zone is not None:
            moment = moment.replace(tzinfo=_named(zone.group(1)))
        return None if moment is None else (moment, clock is not None)
    if found := _BASIC.fullmatch(text):
        day, clock, second, offset = found.groups()
        moment = _isoparsed(f"{day}T{clock}{second or ''}{offset or ''}" if clock else day)
        return None if moment is None else (moment, clock is not None)
    return _rfc_822(text)


_ZONE_BEHIND = re.compile(r"\s*(мск|msk|gmt|utc|[ecmp][sd]t)\b", re.IGNORECASE)


def _isoparsed(stamp: str) -> datetime | None:
    try:
        return parser.isoparse(stamp)
    except ValueError:
        return None


def _rfc_822(text: str) -> tuple[datetime, bool] | None:
    if not _RFC_822.fullmatch(text):
        return None
    try:
        # An unknown name such as YEKT means local time, as the outlet writes it.
        moment = parser.parse(text, tzinfos=_zone, dayfirst=True)
    except (ValueError, OverflowError):
        return None
    return moment, True


def _zone(name: str | None, seconds: int | None) -> tzinfo | None:
    return tz.tzoffset(None, seconds) if seconds is not None else _named(name or "")


def _named(name: str) -> tzinfo | None:
    hours = ZONES.get(name.lower())
    return None if hours is None else tz.tzoffset(None, hours * 3600)
