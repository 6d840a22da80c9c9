"""A run of the service in words: a line a step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from records.service import ServiceReport, StepReport
from texts import _

_STEPS = {
    "crawl": "обход изданий",
    "annotate": "разбор текстов",
    "place": "сюжеты",
    "index": "указатель",
    "alerts": "оповещения",
    "digests": "сводки",
    "tidy": "уборка",
}
_COUNTS = {
    "asked": "опрошено",
    "unread": "не прочитано",
    "new": "новых",
    "kept": "взято",
    "dropped": "не взято",
    "waiting": "ждут",
    "clock_behind": "часы отстают, с:",
    "annotated": "разобрано",
    "set_aside": "отложено",
    "indexed": "в указатель",
    "refused": "не принято",
    "sent": "отправлено",
    "failed": "не отправлено",
    "unknown": "неизвестно, ушло ли",
    "skipped": "пропущено",
}
_MARKS = {"done": "✓", "failed": "✗", "overdue": "⏱", "skipped": "—"}


def report_lines(report: ServiceReport) -> Iterator[str]:
    for step in report.steps:
        yield _step_line(step)
        yield from (f"    {note}" for note in step.outcome.notes)
    yield _("Всего {seconds:.0f} с, код выхода {code}.", seconds=report.seconds, code=report.exit_code)


def _step_line(step: StepReport) -> str:
    name = _(_STEPS[step.name]) if step.name in _STEPS else step.name
    counts = _count_words(step.outcome.counts)
    return _(
        "{mark} {name}{counts} ({seconds:.1f} с)",
        mark=_MARKS[step.state],
        name=name,
        counts=f": {counts}" if counts else "",
        seconds=step.seconds,
    )


def _count_words(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{_(_COUNTS[name]) if name in _COUNTS else name} {number}"
        for name, number in counts.items()
        if number
    )
