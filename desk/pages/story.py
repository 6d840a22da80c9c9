"""One event: who was first, who copied whom and how soon, who told it in words of their own, in which tone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from archive.articles import find_placements
from archive.listing import find_listed
from archive.stories import find_story
from desk import wording
from desk.article_words import follow_words, member_words
from desk.faults import MissingError
from desk.identifiers import read_id
from desk.place import Desk
from desk.view import View
from exports.cells import Cell, Linked, Sheet
from records.annotation import Tone
from records.listing import ListedArticle
from records.story import StoryMember
from texts import _
from texts.typography import tone_words


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryRow:
    """A member as it is told: `listed` has its tones; `place` is where it stands in time, 0…100 of the story's."""

    member: StoryMember
    listed: ListedArticle
    is_exact: bool
    place: float
    source: StoryMember | None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnionTones:
    """In how many of the story's articles a union is shown in which tone, and in which the first publisher did."""

    union: str
    tones: Mapping[Tone, int]
    first: Tone | None

    @property
    def number(self) -> int:
        return sum(self.tones.values())


def show_story(desk: Desk, request: Request) -> View | Response:
    id_ = read_id(request)
    with desk.archive.reading() as connection:
        members = find_story(connection, id_)
        listed = find_listed(connection, [member.article_id for member in members])
        placement = None if members else find_placements(connection, [id_]).get(id_)
    if placement is not None and placement.story_id != id_:
        # It was the first of a story once: an earlier one has been found since, or it stands in another.
        return RedirectResponse(wording.address(f"/story/{placement.story_id}"), 303)
    rows = _rows([member for member in members if member.article_id in listed], listed)
    if not rows:
        raise MissingError(_("Такого сюжета в архиве нет."))
    return View(
        title=_("Сюжет: {title}", title=rows[0].member.title or _("Без заголовка")),
        template="story.html.j2",
        name=_("Отклик, сюжет"),
        context={
            "rows": rows,
            "first": rows[0],
            "copies": [row for row in rows[1:] if row.member.kind == "copy"],
            "versions": [row for row in rows[1:] if row.member.kind != "copy"],
            "outlets": len({row.member.outlet_id for row in rows}),
            "unions": _unions(rows),
        },
        sheets=[_sheet(desk, rows)],
    )


def _rows(members: Sequence[StoryMember], listed: Mapping[str, ListedArticle]) -> list[StoryRow]:
    by_id = {member.article_id: member for member in members}
    whole = max((member.delay.total_seconds() for member in members), default=0)
    return [
        StoryRow(
            member=member,
            listed=listed[member.article_id],
            is_exact=_is_exact(listed[member.article_id]) and _is_exact(listed[members[0].article_id]),
            place=round(100 * member.delay.total_seconds() / whole, 2) if whole else 0.0,
            source=by_id.get(member.taken_from) if member.taken_from != members[0].article_id else None,
        )
        for member in members
    ]


def _is_exact(article: ListedArticle) -> bool:
    return article.date_known and article.has_time


def _unions(rows: Sequence[StoryRow]) -> list[UnionTones]:
    """Those of whom most articles tell stand first."""
    tones: defaultdict[str, Counter[Tone]] = defaultdict(Counter)
    for row in rows:
        for union, tone in row.listed.tones.items():
            tones[union][tone] += 1
    first = rows[0].listed.tones
    found = [UnionTones(union=union, tones=count, first=first.get(union)) for union, count in tones.items()]
    return sorted(found, key=lambda each: (-each.number, each.union))


def _sheet(desk: Desk, rows: Sequence[StoryRow]) -> Sheet:
    columns = (
        (_("№"), 5),
        (_("Опубликовано"), 17),
        (_("После первой"), 20),
        (_("Издание"), 26),
        (_("Заголовок"), 60),
        (_("Что это"), 20),
        (_("Дословно"), 10),
        (_("Тон"), 40),
    )
    return Sheet(name=_("Сюжет"), columns=columns, rows=[_cells(desk, row) for row in rows])


def _cells(desk: Desk, row: StoryRow) -> Sequence[Cell]:
    member = row.member
    local = member.timestamp.astimezone(desk.zone).replace(tzinfo=None)
    tones = (
        f"{wording.union_name(desk.registry, union)}: {tone_words(tone)}"
        for union, tone in row.listed.tones.items()
    )
    return (
        member.order,
        local if row.listed.has_time else local.date(),
        follow_words(member.delay, is_exact=row.is_exact) if member.order > 1 else "",
        wording.outlet_name(desk.registry, member.outlet_id),
        Linked(text=member.title, url=member.url),
        member_words(member.kind),
        round(member.share, 2) if member.order > 1 else None,
        "; ".join(tones),
    )
