"""The members' news of a period, chosen by the rule, with the points of each explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from archive.member_news import news_facts
from archive.page_copies import PageCopy, find_copies
from archive.page_files import PageFiles
from archive.pickups import find_releases
from exports.blocks import Block, Grid, Heading, Paragraph
from exports.cells import Cell, Linked, Sheet
from records.errors import StorageError
from records.registry import Outlet
from reports.illustration import find_image, own_images
from reports.scope import Scope, outlet_words, region_words
from reports.selection_rule import Chosen, MemberNews, choose_news, weigh_news
from reports.words import value_words
from texts import _

_LOOKED_AT = 300  # pages are read of so many, the best by all that costs nothing to know


def select_news(scope: Scope, pages: PageFiles, limit: int = 20) -> list[Chosen]:
    """Of those below the union, its own pages left aside. `pages` are the saved copies."""
    news = _find_news(scope)
    labour = [topic.id for topic in scope.registry.topics.values() if topic.labour]
    first = choose_news({one: weigh_news(one, labour, scope.campaigns) for one in news}, _LOOKED_AT)
    seen = _look(scope, [each.news for each in first], pages)
    return choose_news({one: weigh_news(one, labour, scope.campaigns) for one in seen}, limit)


def _find_news(scope: Scope) -> list[MemberNews]:
    members = {id_: each for id_, each in scope.own.items() if each.union != scope.union.id}
    with scope.archive.reading() as connection:
        releases = find_releases(connection, *scope.span.bounds(scope.zone), members)
        facts = news_facts(connection, [each.article_id for each in releases])
    return [
        MemberNews(
            facts=facts[release.article_id],
            title=release.title,
            union=members[release.outlet_id].union or "",
            outlet_id=release.outlet_id,
            region=_region(scope, members[release.outlet_id]),
            published=release.timestamp,
            taken_by=len({each.outlet_id for each in release.pickups if each.outlet_id in scope.press}),
        )
        for release in releases
    ]


def _region(scope: Scope, outlet: Outlet) -> str:
    """The member's own, where it has one: a site may stand in the capital."""
    union = scope.registry.unions.get(outlet.union or "")
    return union.regions[0] if union and len(union.regions) == 1 else outlet.region


def _look(scope: Scope, news: Sequence[MemberNews], pages: PageFiles) -> list[MemberNews]:
    images: dict[str, tuple[str, str]] = {}
    with scope.archive.reading() as connection:
        for one in news:
            image = _image(find_copies(connection, one.facts.article_id), pages)
            if image is not None:
                images[one.facts.article_id] = (one.outlet_id, image)
    own = own_images(images)
    return [
        replace(one, has_picture=one.facts.article_id in own if one.facts.article_id in images else None)
        for one in news
    ]


def _image(copies: Sequence[PageCopy], pages: PageFiles) -> str | None:
    """None where there is no copy that can be read."""
    if not copies:
        return None
    newest = max(copies, key=lambda copy: copy.revision)
    try:
        return find_image(pages.read(newest.place, newest.url).body)
    except StorageError:
        return None


def lay_out_selection(scope: Scope, chosen: Sequence[Chosen]) -> list[Block]:
    blocks: list[Block] = [
        Heading(text=selection_title(scope), level=1),
        Paragraph(text=scope.span.words),
        Paragraph(
            text=_(
                "Новости организаций, которые стоят своих ресурсов федерации: чем больше баллов, тем выше. "
                "Правило открыто (docs/selection.md); из чего сложились баллы, сказано у каждой."
            ),
            kind="remark",
        ),
    ]
    if not chosen:
        return [*blocks, Paragraph(text=_("За этот период новостей организаций в архиве нет."))]
    for place, each in enumerate(chosen, 1):
        points = value_words(each.points)
        blocks += [
            Paragraph(text=f"{place}. {each.news.title}", url=each.news.facts.url, kind="title"),
            Paragraph(text=f"{_where(scope, each)} · {_('баллов')}: {points}", kind="remark"),
            Paragraph(text=reason_words(each.reasons), kind="remark"),
        ]
    columns = ((_("Регион"), 40.0), (_("Новостей в списке"), 20.0))
    blocks += [Heading(text=_("По регионам"), level=2)]
    return [*blocks, Grid(columns=columns, rows=_regions(scope, chosen), right=frozenset({1}))]


def selection_title(scope: Scope) -> str:
    return _("{union}: отбор новостей организаций", union=scope.union.short)


def reason_words(reasons: Sequence[tuple[str, float]]) -> str:
    """The most first, and at the end those that gave nothing, so that one sees what is missing."""
    ordered = sorted(reasons, key=lambda reason: -reason[1])
    given = [f"+{value_words(points)} {what}" for what, points in ordered if points]
    missing = [what for what, points in ordered if not points]
    words = "; ".join(given)
    return words + (_(". Без баллов — {missing}", missing="; ".join(missing)) if missing else "") + "."


def _where(scope: Scope, chosen: Chosen) -> str:
    news = chosen.news
    day = f"{news.published.astimezone(scope.zone):%d.%m.%Y}"
    return (
        f"{day}, {outlet_words(scope.registry, news.outlet_id)}, {region_words(scope.registry, news.region)}"
    )


def _regions(scope: Scope, chosen: Collection[Chosen]) -> list[tuple[Cell, ...]]:
    regions = Counter(region_words(scope.registry, each.news.region) for each in chosen)
    return [(name, number) for name, number in sorted(regions.items(), key=lambda one: (-one[1], one[0]))]


def selection_sheet(scope: Scope, chosen: Sequence[Chosen]) -> Sheet:
    columns = (
        (_("Место"), 8),
        (_("Баллов"), 9),
        (_("Опубликовано"), 14),
        (_("Организация"), 26),
        (_("Издание"), 26),
        (_("Регион"), 24),
        (_("Заголовок"), 60),
        (_("Из чего баллы"), 100),
    )
    rows = [
        (
            place,
            each.points,
            each.news.published.astimezone(scope.zone).date(),
            scope.registry.unions[each.news.union].short,
            outlet_words(scope.registry, each.news.outlet_id),
            region_words(scope.registry, each.news.region),
            Linked(text=each.news.title, url=each.news.facts.url),
            reason_words(each.reasons),
        )
        for place, each in enumerate(chosen, 1)
    ]
    return Sheet(name=_("Отбор"), columns=columns, rows=rows)
