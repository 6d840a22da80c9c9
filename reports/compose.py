"""A union and a period become a report, out of the archive, the index and the register alone."""

from __future__ import annotations

from archive.outbox import count_waiting
from archive.reach import count_unplaced
from reports.effectiveness import measure_effectiveness
from reports.image import measure_image
from reports.means import list_unread, measure_means
from reports.parts import Report
from reports.period import Span
from reports.scope import Scope
from reports.subjects import measure_subjects
from texts import _
from texts.typography import NBSP, counted, day_words


def compose_report(scope: Scope) -> Report:
    """Raises StorageError where there is no index."""
    scope.engine.check()
    return Report(
        title=_("{union}: отчёт о работе с прессой", union=scope.union.short),
        subtitle=scope.span.words,
        columns=_columns(scope),
        remarks=_remarks(scope),
        sections=[
            measure_effectiveness(scope),
            measure_image(scope),
            measure_means(scope),
            measure_subjects(scope),
        ],
    )


def _columns(scope: Scope) -> tuple[str, str, str]:
    """The spans by name; one that the program did not read from its first to its last day has an asterisk."""
    now, before, year_ago = (
        span.words + ("*" if is_known and _is_partly(scope, span) else "")
        for span, is_known in zip(scope.spans, scope.known, strict=True)
    )
    return now, before, year_ago


def _is_partly(scope: Scope, span: Span) -> bool:
    since, until = span.bounds(scope.zone)
    return scope.reading_since is None or scope.reading_since > since or until > scope.now


def _remarks(scope: Scope) -> list[str]:
    """What the numbers do not cover, the most important first."""
    found = []
    if scope.reading_since is None:
        found.append(_("Отклик ещё ни разу не читал прессу: числам не на чем стоять."))
    elif any(scope.reading_since > span.bounds(scope.zone)[0] for span in scope.spans):
        day = scope.reading_since.astimezone(scope.zone).date()
        found.append(
            _(
                "Отклик читает прессу с {day} {year}. Числа периодов со звёздочкой (*) неполны; «нет данных» — "
                "в архиве нет ничего за то время.",
                day=day_words(day),
                year=day.year,
            )
        )
    if scope.span.bounds(scope.zone)[1] > scope.now:
        today = scope.now.astimezone(scope.zone).date()
        found.append(
            _(
                "Период ещё не окончен (*): числа — на {day}, а сравниваются они с целыми периодами.",
                day=f"{day_words(today)}{NBSP}{today.year}",
            )
        )
    unread = [each for each in list_unread(scope) if not each.partly]
    if unread:
        found.append(
            _(
                "К концу периода не читалось {outlets} — список в разделе «Средства».",
                outlets=counted(len(unread), "издание", "издания", "изданий"),
            )
        )
    with scope.archive.reading() as connection:
        waiting = max(count_waiting(connection), count_unplaced(connection))
    if waiting:
        found.append(
            _(
                "Ещё не разобрано или не попало в поиск: {articles}. Запустите otklik crawl и повторите отчёт.",
                articles=counted(waiting, "публикация", "публикации", "публикаций"),
            )
        )
    return found
