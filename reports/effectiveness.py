"""Effectiveness: how much was heard of the union, how far it reached, what the press took of its own releases, and
which outlets began to write of it or ceased to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from archive.pickups import find_releases
from archive.seen import seen_articles
from records.search import Tally
from records.story import Release
from reports.means import list_unread
from reports.parts import Measure, Measures, Section, Value
from reports.period import Span
from reports.scope import Scope, outlet_words, page_address, search_address
from texts import _

_MOST_LISTED = 10_000


def measure_effectiveness(scope: Scope) -> Section:
    parts = [
        Measures(title=_("Сколько о нас услышали"), heading=_("Что"), rows=_heard(scope)),
        Measures(
            title=_("Охват"),
            heading=_("Что"),
            rows=_reach(scope),
            remark=_(
                "Заметность статьи — от 0 до 100 по открытой формуле (docs/visibility.md): роль, заголовок, "
                "место, доля текста, своя речь, вес издания. Тиражей и посещаемости Отклик не знает."
            ),
        ),
        Measures(title=_("Свои релизы"), heading=_("Что"), rows=_releases(scope)),
        *_partners(scope),
    ]
    words = [_("Сколько о нас услышали, как широко это разошлось и с каким результатом.")]
    return Section(name="effectiveness", title=_("Эффективность"), words=words, parts=parts)


def _heard(scope: Scope) -> list[Measure]:
    found = {
        span: scope.engine.tally(
            scope.query(span), "mentions", splits={"stories": ("story",)}, distinct=("story", "outlet")
        )
        for span, is_known in zip(scope.spans, scope.known, strict=True)
        if is_known
    }

    def seen(span: Span, number: int) -> tuple[Value, str]:
        return number, page_address("/", span, union=scope.union.id)

    return [
        scope.measure(_("упоминаний"), lambda span: seen(span, found[span].total)),
        scope.count(_("публикаций")),
        scope.count(_("из них без перепечаток"), first_only=True),
        scope.count(_("из них в прессе (без власти и агрегаторов)"), kinds=("external",)),
        scope.measure(_("сюжетов"), lambda span: seen(span, _stories(found[span]))),
        scope.measure(_("изданий"), lambda span: seen(span, found[span].distinct["outlet"])),
        scope.count(_("публикаций, где профсоюз — главный герой"), roles=("main",)),
    ]


def _stories(tally: Tally) -> int:
    """One by one; of more than an engine lists, its estimate."""
    listed = len(tally.counts["stories"])
    return listed if listed < _MOST_LISTED else max(listed, tally.distinct["story"])


def _reach(scope: Scope) -> list[Measure]:
    figures: dict[Span, list[float]] = {}
    with scope.archive.reading() as connection:
        for span in scope.spans:
            bounds = span.bounds(scope.zone)
            seen = seen_articles(
                connection,
                *bounds,
                scope.branch,
                scope.weights,
                scope.branch_regions,
                besides=scope.registry.own_outlets,
            )
            figures[span] = [each.figure for each in seen]

    def by_importance(span: Span) -> str:
        return search_address(scope.query(span, sort="importance"))

    def copies(span: Span) -> tuple[Value, str]:
        query = scope.query(span)
        firsts = scope.engine.count(replace(query, first_only=True))
        return scope.engine.count(query) - firsts, search_address(query)

    return [
        scope.measure(_("перепечаток"), copies),
        scope.measure(
            _("заметность, всего баллов"), lambda span: (round(sum(figures[span])), by_importance(span))
        ),
        scope.measure(
            _("заметность статьи в среднем"),
            lambda span: (
                round(sum(figures[span]) / len(figures[span]), 1) if figures[span] else 0,
                by_importance(span),
            ),
        ),
    ]


def _releases(scope: Scope) -> list[Measure]:
    found: dict[Span, Sequence[Release]] = {}
    with scope.archive.reading() as connection:
        for span in scope.spans:
            found[span] = find_releases(connection, *span.bounds(scope.zone), scope.own)

    def figure(label: str, number: dict[Span, Value], tab: str = "yes") -> Measure:
        return scope.measure(
            label,
            lambda span: (number[span], page_address("/releases", span, union=scope.union.id, taken=tab)),
        )

    taken = {span: [each for each in found[span] if each.pickups] for span in found}
    return [
        figure(_("релизов вышло"), {span: len(found[span]) for span in found}),
        figure(_("из них пресса взяла"), {span: len(taken[span]) for span in found}),
        figure(_("никто не взял"), {span: len(found[span]) - len(taken[span]) for span in found}, "no"),
        figure(
            _("публикаций по релизам"),
            {span: len({one.article_id for each in taken[span] for one in each.pickups}) for span in found},
        ),
        figure(
            _("изданий взяло"),
            {span: len({one.outlet_id for each in taken[span] for one in each.pickups}) for span in found},
        ),
    ]


def _partners(scope: Scope) -> list[Measures]:
    """Outlets that wrote in the one span and not in the other. Nothing where the archive has no span before."""
    if not all(scope.known[:2]):
        return []
    unread = {each.id for each in list_unread(scope)}
    rows = scope.split("outlet", "outlets", lambda id_: id_)
    begun = [row for row in rows if row.now and not row.before]
    ceased = sorted((row for row in rows if row.before and not row.now), key=lambda row: -(row.before or 0))
    return [
        Measures(
            title=_("Издания, которые начали писать"),
            heading=_("Издание"),
            rows=[_named(scope, row, ()) for row in begun],
            remark=_("В прошлом периоде не писали, в этом написали."),
        ),
        Measures(
            title=_("Издания, которые перестали писать"),
            heading=_("Издание"),
            rows=[_named(scope, row, unread) for row in ceased],
            remark=_(
                "В прошлом периоде писали, в этом нет. Непрочитанное издание могло и писать: мы этого не видели."
            ),
        ),
    ]


def _named(scope: Scope, row: Measure, unread: Collection[str]) -> Measure:
    name = outlet_words(scope.registry, row.label)
    label = _("{outlet} (не читается)", outlet=name) if row.label in unread else name
    return replace(row, label=label)
