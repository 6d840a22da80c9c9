"""Own release → pickup: which outlets took a union's release, how soon and how much; and what nobody took."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta

from starlette.requests import Request

from archive.articles import find_addresses
from archive.pickups import find_releases
from desk import wording
from desk.addresses import read_number
from desk.article_words import delay_words, share_words
from desk.filters import bounds, read_choice, read_own_union
from desk.periods import Period, read_period
from desk.place import Desk
from desk.taken import OwnReleases, own_outlets, sum_by_union, usual_delay
from desk.view import View
from exports.cells import Cell, Linked, Sheet
from records.registry import Outlet
from records.story import Release
from texts import _

_PAGE = 20


def show_releases(desk: Desk, request: Request) -> View:
    union = read_own_union(desk, request)
    period = read_period(request.query_params, desk, days=28)
    tab = read_choice(request, "taken", ("yes", "no")) or "yes"
    outlets = own_outlets(desk.registry, union.id if union else "")
    releases = _find(desk, period, outlets)
    tabs = {
        "yes": [release for release in releases if release.pickups],
        "no": [release for release in releases if not release.pickups],
    }
    page = read_number(request.query_params, "page", 1, 1, 500)
    by_union = sum_by_union(releases, outlets)
    return View(
        title=_("Свои релизы"),
        template="releases.html.j2",
        name=_("Релизы {since} {until}", **period.parts),
        context={
            "union": union,
            "period": period,
            "tab": tab,
            "tabs": {name: len(found) for name, found in tabs.items()},
            "releases": tabs[tab][_PAGE * (page - 1) : _PAGE * page],
            "has_outlets": bool(outlets),
            "outlets": outlets,
            "figures": _figures(releases),
            "by_union": by_union,
            "page": page,
            "pages": -(-len(tabs[tab]) // _PAGE),
        },
        sheets=[_sheet(desk, releases, outlets), _unions_sheet(desk, by_union)],
    )


def _find(desk: Desk, period: Period, outlets: Collection[str]) -> list[Release]:
    """The latest first."""
    with desk.archive.reading() as connection:
        return find_releases(connection, *bounds(desk, period), outlets)[::-1]


def _figures(releases: Sequence[Release]) -> list[tuple[str, str]]:
    taken = [release for release in releases if release.pickups]
    pickups = [pickup for release in taken for pickup in release.pickups]
    usual = usual_delay(taken)
    return [
        (_("релизов"), str(len(releases))),
        (_("взяла пресса"), str(len(taken))),
        (_("доля взятых"), share_words(len(taken) / len(releases) if releases else None)),
        (_("публикаций по ним"), str(len({pickup.article_id for pickup in pickups}))),
        (_("изданий"), str(len({pickup.outlet_id for pickup in pickups}))),
        (_("обычно первая статья"), delay_words(usual) if usual is not None else "—"),
    ]


def _sheet(desk: Desk, releases: Sequence[Release], outlets: Mapping[str, Outlet]) -> Sheet:
    columns = (
        (_("Релиз"), 50),
        (_("Профсоюз"), 30),
        (_("Где выпущен"), 26),
        (_("Когда"), 17),
        (_("Издание"), 26),
        (_("Через сколько часов"), 12),
        (_("Слов релиза в статье, %"), 14),
        (_("Слов релиза взято, %"), 14),
        (_("Адрес статьи"), 40),
    )
    return Sheet(name=_("Релизы"), columns=columns, rows=_rows(desk, releases, outlets))


def _rows(desk: Desk, releases: Sequence[Release], outlets: Mapping[str, Outlet]) -> Iterator[Sequence[Cell]]:
    """One that nobody took has one row, without an outlet."""
    urls = _addresses(desk, releases)
    for release in releases:
        own = outlets[release.outlet_id]
        local = release.timestamp.astimezone(desk.zone).replace(tzinfo=None)
        published = local if release.has_time else local.date()
        title = Linked(text=release.title, url=urls.get(release.article_id, ""))
        front = (title, wording.union_name(desk.registry, own.union or ""), own.name, published)
        if not release.pickups:
            yield (*front, _("никто не взял"), None, None, None, None)
        for pickup in release.pickups:
            url = urls.get(pickup.article_id, "")
            yield (
                *front,
                wording.outlet_name(desk.registry, pickup.outlet_id),
                _hours(pickup.delay) if release.has_time and pickup.has_time else None,
                round(100 * pickup.article_share),
                round(100 * pickup.release_share),
                Linked(text=url, url=url),
            )


def _hours(delay: timedelta) -> float:
    return round(delay / timedelta(hours=1), 1)


def _addresses(desk: Desk, releases: Sequence[Release]) -> dict[str, str]:
    ids = [release.article_id for release in releases]
    ids += [pickup.article_id for release in releases for pickup in release.pickups]
    with desk.archive.reading() as connection:
        return find_addresses(connection, ids)


def _unions_sheet(desk: Desk, by_union: Sequence[OwnReleases]) -> Sheet:
    return Sheet(
        name=_("По профсоюзам"),
        columns=((_("Профсоюз"), 40), (_("Релизов"), 12), (_("Взято"), 12), (_("Доля"), 10)),
        rows=[
            (wording.union_name(desk.registry, own.union), own.number, own.taken, round(own.share, 3))
            for own in by_union
        ],
    )
