"""What several dashboards measure and split by, worded once; functions, because the language is chosen late."""

from __future__ import annotations

from kibana.conditions import FIRST, NEGATIVE, NEUTRAL, POSITIVE, REPRINT
from kibana.panels import TIME, Choices, Control, Dates, Measure, Terms, Where
from texts import _


def mentions(where: Where = ()) -> Measure:
    return Measure(label=_("Упоминания"), where=where)


def articles(where: Where = ()) -> Measure:
    """Of documents that are mentions: an article that names several unions, or one of them twice, counts once."""
    return Measure(label=_("Статьи"), operation="unique_count", field="article_id", where=where)


def texts() -> Measure:
    """Of documents that are articles."""
    return Measure(label=_("Статьи"))


def first_publications() -> Measure:
    return Measure(label=_("Первые публикации"), operation="unique_count", field="article_id", where=(FIRST,))


def negatives() -> Measure:
    return Measure(label=_("Негативные"), where=(NEGATIVE,))


def positives() -> Measure:
    return Measure(label=_("Положительные"), where=(POSITIVE,))


def neutrals() -> Measure:
    return Measure(label=_("Нейтральные"), where=(NEUTRAL,))


def visibility() -> Measure:
    return Measure(label=_("Заметность, 0–100"), operation="average", field="visibility", decimals=1)


def outlets() -> Measure:
    return Measure(label=_("Издания"), operation="unique_count", field="outlet")


def latest() -> Measure:
    return Measure(label=_("Последняя статья"), operation="max", field=TIME)


def by_tone() -> Choices:
    return Choices(
        label=_("Тон"),
        among=(
            (_("негативный"), (NEGATIVE,)),
            (_("нейтральный"), (NEUTRAL,)),
            (_("положительный"), (POSITIVE,)),
        ),
    )


def by_origin() -> Choices:
    return Choices(
        label=_("Откуда текст"),
        among=((_("первая публикация"), (FIRST,)), (_("перепечатка"), (REPRINT,))),
    )


def by_day() -> Dates:
    return Dates(label=_("День"), interval="1d")


def by_week() -> Dates:
    return Dates(label=_("Неделя"), interval="1w")


def by_union(limit: int, *, rest: bool = False) -> Terms:
    """The union that is named, without those above it: each mention belongs to one."""
    return Terms(label=_("Профсоюз"), field="union", limit=limit, rest=rest)


def by_outlet(limit: int) -> Terms:
    return Terms(label=_("Издание"), field="outlet_name", limit=limit)


def by_region(limit: int) -> Terms:
    return Terms(label=_("Регион издания"), field="region", limit=limit)


def by_topic(limit: int) -> Terms:
    return Terms(label=_("Тема"), field="topics", limit=limit)


def by_person(limit: int) -> Terms:
    return Terms(label=_("Человек"), field="people", limit=limit)


def by_campaign(limit: int) -> Terms:
    return Terms(label=_("Кампания"), field="campaigns", limit=limit)


def controls() -> tuple[Control, ...]:
    """Of a dashboard about mentions. A union is chosen with its whole branch."""
    return (
        Control(id="union", title=_("Профсоюз с членскими организациями"), field="unions"),
        Control(id="region", title=_("Регион издания"), field="region"),
        Control(id="outlet", title=_("Издание"), field="outlet_name"),
    )
