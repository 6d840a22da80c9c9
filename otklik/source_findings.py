"""What is wrong with the outlets: who cannot be read, who is not what it was, since when, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from archive.health import source_health
from archive.store import Archive
from otklik.findings import Finding
from otklik.mends import condition_mend
from otklik.workplace import Workplace
from records.article import Dropped
from records.registry import Outlet
from records.runs import SourceHealth
from texts import _
from texts.conditions import verdict_words
from texts.reasons import plain_reason


def source_findings(workplace: Workplace, archive: Archive) -> Iterator[Finding]:
    zone = ZoneInfo(workplace.config.timezone)
    with archive.reading() as connection:
        known = {source.id for outlet in workplace.registry.outlets.values() for source in outlet.sources}
        # A source that left the register, or got another address, is nobody's trouble any more.
        health = [source.in_zone(zone) for source in source_health(connection) if source.source_id in known]
    if not any(source.last_asked for source in health):
        yield Finding(kind="advice", sentence=_("Издания ещё не опрашивались: запустите otklik crawl."))
    locked = [source for source in health if source.outcome == Dropped.NO_TOKEN]
    if locked:
        yield Finding(
            kind="advice",
            sentence=_(
                "Без токена не читаются стены VK: {number}. Задайте OTKLIK_CRAWL__VK_TOKEN или crawl.vk_token_file.",
                number=len(locked),
            ),
        )
    asked = [source for source in health if source.last_asked and source not in locked]
    if len(asked) > 1 and all(source.failing_since for source in asked):
        first = min(source.failing_since for source in asked if source.failing_since)
        yield Finding(
            kind="trouble",
            sentence=_("Ни одно издание не читается с {since:%d.%m.%Y %H:%M}: проверьте сеть.", since=first),
        )
        return
    for source in asked:
        outlet = workplace.registry.outlets.get(source.outlet_id)
        if outlet is None or outlet.paused:
            continue
        if source.failing_since is not None:
            yield _failing(source, outlet)
        elif source.condition:
            yield _odd(source, outlet)


def _failing(source: SourceHealth, outlet: Outlet) -> Finding:
    sentence = _(
        "{name}: не читается с {since:%d.%m.%Y %H:%M} (попыток: {failures}): {reason}. Адрес: {url}",
        name=outlet.name,
        since=source.failing_since,
        failures=source.failures,
        reason=plain_reason(source.outcome),
        url=source.url,
    )
    return Finding(kind="trouble", sentence=sentence)


def _odd(source: SourceHealth, outlet: Outlet) -> Finding:
    """It answers, and yet is not what it was. Silence may be the outlet's own, and is no trouble by itself."""
    sentence = _(
        "{name}: {words}. Что сделать: {mend}. Адрес: {url}",
        name=outlet.name,
        words=verdict_words(source.verdict),
        mend=condition_mend(source.verdict, source.url),
        url=source.url,
    )
    return Finding(kind="advice" if source.condition == "silent" else "trouble", sentence=sentence)
