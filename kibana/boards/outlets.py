"""«СМИ-партнёры»: who writes of us, how well, with our words or without, and who has fallen silent."""

from __future__ import annotations

from kibana import measures, searches
from kibana.boards.full_width import listing, note
from kibana.conditions import OWN_WORDS
from kibana.panels import Bars, Dashboard, Measure, Number, Row, Shares, Table, Terms
from texts import _


def outlets() -> Dashboard:
    return Dashboard(
        id="outlets",
        title=_("Отклик: СМИ-партнёры"),
        description=_("Кто о нас пишет, своё или перепечатки, с нашими словами или без, и кто замолчал."),
        days=90,
        controls=measures.controls(),
        rows=(
            note(_words()),
            Row(
                height=18,
                panels=(
                    Table(
                        id="partners",
                        title=_("Издания за квартал"),
                        width=48,
                        rows=measures.by_outlet(50),
                        measures=(
                            measures.articles(),
                            measures.first_publications(),
                            _with_our_words(),
                            measures.negatives(),
                            measures.positives(),
                            measures.visibility(),
                            measures.latest(),
                        ),
                    ),
                ),
            ),
            Row(
                height=10,
                panels=(
                    Number(id="outlets", title=_("Издания"), width=12, measure=measures.outlets()),
                    Number(
                        id="quoted", title=_("Статьи с нашими словами"), width=12, measure=_with_our_words()
                    ),
                    Shares(
                        id="kinds",
                        title=_("Какие это издания"),
                        width=12,
                        by=Terms(label=_("Вид издания"), field="outlet_kind", limit=4),
                        measure=measures.articles(),
                    ),
                    Shares(
                        id="districts",
                        title=_("Федеральные округа"),
                        width=12,
                        by=Terms(label=_("Округ издания"), field="district", limit=12, rest=True),
                        measure=measures.articles(),
                    ),
                ),
            ),
            Row(
                height=14,
                panels=(
                    Bars(
                        id="origin",
                        title=_("Своё или перепечатка"),
                        width=24,
                        shape="bar_horizontal_percentage",
                        along=measures.by_outlet(15),
                        measure=measures.articles(),
                        by=measures.by_origin(),
                    ),
                    Bars(
                        id="weeks",
                        title=_("Статьи по неделям"),
                        width=24,
                        shape="bar_stacked",
                        along=measures.by_week(),
                        measure=measures.articles(),
                        by=measures.by_origin(),
                    ),
                ),
            ),
            listing(searches.own_words()),
        ),
    )


def _with_our_words() -> Measure:
    return Measure(
        label=_("Со словами профсоюза"), operation="unique_count", field="article_id", where=(OWN_WORDS,)
    )


def _words() -> str:
    return _(
        "**Что здесь.** Издания, которые писали о профсоюзах за 90 дней: сколько, своё или перепечатки, приводят "
        "ли слова профсоюза, в каком тоне, насколько заметно и когда в последний раз. Столбец «Последняя статья» "
        "показывает, кто замолчал: отсортируйте по нему.\n\n"
        "**Осторожно.** Нет в таблице — значит, за это время не упоминали: перечень всех изданий даёт "
        "«otklik sources list». «Первая публикация» — первая из тех, что видел Отклик. Заметность — средняя по "
        "упоминаниям: роль в тексте, заголовок, место, доля текста, цитаты и вес издания. Тон определяет программа. "
        "Сайты профсоюзов не считаются."
    )
