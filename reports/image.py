"""Image: in which tone the union is written of and how that changes, in whose words, beside whom, and the stories that
weigh most."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from babel.dates import format_date

from charts.timeline import Span as Month
from charts.timeline import draw_timeline
from records.annotation import Tone
from records.search import Count
from reports.parts import Chart, Measure, Measures, Part, Section, Told
from reports.period import Span
from reports.scope import Scope, page_address
from reports.share_of_voice import measure_share
from reports.strongest import find_strongest
from texts import _, current_language

_MONTHS = 12
_PEOPLE = 10
_TONES: dict[str, Tone] = {"-1": -1, "0": 0, "1": 1}


def measure_image(scope: Scope) -> Section:
    months = _months(scope)
    strongest = find_strongest(scope)
    people = [row for row in scope.split("people", "people", lambda name: name) if row.now]
    parts: list[Part] = [
        Measures(
            title=_("Тон публикаций"),
            heading=_("Публикации"),
            rows=_tones(scope),
            remark=_("Статья, где о профсоюзе сказано и плохо, и хорошо, считается в обеих строках."),
        ),
        *_month_chart(months),
        *_month_table(scope, months),
        Measures(title=_("Чьи слова"), heading=_("Публикации"), rows=_voices(scope)),
        Measures(title=_("Кого называют вместе с нами"), heading=_("Кто"), rows=people, most=_PEOPLE),
        *measure_share(scope),
        Told(title=_("Самые сильные негативные сюжеты"), stories=strongest[-1]),
        Told(title=_("Самые сильные положительные сюжеты"), stories=strongest[1]),
    ]
    return Section(
        name="image",
        title=_("Образ"),
        words=[_("Как о нас пишут, чьими словами и рядом с кем. Тон — к профсоюзу, а не к событию.")],
        parts=parts,
    )


def _tones(scope: Scope) -> list[Measure]:
    labels: list[tuple[Tone, str]] = [
        (-1, _("с негативом о нас")),
        (0, _("с нейтральным упоминанием")),
        (1, _("с похвалой нам")),
    ]
    return [scope.count(label, tone=tone) for tone, label in labels]


def _voices(scope: Scope) -> list[Measure]:
    return [
        scope.count(_("с прямой речью о профсоюзе"), speech=("direct",)),
        scope.count(_("с пересказом чужих слов"), speech=("indirect",)),
        scope.count(_("оценку даёт журналист"), holders=("author",)),
        scope.count(_("оценку даёт тот, кого цитируют"), holders=("quoted",)),
        scope.count(_("оценка только подразумевается"), holders=("implied",)),
    ]


def _months(scope: Scope) -> list[Month]:
    """The mentions of the twelve months that end with the period's, but for those that are still to come."""
    until = scope.span.until
    number = 12 * until.year + until.month - _MONTHS
    year = Span(since=date(number // 12, number % 12 + 1, 1), until=until)
    counts = scope.engine.tally(scope.query(year), "mentions", splits={"months": ("month", "tone")})
    today = scope.now.astimezone(scope.zone).date()
    return [_month(one) for one in counts.counts["months"] if date.fromisoformat(one.value) <= today]


def _month(one: Count) -> Month:
    first = date.fromisoformat(one.value)
    return Month(
        first=first,
        label=str(format_date(first, "LLL yy", locale=current_language())).replace(".", ""),
        tones={_TONES[part.value]: part.number for part in one.parts if part.value in _TONES},
    )


def _month_chart(months: Sequence[Month]) -> list[Chart]:
    totals = {tone: sum(month.tones.get(tone, 0) for month in months) for tone in _TONES.values()}
    if not any(totals.values()):
        return []
    described = _(
        "Снизу вверх: плохие упоминания (красное) — всего {negative}, нейтральные (серое) — {neutral}, "
        "хорошие (зелёное) — {positive}.",
        negative=totals[-1],
        neutral=totals[0],
        positive=totals[1],
    )
    svg = draw_timeline(months, width=640, height=190)
    return [Chart(title=_("Упоминания по месяцам и тону"), svg=svg, described=described, legend=described)]


def _month_table(scope: Scope, months: Sequence[Month]) -> list[Measures]:
    """What the chart shows, in numbers."""
    if not any(any(month.tones.values()) for month in months):
        return []
    rows = []
    for month in months:
        last = min(_last_day(month.first), scope.span.until)
        span = Span(since=month.first, until=last)
        rows.append(
            Measure(
                label=str(format_date(month.first, "LLLL yyyy", locale=current_language())),
                now=month.tones.get(-1, 0),
                before=month.tones.get(0, 0),
                year_ago=month.tones.get(1, 0),
                address=page_address("/", span, union=scope.union.id),
            )
        )
    return [
        Measures(
            title=_("Упоминания по месяцам"),
            heading=_("Месяц"),
            rows=rows,
            columns=(_("плохих"), _("нейтральных"), _("хороших")),
        )
    ]


def _last_day(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(1)
