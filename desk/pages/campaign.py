"""A campaign: what a topic's page shows, and which of its slogans and messages were repeated word for word, by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from archive.campaigns import SaidWords, find_sayings
from desk import wording
from desk.faults import MissingError
from desk.filters import bounds, press_outlets
from desk.pages.search import articles_sheet
from desk.pages.topic import DAYS, survey_context, survey_sheets
from desk.periods import Period, read_period
from desk.place import Desk
from desk.sayings import Repeated, SayingKind, list_repeated
from desk.subject import survey
from desk.view import View
from exports.cells import Sheet
from records.agenda import Campaign
from records.search import Query
from texts import _
from texts.typography import clean

_MOST_WORDINGS = 10
_MOST_OUTLETS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Other words for a saying, with how many articles use them."""

    words: str
    articles: int


def show_campaign(desk: Desk, request: Request) -> View:
    campaign = desk.registry.campaigns.get(request.path_params["id"])
    if campaign is None:
        raise MissingError(_("Кампании «{id}» нет в реестре.", id=request.path_params["id"][:60]))
    period = read_period(request.query_params, desk, days=DAYS)
    desk.engine.check()
    query = Query(campaigns=(campaign.id,), since=period.since, until=period.until, timezone=desk.timezone)
    found = survey(desk, query, period)
    repeated, others = _said(desk, campaign, period)
    return View(
        title=campaign.name,
        template="campaign.html.j2",
        name=f"{campaign.id} {period.since} {period.until}",
        context=survey_context(desk, found, period, campaign=campaign.id)
        | {
            "campaign": campaign,
            "dates": [one for one in desk.registry.agenda if campaign.id in one.campaigns],
            "repeated": repeated,
            "kind_of": kind_words,
            "where": lambda one: _where(desk, one.outlets),
            "outlets_shown": _MOST_OUTLETS,
            "wordings": _wordings(others),
            "others": {
                "articles": len({one.article_id for one in others}),
                "outlets": len({one.outlet_id for one in others}),
            },
        },
        sheets=[
            _sheet(desk, repeated, others),
            articles_sheet(desk, query),
            *survey_sheets(desk, found),
        ],
    )


def kind_words(kind: SayingKind) -> str:
    return {"slogan": _("лозунг"), "message": _("тезис"), "hashtag": _("хештег")}[kind]


def _said(desk: Desk, campaign: Campaign, period: Period) -> tuple[list[Repeated], list[SaidWords]]:
    with desk.archive.reading() as connection:
        said = find_sayings(connection, *bounds(desk, period), campaign.id, press_outlets(desk))
    return list_repeated(campaign, said)


def _where(desk: Desk, outlets: Sequence[str]) -> str:
    """The regions of these outlets, those of most outlets first."""
    codes = Counter(desk.registry.outlets[id_].region for id_ in outlets)
    return ", ".join(
        wording.region_name(desk.registry, code) + (f" ({number})" if number > 1 else "")
        for code, number in codes.most_common()
    )


def _wordings(others: Sequence[SaidWords]) -> list[Wording]:
    articles: dict[str, set[str]] = {}
    for one in others:
        articles.setdefault(clean(one.words), set()).add(one.article_id)
    ranked = sorted(articles.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [Wording(words=words, articles=len(found)) for words, found in ranked[:_MOST_WORDINGS]]


def _sheet(desk: Desk, repeated: Sequence[Repeated], others: Sequence[SaidWords]) -> Sheet:
    columns = (
        (_("Что"), 12),
        (_("Слова"), 56),
        (_("Публикаций"), 12),
        (_("Изданий"), 12),
        (_("Где"), 40),
        (_("Издания"), 60),
    )
    rows = [
        (
            kind_words(one.kind),
            one.text,
            len(one.articles),
            len(one.outlets),
            _where(desk, one.outlets),
            "; ".join(wording.outlet_name(desk.registry, id_) for id_ in one.outlets),
        )
        for one in repeated
    ]
    others_row = (_("иначе"), _("другими словами"), len({one.article_id for one in others}))
    outlets = tuple(dict.fromkeys(one.outlet_id for one in others))
    named = "; ".join(wording.outlet_name(desk.registry, id_) for id_ in outlets)
    return Sheet(
        name=_("Лозунги и тезисы"),
        columns=columns,
        rows=[*rows, (*others_row, len(outlets), _where(desk, outlets), named)],
    )
