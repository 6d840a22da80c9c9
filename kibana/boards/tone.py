"""«Тональность»: how it is written of us, where it turns bad, and in whose words."""

from __future__ import annotations

from kibana import measures, searches
from kibana.boards.full_width import listing, note
from kibana.conditions import NEGATIVE
from kibana.panels import Bars, Dashboard, Number, Row, Shares, Table, Terms
from texts import _


def tone() -> Dashboard:
    return Dashboard(
        id="tone",
        title=_("Отклик: тональность"),
        description=_("Как пишут о профсоюзах: где негатив, о чём он и чьими словами сказан."),
        days=30,
        controls=measures.controls(),
        rows=(
            note(_words()),
            Row(
                height=8,
                panels=(
                    Number(
                        id="negatives",
                        title=_("Негативные упоминания"),
                        width=12,
                        measure=measures.negatives(),
                    ),
                    Number(
                        id="positives",
                        title=_("Положительные упоминания"),
                        width=12,
                        measure=measures.positives(),
                    ),
                    Shares(
                        id="whole",
                        title=_("Весь тон"),
                        width=12,
                        by=measures.by_tone(),
                        measure=measures.mentions(),
                    ),
                    Shares(
                        id="holders",
                        title=_("Чей негатив"),
                        width=12,
                        where=(NEGATIVE,),
                        by=Terms(label=_("Чьё отношение"), field="holder", limit=5),
                        measure=measures.mentions(),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="weeks",
                        title=_("Доли тона по неделям"),
                        width=24,
                        shape="bar_percentage",
                        along=measures.by_week(),
                        measure=measures.mentions(),
                        by=measures.by_tone(),
                    ),
                    Bars(
                        id="unions",
                        title=_("Тон по профсоюзам"),
                        width=24,
                        shape="bar_horizontal_percentage",
                        along=measures.by_union(12),
                        measure=measures.mentions(),
                        by=measures.by_tone(),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="topics",
                        title=_("Тон по темам"),
                        width=24,
                        shape="bar_horizontal_percentage",
                        along=measures.by_topic(12),
                        measure=measures.mentions(),
                        by=measures.by_tone(),
                    ),
                    Table(
                        id="outlets",
                        title=_("Где больше негатива"),
                        width=24,
                        rows=measures.by_outlet(20),
                        measures=(measures.negatives(), measures.neutrals(), measures.positives()),
                    ),
                ),
            ),
            listing(searches.latest_negatives()),
            listing(searches.latest_positives()),
        ),
    )


def _words() -> str:
    return _(
        "**Что здесь.** В каком тоне пресса пишет о профсоюзах: доли по неделям, профсоюзам и темам, издания с "
        "негативом и сами упоминания. «Чей негатив» различает слова автора, цитату и вывод из текста.\n\n"
        "**Осторожно.** Тон определяет программа по предложению вокруг упоминания; где она не уверена, стоит "
        "«нейтральный». Это тон к профсоюзу, а не к событию: забастовка, о которой пишут с сочувствием, — не "
        "негатив. Доля по десятку упоминаний ничего не значит: смотрите и на число. Перепечатки считаются, "
        "сайты профсоюзов не считаются."
    )
