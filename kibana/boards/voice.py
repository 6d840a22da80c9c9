"""«Доля голоса»: how much of all that is written of unions is written of each."""

from __future__ import annotations

from kibana import measures
from kibana.boards.full_width import note
from kibana.conditions import MAIN_ROLE
from kibana.panels import Bars, Dashboard, Measure, Number, Row, Shares, Table
from texts import _


def voice() -> Dashboard:
    return Dashboard(
        id="voice",
        title=_("Отклик: доля голоса"),
        description=_("Какая часть написанного о профсоюзах приходится на каждый из них."),
        days=30,
        controls=measures.controls(),
        rows=(
            note(_words()),
            Row(
                height=14,
                panels=(
                    Number(
                        id="whole",
                        title=_("Все упоминания — это 100 %"),
                        width=12,
                        measure=measures.mentions(),
                    ),
                    Shares(
                        id="mentions",
                        title=_("Доля упоминаний"),
                        width=18,
                        by=measures.by_union(12, rest=True),
                        measure=measures.mentions(),
                    ),
                    Shares(
                        id="main",
                        title=_("Доля там, где профсоюз в главной роли"),
                        width=18,
                        where=(MAIN_ROLE,),
                        by=measures.by_union(12, rest=True),
                        measure=measures.mentions(),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="weeks",
                        title=_("Доли по неделям"),
                        width=24,
                        shape="bar_percentage",
                        along=measures.by_week(),
                        measure=measures.mentions(),
                        by=measures.by_union(8, rest=True),
                    ),
                    Bars(
                        id="regions",
                        title=_("Доли по регионам изданий"),
                        width=24,
                        shape="bar_horizontal_percentage",
                        along=measures.by_region(12),
                        measure=measures.mentions(),
                        by=measures.by_union(8, rest=True),
                    ),
                ),
            ),
            Row(
                height=16,
                panels=(
                    Table(
                        id="unions",
                        title=_("Профсоюзы рядом"),
                        width=48,
                        rows=measures.by_union(50),
                        measures=(
                            measures.mentions(),
                            measures.articles(),
                            _in_main_role(),
                            measures.outlets(),
                            measures.negatives(),
                            measures.positives(),
                            measures.visibility(),
                        ),
                    ),
                ),
            ),
        ),
    )


def _in_main_role() -> Measure:
    return Measure(
        label=_("Статьи с ним в главной роли"),
        operation="unique_count",
        field="article_id",
        where=(MAIN_ROLE,),
    )


def _words() -> str:
    return _(
        "**Что здесь.** Сто процентов — все упоминания профсоюзов из реестра Отклика в отобранных статьях, а не вся "
        "пресса и не все профсоюзы страны. Упоминание относится к тому профсоюзу, который назван: статья о "
        "районной организации не прибавляет голоса объединению над ней. Выбор слева сверху оставляет профсоюз "
        "с членскими организациями, и тогда сто процентов — они.\n\n"
        "**Осторожно.** Одна статья с десятью упоминаниями весит здесь десять: рядом стоит доля там, где профсоюз "
        "в главной роли, а в таблице — число статей. Перепечатки считаются. Сайты профсоюзов не считаются. Сравнивайте "
        "похожие: у общероссийского профсоюза и областного разные издания. Тон определяет программа."
    )
