"""Names, dates and addresses as templates write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_date

from records.registry import OutletKind, Registry, SourceKind
from texts import _, current_language, names
from texts.quotes import missing_quotes
from texts.typography import clean, day_words, difference_words, moment_words, since_words


def union_name(registry: Registry, union_id: str) -> str:
    """The short name; with its region where another union has the same."""
    union = registry.unions.get(union_id)
    if union is None or union.short not in registry.shared_shorts or not union.regions:
        return union.short if union else union_id
    return f"{union.short} ({', '.join(region_name(registry, code) for code in union.regions)})"


def outlet_name(registry: Registry, outlet_id: str) -> str:
    outlet = registry.outlets.get(outlet_id)
    return outlet.name if outlet else outlet_id


def region_name(registry: Registry, code: str) -> str:
    region = registry.regions.get(code)
    if region is None:
        return code
    return names.region_name(region)


def topic_name(registry: Registry, topic_id: str) -> str:
    topic = registry.topics.get(topic_id)
    return topic.name if topic else topic_id


def campaign_name(registry: Registry, campaign_id: str) -> str:
    campaign = registry.campaigns.get(campaign_id)
    return campaign.name if campaign else campaign_id


def kind_words(kind: OutletKind) -> str:
    return {
        "external": _("пресса"),
        "union": _("сайт профсоюза"),
        "authority": _("орган власти"),
        "aggregator": _("агрегатор"),
    }[kind]


def source_words(kind: SourceKind) -> str:
    return {
        "feed": _("лента RSS"),
        "news-sitemap": _("карта новостей"),
        "sitemap": _("карта сайта"),
        "listing": _("страница новостей"),
        "telegram": _("канал Telegram"),
        "vk": _("стена VK"),
    }[kind]


def tone_class(tone: int) -> str:
    return {-1: "negative", 0: "neutral", 1: "positive"}[tone]


def when(moment: datetime, zone: ZoneInfo, *, has_time: bool = True) -> str:
    """With the year, where it is not this one's last months: a list may reach far back."""
    return f"{moment_words(moment, zone, has_time=False)} {moment.astimezone(zone).year}" + (
        f", {moment.astimezone(zone):%H:%M}" if has_time else ""
    )


def month_words(day: date) -> str:
    return str(format_date(day, "LLLL yyyy", locale=current_language()))


def short_month(day: date) -> str:
    return str(format_date(day, "LLL yy", locale=current_language())).replace(".", "")


def short_day(day: date) -> str:
    return str(format_date(day, "d MMM", locale=current_language())).rstrip(".")


def pieces(sentence: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The sentence cut into (text, is it marked), with the quotation marks that cutting it out took away."""
    front, behind = missing_quotes(sentence)
    found, end = [(front, False)], 0
    for start, stop in spans:
        found += [(sentence[end:start], False), (sentence[start:stop], True)]
        end = stop
    found += [(sentence[end:], False), (behind, False)]
    return [(clean(text) if text.strip() else text, marked) for text, marked in found if text]


def address(path: str, **parts: Any) -> str:
    """`path` with its pieces quoted, and what is not None behind `?`; a list becomes several values."""
    found = [
        (name, str(value))
        for name, values in parts.items()
        for value in (values if isinstance(values, list | tuple) else [values])
        if value not in (None, "")
    ]
    return quote(path) + (f"?{urlencode(found)}" if found else "")


FUNCTIONS: Mapping[str, Any] = {
    "union_name": union_name,
    "outlet_name": outlet_name,
    "region_name": region_name,
    "topic_name": topic_name,
    "campaign_name": campaign_name,
    "kind_words": kind_words,
    "source_words": source_words,
    "tone_class": tone_class,
    "when": when,
    "day_words": day_words,
    "month_words": month_words,
    "short_day": short_day,
    "moment_words": moment_words,
    "since_words": since_words,
    "difference_words": difference_words,
    "pieces": pieces,
    "address": address,
}
