"""«Наша тема, но без нас»: labour stories in which no union is named, or none is heard."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from starlette.requests import Request

from archive.absences import Absence, find_absences, first_lines
from desk import wording
from desk.absent import AbsentStory, group_absences
from desk.addresses import read_number
from desk.filters import QUARTER, bounds, press_outlets, read_choice, read_own_union
from desk.periods import Period, read_period
from desk.place import Desk
from desk.view import View
from exports.cells import Cell, Linked, Sheet
from records.registry import Union
from texts import _

_PAGE = 20


def show_absences(desk: Desk, request: Request) -> View:
    registry = desk.registry
    union = read_own_union(desk, request)
    region = read_choice(request, "region", registry.regions)
    labour = [topic.id for topic in registry.topics.values() if topic.labour]
    topic = read_choice(request, "topic", labour)
    missing = read_choice(request, "missing", ("name", "voice"))
    period = read_period(request.query_params, desk)
    regions = (region,) if region else tuple(union.regions) if union else ()
    every = group_absences(_find(desk, period, union, regions, [topic] if topic else labour))
    stories = [story for story in every if not missing or story.missing == missing]
    page = read_number(request.query_params, "page", 1, 1, 500)
    shown = stories[_PAGE * (page - 1) : _PAGE * page]
    return View(
        title=_("Наша тема, но без нас"),
        template="absences.html.j2",
        name=_("Без нас {since} {until}", **period.parts),
        context={
            "union": union,
            "region": region,
            "region_names": [wording.region_name(registry, code) for code in regions],
            "naming": lambda unions: [wording.union_name(registry, id_) for id_ in unions],
            "topic": topic,
            "topics": [registry.topics[id_] for id_ in labour],
            "missing": missing,
            "period": period,
            "stories": shown,
            "lines": _lines(desk, shown),
            "figures": _figures(every),
            "page": page,
            "pages": -(-len(stories) // _PAGE),
            "missing_words": missing_words,
        },
        sheets=[_sheet(desk, stories)],
    )


def missing_words(missing: str) -> str:
    return {
        "name": _("профсоюз не назван"),
        "voice": _("профсоюз назван, но не выслушан"),
    }[missing]


def _find(
    desk: Desk, period: Period, union: Union | None, regions: Collection[str], topics: Collection[str]
) -> list[Absence]:
    """Without a union, any of the register's will do but those that only look like ours."""
    registry = desk.registry
    if union is not None:
        unions: Collection[str] = registry.branch(union.id)
    else:
        unions = {each.id for each in registry.unions.values() if each.kind != "distractor"}
    with desk.archive.reading() as connection:
        return find_absences(
            connection,
            *bounds(desk, period, QUARTER),
            topics,
            unions,
            press_outlets(desk, regions),
            branch_regions=registry.branch_regions(unions),
        )


def _lines(desk: Desk, stories: Sequence[AbsentStory]) -> dict[str, str]:
    with desk.archive.reading() as connection:
        return first_lines(connection, [story.first.id for story in stories])


def _figures(stories: Sequence[AbsentStory]) -> list[tuple[str, int]]:
    outlets = {outlet for story in stories for outlet in story.outlets}
    return [
        (_("сюжетов без нас"), len(stories)),
        (_("не назван"), sum(story.missing == "name" for story in stories)),
        (_("не выслушан"), sum(story.missing == "voice" for story in stories)),
        (_("публикаций"), sum(len(story.members) for story in stories)),
        (_("изданий"), len(outlets)),
    ]


def _sheet(desk: Desk, stories: Sequence[AbsentStory]) -> Sheet:
    columns = (
        (_("Сюжет"), 8),
        (_("Опубликовано"), 17),
        (_("Издание"), 24),
        (_("Регион"), 22),
        (_("Заголовок"), 50),
        (_("Темы"), 30),
        (_("Чего нет"), 26),
        (_("Кто назван"), 26),
        (_("Перепечатка"), 13),
        (_("Адрес"), 40),
    )
    return Sheet(name=_("Без нас"), columns=columns, rows=_rows(desk, stories))


def _rows(desk: Desk, stories: Sequence[AbsentStory]) -> Iterator[Sequence[Cell]]:
    for number, story in enumerate(stories, start=1):
        for absence in story.members:
            yield (number, *_cells(desk, absence))


def _cells(desk: Desk, absence: Absence) -> Sequence[Cell]:
    registry = desk.registry
    outlet = registry.outlets.get(absence.outlet_id)
    local = absence.timestamp.astimezone(desk.zone).replace(tzinfo=None)
    return (
        local if absence.has_time else local.date(),
        wording.outlet_name(registry, absence.outlet_id),
        wording.region_name(registry, outlet.region) if outlet else "",
        Linked(text=absence.title, url=absence.url),
        "; ".join(wording.topic_name(registry, topic) for topic in absence.topics),
        missing_words(absence.missing),
        "; ".join(wording.union_name(registry, union) for union in absence.named),
        _("да") if absence.is_reprint else _("нет"),
        Linked(text=absence.url, url=absence.url),
    )
