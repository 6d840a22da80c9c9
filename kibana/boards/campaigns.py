"""«Кампании»: whether what a union wants to be heard is heard, where, and from whom."""

from __future__ import annotations

from kibana import measures, searches
from kibana.boards.full_width import listing, note
from kibana.conditions import IN_CAMPAIGN
from kibana.panels import Bars, Control, Dashboard, Measure, Number, Row, Table
from texts import _


def campaigns() -> Dashboard:
    return Dashboard(
        id="campaigns",
        title=_("Отклик: кампании"),
        description=_("Слышны ли лозунги и ключевые сообщения кампаний: где, когда, от кого."),
        days=90,
        controls=_controls(),
        rows=(
            note(_words()),
            Row(
                height=12,
                panels=(
                    Number(
                        id="articles",
                        title=_("Статьи о кампаниях"),
                        width=12,
                        projection="articles",
                        where=(IN_CAMPAIGN,),
                        measure=measures.texts(),
                    ),
                    Table(
                        id="campaigns",
                        title=_("Кампании"),
                        width=36,
                        projection="articles",
                        rows=measures.by_campaign(20),
                        measures=(
                            measures.texts(),
                            measures.outlets(),
                            _regions(),
                            measures.latest(),
                        ),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="weeks",
                        title=_("Статьи по неделям"),
                        width=24,
                        projection="articles",
                        where=(IN_CAMPAIGN,),
                        shape="bar_stacked",
                        along=measures.by_week(),
                        measure=measures.texts(),
                        by=measures.by_campaign(8),
                    ),
                    Bars(
                        id="tone",
                        title=_("Тон упоминаний рядом с кампанией"),
                        width=24,
                        shape="bar_horizontal_percentage",
                        along=measures.by_campaign(12),
                        measure=measures.mentions(),
                        by=measures.by_tone(),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="regions",
                        title=_("Регионы изданий"),
                        width=24,
                        projection="articles",
                        where=(IN_CAMPAIGN,),
                        shape="bar_horizontal_stacked",
                        along=measures.by_region(15),
                        measure=measures.texts(),
                        by=measures.by_campaign(8),
                    ),
                    Table(
                        id="outlets",
                        title=_("Кто подхватил"),
                        width=24,
                        projection="articles",
                        where=(IN_CAMPAIGN,),
                        rows=measures.by_outlet(30),
                        measures=(measures.texts(), measures.latest()),
                    ),
                ),
            ),
            listing(searches.campaign_articles()),
        ),
    )


def _controls() -> tuple[Control, ...]:
    return (
        Control(id="campaign", title=_("Кампания"), field="campaigns", projection="articles"),
        Control(
            id="union", title=_("Профсоюз с членскими организациями"), field="unions", projection="articles"
        ),
        Control(id="region", title=_("Регион издания"), field="region", projection="articles"),
    )


def _regions() -> Measure:
    return Measure(label=_("Регионы"), operation="unique_count", field="region")


def _words() -> str:
    return _(
        "**Что здесь.** Статьи, в которых найдены лозунги, ключевые сообщения или хештеги кампаний из реестра "
        "(registry/campaigns): сколько, когда, в каких регионах и изданиях.\n\n"
        "**Осторожно.** Находятся слова кампании, а не её смысл: пересказ без них не виден, а похожие слова по "
        "другому поводу могут попасть сюда. Учитываются только статьи в сроки кампании. Тон — отношение к "
        "профсоюзам, названным в той же статье, а не к кампании; его определяет программа. Сайты самих профсоюзов "
        "не считаются: уберите условие из строки запроса и увидите, что публиковали они сами."
    )
