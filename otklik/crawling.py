"""One crawl from end to end: collect, understand, group, index; what `otklik crawl` and the sample press both run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive import outbox
from archive.annotation_faults import find_faults, forget_faults
from archive.annotations import count_outdated
from archive.frontier import finish_run, last_finished, run_started
from archive.gaps import run_gaps
from archive.health import source_reports
from archive.store import Archive
from archive.waiting import count_waiting
from crawler.byte_screen import ByteScreen
from crawler.crawl import crawl
from crawler.schedule import Limits
from crawler.settings_record import CrawlSettings
from nlp.screening import build_screen
from otklik.config import Config
from otklik.index_filling import fill_index
from otklik.old_pages import forget_old_pages
from otklik.progress import CrawlProgress
from otklik.understanding import current_model, understand
from otklik.workplace import Workplace, pages_folder
from pipelines.reannotation import annotate_outdated
from pipelines.stories import place_annotated
from records.errors import OtklikError
from records.registry import Outlet, Registry
from records.runs import AgainReport, RunReport

_MIB = 1024 * 1024


def crawl_settings(config: Config) -> CrawlSettings:
    crawl = config.crawl
    return CrawlSettings(
        contact=crawl.contact,
        delay=crawl.delay,
        concurrency_per_host=crawl.per_site,
        concurrency=crawl.concurrency,
        deadline=crawl.deadline,
        max_page_bytes=int(crawl.page_mib * _MIB),
        max_feed_bytes=int(crawl.feed_mib * _MIB),
        max_age_days=crawl.max_age_days,
        min_text_chars=crawl.min_text,
        min_post_chars=crawl.min_post,
        most_attempts=crawl.attempts,
        telegram_url=crawl.telegram_url,
        vk_api_url=crawl.vk_api_url,
        vk_token=crawl.vk_token.get_secret_value() if crawl.vk_token else "",
        allow_addresses=crawl.allow_addresses,
        languages=crawl.languages,
        run_limit=crawl.run_limit,
        limits=Limits(
            fastest=timedelta(minutes=crawl.ask_minutes),
            slowest=max(timedelta(hours=crawl.ask_hours), timedelta(minutes=crawl.ask_minutes)),
        ),
        log_file=config.data / "crawl.log",
        pages_folder=pages_folder(config) if crawl.keep_pages else None,
    )


def crawl_everything(
    workplace: Workplace,
    outlets: Sequence[Outlet],
    progress: CrawlProgress,
    *,
    due_only: bool = True,
    retry: bool = False,
) -> RunReport:
    """Carries everything that is new as far as it goes. The caller holds the crawl lock.

    With `due_only` a source is asked when it is due by its rhythm. With `retry` the texts that could not be annotated
    are tried again.

    An index that fails in any way stops nothing: the report has its sentence, and the outbox keeps what it lacks.
    """
    registry = workplace.registry
    with workplace.archive() as archive:
        settings = replace(crawl_settings(workplace.config), due_only=due_only)
        run_id = collect(registry, archive, outlets, settings, progress)
        if retry:
            with archive.writing() as connection:
                forget_faults(connection)
        annotated = understand(archive, registry, progress, workplace.config.nlp.folder)
        indexed, index_error = _index(workplace, archive, progress)
        forget_old_pages(workplace.config, archive)
        end_run(archive, run_id)
        return replace(
            report_run(archive, run_id), annotated=annotated, indexed=indexed, index_error=index_error
        )


def collect(
    registry: Registry,
    archive: Archive,
    outlets: Sequence[Outlet],
    settings: CrawlSettings,
    progress: CrawlProgress,
) -> int:
    """Asks the outlets and keeps what is relevant; the id of the run, which the caller ends with `end_run`."""
    screen = build_screen(registry)
    return crawl(
        outlets,
        archive,
        settings,
        screen.matches,
        progress.crawled,
        registered=registry.outlets.keys() | registry.broken.keys(),
        byte_screen=ByteScreen(screen.stems, screen.names, screen.capitals),
    )


def annotate_again(workplace: Workplace, progress: CrawlProgress) -> AgainReport:
    """What other models or another register annotated is annotated anew. The caller holds the crawl lock."""
    from nlp.annotation import Annotator  # noqa: PLC0415 - see above

    registry, tone_folder = workplace.registry, workplace.config.nlp.folder
    with workplace.archive() as archive:
        model = current_model(registry, tone_folder)
        with archive.reading() as connection:
            progress.annotating(count_outdated(connection, model))
        annotator = Annotator(registry, tone_folder)
        report = annotate_outdated(archive, registry.outlets, annotator.annotate, model, progress.annotated)
        place_annotated(archive, registry.own_outlets)
        _indexed, error = _index(workplace, archive, progress)
    return replace(report, index_error=error)


def _index(workplace: Workplace, archive: Archive, progress: CrawlProgress) -> tuple[int, str]:
    try:
        return fill_index(workplace, archive, progress).taken, ""
    except OtklikError as error:
        return 0, str(error)


def end_run(archive: Archive, run_id: int) -> None:
    with archive.writing() as connection:
        finish_run(connection, run_id, datetime.now(UTC))


def report_run(archive: Archive, run_id: int) -> RunReport:
    """What the archive knows of a run that has ended."""
    with archive.reading() as connection:
        finished = last_finished(connection)
        assert finished is not None
        return RunReport(
            started=run_started(connection, run_id),
            finished=finished,
            sources=tuple(source_reports(connection, run_id)),
            annotated=0,
            indexed=0,
            waiting=count_waiting(connection),
            unannotated=len(find_faults(connection)),
            outbox=outbox.count_waiting(connection),
            gaps=tuple(run_gaps(connection, run_id)),
        )
