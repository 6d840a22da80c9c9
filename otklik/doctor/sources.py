"""What is wrong with the outlets: who cannot be read, who is not what it was, since when, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from archive.health import source_health
from archive.store import Archive
from otklik.doctor.findings import Finding, advice, trouble
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
        yield advice("sources", _("Издания ещё не опрашивались"), _("запустите otklik run"))
    locked = [source for source in health if source.outcome == Dropped.NO_TOKEN]
    if locked:
        yield advice(
            "vk-token",
            _("Без токена не читаются стены VK: {number}", number=len(locked)),
            _("задайте OTKLIK_CRAWL__VK_TOKEN или crawl.vk_token_file"),
        )
    asked = [source for source in health if source.last_asked and source not in locked]
    if len(asked) > 1 and all(source.failing_since for source in asked):
        first = min(source.failing_since for source in asked if source.failing_since)
        yield trouble(
            "network",
            _("Ни одно издание не читается с {since:%d.%m.%Y %H:%M}", since=first),
            _("проверьте сеть этой машины и её DNS"),
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
        "{name}: не читается с {since:%d.%m.%Y %H:%M} (попыток: {failures}): {reason}",
        name=outlet.name,
        since=source.failing_since,
        failures=source.failures,
        reason=plain_reason(source.outcome),
    )
    return trouble("source", sentence, _with_address(condition_mend(source.verdict, source.url), source))


def _odd(source: SourceHealth, outlet: Outlet) -> Finding:
    """It answers, and yet is not what it was. Silence may be the outlet's own, and is no trouble by itself."""
    sentence = f"{outlet.name}: {verdict_words(source.verdict)}"
    mend = _with_address(condition_mend(source.verdict, source.url), source)
    return (advice if source.condition == "silent" else trouble)("source", sentence, mend)


def _with_address(mend: str, source: SourceHealth) -> str:
    return _("{mend}. Адрес: {url}", mend=mend, url=source.url)
