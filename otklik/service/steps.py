"""The steps of `otklik run`, in their order and with their share of its time. A new step is one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from otklik.service.alert_step import carry_alerts
from otklik.service.digest_step import carry_digests
from otklik.workplace import Workplace
from records.errors import UnavailableError
from records.runs import RunReport
from records.service import StepOutcome
from texts import _

_AN_ANSWER = 60.0  # seconds
_MOST_FOR_THE_LAST = 0.2  # of a crawl's time, for the requests that are out when no more are begun


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """`carry` does the work in a process of its own, within the seconds that it is told; it may raise whatever it
    will. `share` is what is kept of the run's whole time for this step: what earlier steps leave comes on top."""

    name: str
    share: float
    carry: Callable[[Workplace, float], StepOutcome]


def _crawl(workplace: Workplace, seconds: float) -> StepOutcome:
    from otklik.contact import require_contact  # noqa: PLC0415 - each step loads what it needs, in its own process
    from otklik.crawling import collect, crawl_settings, end_run, report_run  # noqa: PLC0415
    from otklik.progress import crawl_progress  # noqa: PLC0415

    require_contact(workplace.config)
    settings = crawl_settings(workplace.config)
    last = min(settings.deadline + 5, seconds * _MOST_FOR_THE_LAST)
    settings = replace(
        settings, run_limit=min(settings.run_limit, seconds - last), due_only=True, log_file=None
    )
    registry = workplace.registry
    with workplace.archive() as archive, crawl_progress() as progress:
        run_id = collect(registry, archive, list(registry.outlets.values()), settings, progress)
        end_run(archive, run_id)
        report = report_run(archive, run_id)
        counts = _crawl_counts(report) | _clock(progress.clock_behind)
    offline = _(
        "Ни одно издание не ответило: похоже, нет сети. Проверьте соединение, следующий обход повторит."
    )
    return StepOutcome(
        counts=counts,
        problems=[offline] if report.looks_offline else [],
        exit_code=UnavailableError.exit_code if report.looks_offline else 0,
    )


def _crawl_counts(report: RunReport) -> dict[str, int]:
    asked = [source for source in report.sources if source.outcome]
    return {
        "asked": len(asked),
        "unread": sum(source.outcome not in ("ok", "not-modified") for source in asked),
        "new": sum(source.new for source in report.sources),
        "kept": sum(source.kept for source in report.sources),
        "dropped": sum(sum(source.dropped.values()) for source in report.sources),
        "waiting": report.waiting,
    }


def _clock(behind: float | None) -> dict[str, int]:
    """Seconds, where they are more than an answer takes to come."""
    return {"clock_behind": round(behind)} if behind is not None and abs(behind) > _AN_ANSWER else {}


def _annotate(workplace: Workplace, _seconds: float) -> StepOutcome:
    from archive.annotation_faults import find_faults  # noqa: PLC0415
    from otklik.progress import crawl_progress  # noqa: PLC0415
    from otklik.understanding import annotate  # noqa: PLC0415

    with workplace.archive() as archive, crawl_progress() as progress:
        annotated = annotate(archive, workplace.registry, progress, workplace.config.nlp.folder)
        with archive.reading() as connection:
            set_aside = len(find_faults(connection))
    notes = [_("не поддались разбору: {number}; что делать: otklik doctor", number=set_aside)]
    return StepOutcome(
        counts={"annotated": annotated, "set_aside": set_aside}, notes=notes if set_aside else []
    )


def _place(workplace: Workplace, _seconds: float) -> StepOutcome:
    from pipelines.stories import place_annotated  # noqa: PLC0415

    with workplace.archive() as archive:
        place_annotated(archive, workplace.registry.own_outlets)
    return StepOutcome()


def _index(workplace: Workplace, _seconds: float) -> StepOutcome:
    from archive.outbox import count_waiting  # noqa: PLC0415
    from otklik.index_filling import fill_index  # noqa: PLC0415
    from otklik.progress import crawl_progress  # noqa: PLC0415

    with workplace.archive() as archive, crawl_progress() as progress:
        indexed = fill_index(workplace, archive, progress)
        with archive.reading() as connection:
            waiting = count_waiting(connection)
    return StepOutcome(counts={"indexed": indexed.taken, "refused": indexed.refused, "waiting": waiting})


def _tidy(workplace: Workplace, _seconds: float) -> StepOutcome:
    from otklik.old_pages import forget_old_pages  # noqa: PLC0415

    with workplace.archive() as archive:
        forget_old_pages(workplace.config, archive)
    return StepOutcome()


STEPS: Sequence[Step] = (
    Step(name="crawl", share=0.45, carry=_crawl),
    Step(name="annotate", share=0.2, carry=_annotate),
    Step(name="place", share=0.05, carry=_place),
    Step(name="index", share=0.1, carry=_index),
    Step(name="alerts", share=0.05, carry=carry_alerts),
    Step(name="digests", share=0.1, carry=carry_digests),
    Step(name="tidy", share=0.05, carry=_tidy),
)
