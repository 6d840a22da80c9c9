"""What is worth an alert: a pure decision over the last two days and the union's own past."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.alerted import WatchedArticle
from archive.coverage import CoveredArticle
from archive.coverage_counts import CountedArticle
from digests.naming import union_name
from records.alert import Alarm, AlertKind, Watch
from records.health import Verdict
from records.registry import Outlet, Registry
from records.runs import SourceHealth
from records.visibility import outlet_weight
from texts import _
from texts.conditions import condition_words
from texts.typography import counted

RECENT = timedelta(hours=48)  # what is older is for the digest: nobody wants to be woken for it
PAST = timedelta(days=28)
_DAY = timedelta(days=1)
_FEWEST = 5  # articles a day: three instead of one are no spike
_SPREAD = 3.0  # deviations of a Poisson count beyond the usual
_REST = 3  # days after which a spike that goes on is news again
_DEAD = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """`recent` and `watched` are of the last `RECENT`, `counted` of the last `PAST`; `read_since` is the first crawl.
    `keys` and `stories` are what the watch was told before."""

    recent: Sequence[CoveredArticle]
    watched: Sequence[WatchedArticle]
    counted: Sequence[CountedArticle]
    health: Sequence[SourceHealth]
    read_since: datetime | None
    keys: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()


def find_alarms(seen: Seen, watch: Watch, registry: Registry, now: datetime) -> tuple[Alarm, ...]:
    """Stories first, those of several reasons once; then spikes and sources. Nothing that was told before."""
    stories = _merged([*_negative(seen, watch, registry), *_watched(seen, watch, registry)])
    fresh = [alarm for alarm in stories if alarm.story not in seen.stories]
    found = [*fresh, *_spikes(seen, watch, registry, now), *_sources(seen, watch, registry, now)]
    return tuple(alarm for alarm in found if alarm.key not in seen.keys)


def _negative(seen: Seen, watch: Watch, registry: Registry) -> Iterable[Alarm]:
    """A story in which an outlet of weight speaks ill of a watched union, surely enough."""
    if "negative" not in watch.kinds:
        return
    for article in seen.recent:
        outlet = registry.outlets.get(article.outlet_id)
        weight = outlet_weight(outlet)
        if article.tone != -1 or weight < watch.weight or (outlet is not None and outlet.kind == "union"):
            continue
        worst = max(article.mentions, key=lambda mention: mention.strength)
        said = _("негатив: {union}", union=union_name(worst.union, registry))
        yield Alarm(
            key=f"story/{article.story_id}",
            kinds=("negative",),
            title=article.title,
            said=(said,),
            url=article.url,
            outlet=_outlet_name(article.outlet_id, registry),
            published=article.timestamp,
            evidence=worst.sentence,
            articles=(article.id,),
            story=article.story_id,
        )


def _watched(seen: Seen, watch: Watch, registry: Registry) -> Iterable[Alarm]:
    people = {_letters(name): name for name in watch.people} if "person" in watch.kinds else {}
    campaigns = set(watch.campaigns) if "campaign" in watch.kinds else set()
    for article in seen.watched:
        if article.outlet_id in registry.own_outlets:
            continue
        names = [people[_letters(name)] for name in article.people if _letters(name) in people]
        slogans = [campaign for campaign in article.campaigns if campaign in campaigns]
        kinds: list[AlertKind] = [*(["person"] if names else []), *(["campaign"] if slogans else [])]  # type: ignore[list-item]
        if not kinds:
            continue
        said = [_("названо имя: {name}", name=name) for name in names]
        said += [
            _(
                "кампания «{name}»",
                name=registry.campaigns[slogan].name if slogan in registry.campaigns else slogan,
            )
            for slogan in slogans
        ]
        yield Alarm(
            key=f"story/{article.story_id}",
            kinds=tuple(kinds),
            title=article.title,
            said=tuple(said),
            url=article.url,
            outlet=_outlet_name(article.outlet_id, registry),
            published=article.timestamp,
            articles=(article.id,),
            story=article.story_id,
        )


def _merged(alarms: Iterable[Alarm]) -> list[Alarm]:
    """One a story: the first with all reasons, and all articles that gave one."""
    found: dict[str, Alarm] = {}
    for alarm in alarms:
        known = found.get(alarm.key)
        found[alarm.key] = alarm if known is None else _joined(known, alarm)
    return list(found.values())


def _joined(first: Alarm, other: Alarm) -> Alarm:
    return Alarm(
        key=first.key,
        kinds=tuple(dict.fromkeys((*first.kinds, *other.kinds))),
        title=first.title,
        said=tuple(dict.fromkeys((*first.said, *other.said))),
        url=first.url,
        outlet=first.outlet,
        published=first.published,
        evidence=first.evidence or other.evidence,
        articles=tuple(dict.fromkeys((*first.articles, *other.articles))),
        story=first.story,
    )


def _spikes(seen: Seen, watch: Watch, registry: Registry, now: datetime) -> Iterable[Alarm]:
    """The last 24 hours against the days before, as far back as the press was read: a week of them at least."""
    if "spike" not in watch.kinds or seen.read_since is None:
        return
    past = min(PAST, now - seen.read_since) - _DAY
    if past < timedelta(days=7):
        return
    for union in watch.unions:
        branch, regions = registry.branch(union), registry.branch_regions([union])
        moments = [article.timestamp for article in seen.counted if _names(article, branch, regions)]
        number = sum(now - _DAY <= moment < now for moment in moments)
        usual = sum(now - _DAY - past <= moment < now - _DAY for moment in moments) / (past / _DAY)
        if not is_spike(number, usual, watch.spike):
            continue
        day = now.date()
        if any(f"spike/{union}/{day - timedelta(days=back)}" in seen.keys for back in range(_REST)):
            continue
        yield Alarm(
            key=f"spike/{union}/{day}",
            kinds=("spike",),
            title=_(
                "{union}: {number} за сутки",
                union=union_name(union, registry),
                number=counted(number, "публикация", "публикации", "публикаций"),
            ),
            said=(_("обычно в день {usual}", usual=f"{usual:.1f}".replace(".", _(","))),),
        )


def is_spike(number: int, usual: float, times: float) -> bool:
    """So many times the usual number, and more than its own chance explains."""
    return number >= _FEWEST and number >= times * usual and number > usual + _SPREAD * math.sqrt(usual)


def _sources(seen: Seen, watch: Watch, registry: Registry, now: datetime) -> Iterable[Alarm]:
    """An outlet of weight none of whose sources gives anything any more, for a day at least."""
    if "source" not in watch.kinds:
        return
    known = {source.source_id: source.verdict for source in seen.health}
    for outlet in registry.outlets.values():
        if outlet.paused is not None or outlet.kind == "union" or outlet_weight(outlet) < watch.weight:
            continue
        if watch.regions and outlet.region not in watch.regions:
            continue
        dead = _dead(outlet, known, now)
        if dead is None or dead.since is None:
            continue
        yield Alarm(
            key=f"source/{outlet.id}/{dead.since.date()}",
            kinds=("source",),
            title=_("Не читается: {outlet}", outlet=outlet.name),
            said=(condition_words(dead),),
            url=outlet.url,
            outlet=outlet.name,
            published=dead.since,
        )


def _dead(outlet: Outlet, known: dict[str, Verdict], now: datetime) -> Verdict | None:
    """The verdict that came last: since then nothing of the outlet is read."""
    verdicts = [known.get(source.id) for source in outlet.sources]
    bad = [verdict for verdict in verdicts if verdict is not None and verdict.since is not None]
    if not verdicts or len(bad) < len(verdicts):
        return None
    last = max(bad, key=lambda verdict: verdict.since or now)
    return last if last.since is not None and last.since <= now - _DEAD else None


def _names(article: CountedArticle, branch: frozenset[str], regions: frozenset[str]) -> bool:
    return any(union in branch or region in regions for union, region in article.named)


def _outlet_name(outlet_id: str, registry: Registry) -> str:
    return registry.outlets[outlet_id].name if outlet_id in registry.outlets else outlet_id


def _letters(name: str) -> str:
    return " ".join(name.lower().replace("ё", "е").split())
