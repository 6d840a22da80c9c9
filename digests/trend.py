"""The chart of a digest and the same in words: this period beside the ones before, and beside their average."""

from __future__ import annotations

from digests.wording import period_words
from records.digest_blocks import Trend, TrendPoint
from records.period import Cadence, Month, Period
from texts import _, plural
from texts.typography import NBSP, counted, month_name

_FEWEST = 3  # periods, of which two are earlier ones: one alone is no average


def draw_trend(trend: Trend) -> bytes:
    """PNG; nothing where there is too little to be compared with."""
    if not is_told(trend):
        return b""
    from charts.timeline import Span, draw_timeline_png  # noqa: PLC0415 - no other command loads Vega

    spans = [
        Span(first=point.period.first, label=_label(point.period), tones=dict(point.by_tone))
        for point in trend.points
    ]
    return draw_timeline_png(spans)


def is_told(trend: Trend) -> bool:
    return len(trend.points) >= _FEWEST and any(point.articles for point in trend.points)


def trend_rows(trend: Trend) -> list[tuple[str, str]]:
    """(period, its figures) for who sees no picture, the earliest first."""
    return [(period_words(point.period, year=False), _figures(point)) for point in trend.points]


def trend_sentence(trend: Trend) -> str:
    """`Обычно публикаций за неделю: 12,4, из них негативных: 1,5 (среднее за 8 прошлых недель).`"""
    number = len(trend.earlier)
    cadence = trend.points[-1].period.cadence
    return _(
        "Обычно публикаций за {period}: {all}, из них негативных: {negative} (среднее за {number}{nbsp}{noun}).",
        period=_one(cadence),
        all=_decimal(trend.average()),
        negative=_decimal(trend.average(-1)),
        number=number,
        nbsp=NBSP,
        noun=_earlier(number, cadence),
    )


def described(trend: Trend) -> str:
    """What the picture shows, for a screen reader and for mails without pictures."""
    said = "; ".join(f"{period}: {figures}" for period, figures in trend_rows(trend))
    return _("Столбики: публикации по срокам. {said}.", said=said)


def _figures(point: TrendPoint) -> str:
    articles = counted(point.articles, "публикация", "публикации", "публикаций")
    if not point.by_tone[-1]:
        return articles
    return articles + _(", негативных {number}", number=point.by_tone[-1])


def _one(cadence: Cadence) -> str:
    return {"daily": _("день"), "weekly": _("неделю"), "monthly": _("месяц")}[cadence]


def _earlier(number: int, cadence: Cadence) -> str:
    if cadence == "daily":
        return plural(number, "прошлый день", "прошлых дня", "прошлых дней")
    if cadence == "weekly":
        return plural(number, "прошлую неделю", "прошлых недели", "прошлых недель")
    return plural(number, "прошлый месяц", "прошлых месяца", "прошлых месяцев")


def _decimal(value: float) -> str:
    """One decimal where it is not whole; with the comma of Russian."""
    return f"{value:.1f}".removesuffix(".0").replace(".", _(","))


def _label(period: Period) -> str:
    if isinstance(period, Month):
        return month_name(period.first)[:3]
    return f"{period.first:%d.%m}"
