"""The blocks beside the stories: pure, from what was read of the archive and the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from archive.absences import Absence
from archive.coverage import CoveredArticle
from archive.coverage_counts import CountedArticle
from archive.quoted import Heard
from digests.facts import LOOK_BACK, Facts
from digests.naming import union_name
from digests.period import period_bounds, periods_back
from digests.scope import Scope
from records.agenda import agenda_near
from records.annotation import Tone
from records.digest import Subscription
from records.digest_blocks import (
    Blocks,
    Coming,
    Noted,
    Quoted,
    ReleaseFate,
    Trend,
    TrendPoint,
    Uptake,
    Voice,
    VoiceShare,
)
from records.period import Cadence, Period
from records.registry import Registry
from records.story import Release
from texts import _

_AHEAD: dict[Cadence, int] = {"daily": 3, "weekly": 14, "monthly": 31}  # days
_MOST = 5  # rows of a block: who wants them all opens the desk
_MOST_RELEASES = 8


def compose_blocks(
    facts: Facts, subscription: Subscription, scope: Scope, registry: Registry, period: Period, zone: ZoneInfo
) -> Blocks:
    unheard = sorted(
        (absence for absence in facts.absences if not absence.is_reprint),
        key=lambda absence: (absence.missing != "name", -absence.timestamp.timestamp(), absence.id),
    )
    fates = [_fate(release, registry) for release in facts.releases]
    return Blocks(
        trend=_trend(facts, period, zone),
        voice=_voice(facts.beside, subscription, scope, registry),
        unheard=tuple(_unheard(absence, registry) for absence in unheard[:_MOST]),
        all_unheard=len(unheard),
        campaigns=_campaigns(facts.articles, registry),
        taken=tuple(fate for fate in fates if fate.outlets)[:_MOST_RELEASES],
        untaken=tuple(fate for fate in fates if not fate.outlets)[:_MOST_RELEASES],
        coming=_coming(registry, period),
        quoted=tuple(_quoted(heard, scope, registry) for heard in facts.heard[:_MOST]),
    )


def _trend(facts: Facts, period: Period, zone: ZoneInfo) -> Trend:
    """A period before the first crawl is no zero but unknown, and left out."""
    points = []
    for each in (*periods_back(period, LOOK_BACK[period.cadence]), period):
        since, until = period_bounds(each, zone)
        if each == period or (facts.read_since is not None and facts.read_since < until):
            inside = [article for article in facts.counted if since <= article.timestamp < until]
            points.append(_point(each, inside))
    return Trend(points=tuple(points))


def _point(period: Period, articles: Sequence[CountedArticle]) -> TrendPoint:
    tones: dict[Tone, int] = {-1: 0, 0: 0, 1: 0}
    for article in articles:
        tones[article.tone] += 1
    return TrendPoint(period=period, by_tone=tones, stories=len({article.story_id for article in articles}))


def _voice(
    articles: Sequence[CountedArticle], subscription: Subscription, scope: Scope, registry: Registry
) -> Voice:
    """Those of whom most was written, and always ours. Nothing where there is nobody to be compared with."""
    if len(scope.siblings) < 2 or not articles:
        return Voice()
    numbers = {
        union: sum(
            any(named in branch or region in regions for named, region in article.named)
            for article in articles
        )
        for union, (branch, regions) in scope.siblings.items()
    }
    ranked = sorted(numbers, key=lambda union: (-numbers[union], union))
    shown = [
        union
        for place, union in enumerate(ranked)
        if union in subscription.unions or (place < _MOST and numbers[union])
    ]
    return Voice(
        shares=tuple(
            VoiceShare(
                name=union_name(union, registry),
                articles=numbers[union],
                share=numbers[union] / len(articles),
                is_ours=union in subscription.unions,
            )
            for union in shown
        ),
        total=len(articles),
        siblings=len(scope.siblings),
    )


def _unheard(absence: Absence, registry: Registry) -> Noted:
    topics = ", ".join(registry.topics[topic].name for topic in absence.topics if topic in registry.topics)
    missing = _("никто из наших не назван") if absence.missing == "name" else _("названы, но слова не дали")
    return Noted(
        title=absence.title,
        url=absence.url,
        outlet=_outlet_name(absence.outlet_id, registry),
        published=absence.timestamp,
        said=f"{topics}: {missing}" if topics else missing,
    )


def _campaigns(articles: Iterable[CoveredArticle], registry: Registry) -> tuple[Uptake, ...]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for article in articles:
        for campaign, verbatim in article.campaigns:
            found.setdefault(campaign, []).append((article.outlet_id, verbatim))
    uptakes = [
        Uptake(
            name=registry.campaigns[campaign].name if campaign in registry.campaigns else campaign,
            articles=len(said),
            verbatim=sum(verbatim for _outlet, verbatim in said),
            outlets=_names([outlet for outlet, _verbatim in said], registry),
        )
        for campaign, said in found.items()
    ]
    return tuple(sorted(uptakes, key=lambda uptake: (-uptake.articles, uptake.name)))[:_MOST]


def _fate(release: Release, registry: Registry) -> ReleaseFate:
    """What other unions' sites repeat is no pickup by the press."""
    press = [pickup.outlet_id for pickup in release.pickups if pickup.outlet_id not in registry.own_outlets]
    return ReleaseFate(
        title=release.title,
        url=release.url,
        published=release.timestamp,
        outlets=_names(press, registry),
    )


def _coming(registry: Registry, period: Period) -> tuple[Coming, ...]:
    """From the day after the period on, when the mail is read."""
    near = agenda_near(
        registry.agenda, period.last + timedelta(days=1), before=0, after=_AHEAD[period.cadence]
    )
    return tuple(Coming(day=day, name=one.name) for day, one in near)


def _quoted(heard: Heard, scope: Scope, registry: Registry) -> Quoted:
    return Quoted(
        name=heard.name,
        articles=heard.articles,
        role=heard.role,
        union=union_name(heard.union, registry) if heard.union else "",
        is_ours=heard.union in scope.unions,
    )


def _names(outlets: Iterable[str], registry: Registry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_outlet_name(outlet, registry) for outlet in outlets))


def _outlet_name(outlet_id: str, registry: Registry) -> str:
    return registry.outlets[outlet_id].name if outlet_id in registry.outlets else outlet_id
