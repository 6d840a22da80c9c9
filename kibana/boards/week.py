"""«Неделя»: what was written, where and by whom, and what has to be read first."""

from __future__ import annotations

from dataclasses import replace

from kibana import measures, searches
from kibana.boards.full_width import listing, note
from kibana.panels import Bars, Dashboard, Measure, Number, Row, Table
from texts import _


def week() -> Dashboard:
    return Dashboard(
        id="week",
        title=_("Отклик: неделя"),
        description=_("Что написали за неделю: сколько, где, о ком, в каком тоне."),
        days=7,
        controls=measures.controls(),
        rows=(
            note(_words()),
            Row(
                height=6,
                panels=(
                    _number("articles", _("Статьи"), measures.articles()),
                    _number("first", _("Первые публикации"), measures.first_publications()),
                    _number("negatives", _("Негативные упоминания"), measures.negatives()),
                    _number("outlets", _("Издания"), measures.outlets()),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="days",
                        title=_("Упоминания по дням и тону"),
                        width=28,
                        shape="bar_stacked",
                        along=measures.by_day(),
                        measure=measures.mentions(),
                        by=measures.by_tone(),
                    ),
                    Table(
                        id="unions",
                        title=_("О ком писали"),
                        width=20,
                        rows=measures.by_union(15),
                        measures=(measures.articles(), measures.mentions(), measures.negatives()),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Table(
                        id="places",
                        title=_("Издания недели"),
                        width=24,
                        rows=measures.by_outlet(20),
                        measures=(measures.articles(), measures.mentions(), measures.negatives()),
                    ),
                    Table(
                        id="regions",
                        title=_("Регионы"),
                        width=24,
                        rows=measures.by_region(20),
                        measures=(measures.articles(), measures.outlets(), measures.negatives()),
                    ),
                ),
            ),
            Row(
                height=12,
                panels=(
                    Bars(
                        id="topics",
                        title=_("Темы"),
                        width=24,
                        shape="bar_horizontal",
                        along=measures.by_topic(12),
                        measure=measures.articles(),
                    ),
                    Bars(
                        id="people",
                        title=_("Люди"),
                        width=24,
                        shape="bar_horizontal",
                        along=measures.by_person(12),
                        measure=measures.articles(),
                    ),
                ),
            ),
            listing(searches.latest_negatives()),
            listing(searches.first_publications()),
        ),
    )


def _number(id_: str, title: str, measure: Measure) -> Number:
    earlier = replace(measure, label=_("неделей раньше"), shift="1w")
    return Number(id=id_, title=title, width=12, measure=measure, beside=earlier)


def _words() -> str:
    return _(
        "**Что здесь.** Что пресса написала о профсоюзах за последние семь дней; рядом с числами — те же числа "
        "неделей раньше. Начните с негативных упоминаний внизу: за каждым стоит предложение-доказательство.\n\n"
        "**Как считать.** Одна статья может упомянуть несколько профсоюзов: упоминаний больше, чем статей. "
        "Сайты самих профсоюзов не считаются: условие стоит в строке запроса, его можно убрать. Тон определяет "
        "программа, она ошибается; сомневаетесь — откройте статью по ссылке."
    )
