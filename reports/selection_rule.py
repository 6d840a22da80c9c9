"""Which of the members' news is worth the federation's own pages: an open sum of points (docs/selection.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.member_news import NewsFacts
from texts import _

# Points; the most of all parts together are 100.
TOPIC, MOST_TOPICS = 10.0, 20.0  # for each theme of the unions
CAMPAIGN = 10.0
OUTLET, MOST_OUTLETS = 2.0, 10.0  # for each outlet of the press that took words of it
REGION = 15.0  # divided by the place among the region's own
FIRST, KNOWN_EVENT = 20.0, 10.0
LENGTH, CHARACTERS = 5.0, 800
OFFICIAL = 5.0
QUOTE = 5.0
PICTURE = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class MemberNews:
    """A member's article as the rule sees it. `region` is the member's; `taken_by` are outlets of the press.

    `has_picture` None: there is no copy of the page to look at.
    """

    facts: NewsFacts
    title: str
    union: str
    outlet_id: str
    region: str
    published: datetime
    taken_by: int
    has_picture: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """`reasons` are the parts of `points` as (what, points), those without any points among them."""

    news: MemberNews
    points: float
    reasons: tuple[tuple[str, float], ...]


def weigh_news(
    news: MemberNews, labour: Collection[str], campaigns: Collection[str]
) -> tuple[tuple[str, float], ...]:
    """All parts but the balance of regions. `labour` are the topics of the unions, `campaigns` the federation's."""
    topics = len(set(news.facts.topics) & set(labour))
    said = bool(set(news.facts.campaigns) & set(campaigns))
    return (
        (_("значимость: тем профсоюзов — {number}", number=topics), min(TOPIC * topics, MOST_TOPICS)),
        (_("значимость: лозунг кампании"), CAMPAIGN * said),
        (
            _("значимость: изданий взяло — {number}", number=news.taken_by),
            min(OUTLET * news.taken_by, MOST_OUTLETS),
        ),
        _novelty(news.facts),
        (
            _("полнота: не меньше {number} знаков", number=CHARACTERS),
            LENGTH * (news.facts.length >= CHARACTERS),
        ),
        (_("полнота: назван человек с должностью"), OFFICIAL * (news.facts.officials > 0)),
        (_("полнота: чьи-то слова"), QUOTE * (news.facts.quotes > 0)),
        _illustration(news.has_picture),
    )


def _novelty(facts: NewsFacts) -> tuple[str, float]:
    if facts.is_copy:
        return _("новизна: чужой текст"), 0.0
    if facts.is_told:
        return _("новизна: событие уже рассказано другими"), KNOWN_EVENT
    return _("новизна: рассказано впервые"), FIRST


def _illustration(has_picture: bool | None) -> tuple[str, float]:
    if has_picture is None:
        return _("иллюстрация: копии страницы нет, неизвестно"), 0.0
    return (_("иллюстрация: своя"), PICTURE) if has_picture else (_("иллюстрация: нет"), 0.0)


def choose_news(weighed: Mapping[MemberNews, tuple[tuple[str, float], ...]], limit: int) -> list[Chosen]:
    """The most points first. The first of a region gets `REGION` points for it, the second half of them, the third a
    third, …: so no region fills the list. Of equal ones the newer."""
    waiting: dict[str, list[MemberNews]] = {}
    for news in sorted(weighed, key=lambda one: _order(one, _sum(weighed[one]))):
        waiting.setdefault(news.region, []).append(news)
    places = dict.fromkeys(waiting, 1)
    chosen: list[Chosen] = []
    while waiting and len(chosen) < limit:
        found = {region: _sum(weighed[some[0]]) + REGION / places[region] for region, some in waiting.items()}
        region = min(waiting, key=lambda code: _order(waiting[code][0], found[code]))
        news = waiting[region].pop(0)
        balance = (
            _("баланс регионов: {number}-я отсюда", number=places[region]),
            round(REGION / places[region], 1),
        )
        reasons = (*weighed[news], balance)
        chosen.append(Chosen(news=news, points=round(_sum(reasons), 1), reasons=reasons))
        places[region] += 1
        if not waiting[region]:
            del waiting[region]
    return chosen


def _sum(reasons: Iterable[tuple[str, float]]) -> float:
    return sum(points for _what, points in reasons)


def _order(news: MemberNews, points: float) -> tuple[float, float, str]:
    return -points, -news.published.timestamp(), news.facts.article_id
