"""Means: where the coverage comes from, which regions and outlets are silent, and what was not read at all."""

from __future__ import annotations

from collections.abc import Collection

from archive.gaps import lost_spans
from archive.health import source_health
from archive.unread import find_unread, name_broken
from records.digest import UnreadOutlet
from records.registry import Outlet
from reports.parts import Listing, Measures, Part, Section
from reports.scope import Scope, outlet_words, region_words
from texts import _

_COUNTRY = "RU"


def measure_means(scope: Scope) -> Section:
    registry = scope.registry
    unread = list_unread(scope)
    unseen = {each.id for each in unread if not each.partly}
    rows = scope.split("outlet", "outlets", lambda id_: outlet_words(registry, id_))
    writing = frozenset(scope.values("outlet", scope.span))
    parts: list[Part] = [
        Measures(
            title=_("По регионам"),
            heading=_("Регион изданий"),
            rows=scope.split("region", "regions", lambda code: region_words(registry, code)),
        ),
        Measures(title=_("По изданиям"), heading=_("Издание"), rows=rows),
        _silent_regions(scope, writing, unseen),
        _silent_outlets(scope, writing, unseen),
        *_not_read(scope, unread),
    ]
    words = [
        _(
            "Через кого о нас слышно и кто молчит. Молчание считается только у тех изданий, которые читались: "
            "непрочитанное стоит отдельно."
        )
    ]
    return Section(name="means", title=_("Средства"), words=words, parts=parts)


def list_unread(scope: Scope) -> list[UnreadOutlet]:
    """The outlets near the union that did not cover the period's end, as far as it is past."""
    until = min(scope.span.bounds(scope.zone)[1], scope.now)
    near = _near(scope)
    with scope.archive.reading() as connection:
        found = find_unread(near.values(), source_health(connection), until)
    broken = [name_broken(each) for each in scope.registry.broken.values() if _is_near(scope, each.region)]
    return [*found, *broken]


def _near(scope: Scope) -> dict[str, Outlet]:
    """The press from which the union may expect something: of its regions and of the whole country, else all."""
    return {id_: each for id_, each in scope.press.items() if _is_near(scope, each.region)}


def _is_near(scope: Scope, region: str) -> bool:
    return not scope.union.regions or region == _COUNTRY or region in scope.union.regions


def _silent_regions(scope: Scope, writing: frozenset[str], unread: set[str]) -> Listing:
    """A region of which nothing was read is not silent: nobody knows."""
    outlets: dict[str, list[str]] = {}
    for id_, outlet in _near(scope).items():
        outlets.setdefault(outlet.region, []).append(id_)
    rows = [
        (region_words(scope.registry, code), len(ids), sum(id_ not in unread for id_ in ids))
        for code, ids in outlets.items()
        if code != _COUNTRY and writing.isdisjoint(ids) and not set(ids) <= unread
    ]
    return Listing(
        title=_("Молчащие регионы"),
        columns=((_("Регион"), 40), (_("Изданий в реестре"), 20), (_("Из них читалось"), 20)),
        rows=sorted(rows),
        remark=_("Ни одно издание региона не написало о нас за период, хотя хоть одно из них читалось."),
    )


def _silent_outlets(scope: Scope, writing: frozenset[str], unread: set[str]) -> Listing:
    silent = [outlet for id_, outlet in _near(scope).items() if id_ not in writing and id_ not in unread]
    rows = sorted((region_words(scope.registry, each.region), each.name) for each in silent)
    return Listing(
        title=_("Молчащие издания"),
        columns=((_("Регион"), 30), (_("Издание"), 50)),
        rows=rows,
        remark=_("Читались и за период о нас не написали: {number}.", number=len(rows)),
    )


def _not_read(scope: Scope, unread: Collection[UnreadOutlet]) -> list[Listing]:
    rows = [
        (
            each.outlet,
            f"{each.since.astimezone(scope.zone):%d.%m.%Y}" if each.since else _("ни разу"),
            each.reason,
            _("частично") if each.partly else _("целиком"),
        )
        for each in sorted(unread, key=_latest)
    ]
    columns = ((_("Издание"), 34), (_("С какого дня"), 18), (_("Почему"), 50), (_("Сколько"), 12))
    remark = _("Что здесь вышло, мы не видели: нули у этих изданий — не молчание.")
    return [
        Listing(title=_("Что не прочитано"), columns=columns, rows=rows, remark=remark),
        _forgotten(scope),
    ]


def _latest(unread: UnreadOutlet) -> tuple[bool, float, str]:
    """What has just broken first, what was never read last."""
    since = unread.since
    return since is None, -since.timestamp() if since else 0.0, unread.outlet.casefold()


def _forgotten(scope: Scope) -> Listing:
    """What lists had forgotten before they were asked again."""
    since, until = scope.span.bounds(scope.zone)
    sources = {source.id: outlet for outlet in _near(scope).values() for source in outlet.sources}
    with scope.archive.reading() as connection:
        gaps = lost_spans(connection, since)
    rows = [
        (
            sources[source].name,
            f"{first.astimezone(scope.zone):%d.%m.%Y %H:%M}",
            f"{last.astimezone(scope.zone):%d.%m.%Y %H:%M}",
        )
        for source, spans in gaps.items()
        if source in sources
        for first, last in spans
        if first < until
    ]
    return Listing(
        title=_("Пропуски внутри периода"),
        columns=((_("Издание"), 40), (_("С"), 20), (_("По"), 20)),
        rows=rows,
        remark=_("Источник успел забыть эти часы, пока его не спрашивали."),
    )
