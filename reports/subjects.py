"""Campaigns and topics: how much of what the union wants to be heard was heard."""

from __future__ import annotations

from dataclasses import replace

from archive.absences import find_absences
from archive.campaigns import find_sayings
from reports.parts import Measure, Measures, Section, Value
from reports.period import Span
from reports.scope import Scope, page_address, search_address
from texts import _


def measure_subjects(scope: Scope) -> Section:
    topics = scope.registry.topics
    rows = scope.split("topics", "topics", lambda id_: topics[id_].name if id_ in topics else id_)
    parts = [
        Measures(
            title=_("Кампании"),
            heading=_("Кампания"),
            rows=[row for id_ in sorted(scope.campaigns) for row in _uptake(scope, id_)],
            remark=_("Публикации с лозунгом или посланием кампании, назван ли в них профсоюз или нет."),
        ),
        Measures(title=_("Темы публикаций о нас"), heading=_("Тема"), rows=rows),
        Measures(title=_("Наша тема, но без нас"), heading=_("Что"), rows=[_absent(scope)]),
    ]
    words = [_("Что из нашей повестки прозвучало.")]
    return Section(name="subjects", title=_("Кампании и темы"), words=words, parts=parts)


def _uptake(scope: Scope, id_: str) -> list[Measure]:
    campaign = scope.registry.campaigns[id_]

    def heard(span: Span) -> tuple[Value, str]:
        query = replace(scope.query(span), unions=(), campaigns=(id_,))
        return scope.engine.count(query), search_address(query)

    def word_for_word(span: Span) -> tuple[Value, str]:
        with scope.archive.reading() as connection:
            said = find_sayings(connection, *span.bounds(scope.zone), id_, scope.press)
        found = {each.article_id for each in said if each.wording == "verbatim"}
        return len(found), page_address(f"/campaign/{id_}", span)

    return [
        scope.measure(campaign.name, heard),
        scope.measure(_("{campaign} — слово в слово", campaign=campaign.name), word_for_word),
    ]


def _absent(scope: Scope) -> Measure:
    topics = [topic.id for topic in scope.registry.topics.values() if topic.labour]
    regions = scope.union.regions
    outlets = [id_ for id_, each in scope.press.items() if not regions or each.region in regions]

    def absent(span: Span) -> tuple[Value, str]:
        with scope.archive.reading() as connection:
            found = find_absences(
                connection,
                *span.bounds(scope.zone),
                topics,
                scope.branch,
                outlets,
                branch_regions=scope.branch_regions,
            )
        stories = {each.story_id for each in found}
        return len(stories), page_address("/absences", span, union=scope.union.id)

    return scope.measure(_("сюжетов о труде, где нас не назвали или не услышали"), absent)
