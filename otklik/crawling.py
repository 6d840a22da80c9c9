"""One crawl from end to end: collect, understand, group, index; what `otklik crawl` and the sample press both run."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

from archive import outbox
from archive.annotation_faults import find_faults, forget_faults
from archive.annotations import count_outdated
from archive.articles import count_in_state
from archive.frontier import finish_run, run_started
from archive.gaps import run_gaps
from archive.health import source_reports
from archive.page_copies import drop_copies_before
from archive.page_files import PageFiles
from archive.store import Archive
from archive.waiting import count_waiting
from crawler.byte_screen import ByteScreen
from crawler.crawl import crawl
from crawler.schedule import Limits
from crawler.settings_record import CrawlSettings
from nlp.screening import build_screen
from otklik.config import Config
from otklik.locks import rebuild_lock
from otklik.progress import CrawlProgress
from otklik.workplace import Workplace, pages_folder
from pipelines.annotation import annotate_kept
from pipelines.indexing import index_outbox
from pipelines.reannotation import annotate_outdated
from pipelines.stories import place_annotated
from records.errors import OtklikError
from records.registry import Outlet, Registry
from records.runs import AgainReport, RunReport
from search.engine import Engine
from texts import _

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
        screen = build_screen(registry)
        run_id = crawl(
            outlets,
            archive,
            replace(crawl_settings(workplace.config), due_only=due_only),
            screen.matches,
            progress.crawled,
            registered=registry.outlets.keys() | registry.broken.keys(),
            byte_screen=ByteScreen(screen.stems, screen.names, screen.capitals),
        )
        if retry:
            with archive.writing() as connection:
                forget_faults(connection)
        annotated = understand(archive, registry, progress, workplace.config.nlp.folder)
        indexed, index_error = _index(workplace, archive, progress)
        _forget_old_pages(workplace.config, archive)
        return _report(archive, run_id, annotated, indexed, index_error)


def understand(archive: Archive, registry: Registry, progress: CrawlProgress, tone_folder: str = "") -> int:
    """Annotates and places what was kept; returns how many. The models load only when there is something to read."""
    with archive.reading() as connection:
        kept = count_in_state(connection, "kept")
        faults = find_faults(connection)
    progress.annotating(kept)
    annotated = 0
    if kept > len(faults) or any(fault.model != current_model(registry, tone_folder) for fault in faults):
        from nlp.annotation import Annotator  # noqa: PLC0415 - see above

        annotate = Annotator(registry, tone_folder).annotate
        model = current_model(registry, tone_folder)
        annotated = annotate_kept(archive, registry.outlets, annotate, model, progress.annotated)
    place_annotated(archive, registry.own_outlets)
    return annotated


def annotate_again(workplace: Workplace, progress: CrawlProgress) -> AgainReport:
    """What other models or another register annotated is annotated anew. The caller holds the crawl lock."""
    from nlp.annotation import Annotator  # noqa: PLC0415 - see above

    registry, tone_folder = workplace.registry, workplace.config.nlp.folder
    with workplace.archive() as archive:
        model = current_model(registry, tone_folder)
        with archive.reading() as connection:
            progress.annotating(count_outdated(connection, model))
        annotate = Annotator(registry, tone_folder).annotate
        report = annotate_outdated(archive, registry.outlets, annotate, model, progress.annotated)
        place_annotated(archive, registry.own_outlets)
        _indexed, error = _index(workplace, archive, progress)
    return replace(report, index_error=error)


def current_model(registry: Registry, tone_folder: str = "") -> str:
    from nlp.annotation import annotation_model  # noqa: PLC0415 - it loads the libraries of the models

    return annotation_model(registry, tone_folder)


def _index(workplace: Workplace, archive: Archive, progress: CrawlProgress) -> tuple[int, str]:
    with archive.reading() as connection:
        progress.indexing(outbox.count_waiting(connection))
    try:
        with workplace.engine() as engine:
            rebuilding = partial(_rebuilding, workplace, archive, engine, progress)
            indexed = index_outbox(archive, engine, workplace.registry, progress.indexed, rebuilding)
            return indexed.taken, ""
    except OtklikError as error:
        return 0, str(error)


@contextmanager
def _rebuilding(
    workplace: Workplace, archive: Archive, engine: Engine, progress: CrawlProgress
) -> Iterator[None]:
    """The first index is made without a word; of one that is made anew people are told why search stands still."""
    with rebuild_lock(workplace.config.data):
        if engine.exists():
            said = _("указатель собран прежней версией Отклика; собираю его заново из архива.")
            print(f"otklik: {said}", file=sys.stderr)
        with archive.reading() as connection:
            progress.indexing(sum(1 for _row in outbox.placed_revisions(connection)))
        yield


def _forget_old_pages(config: Config, archive: Archive) -> None:
    """Also when none are saved any more: who turned that off wants no more of them, not these for ever."""
    if config.crawl.keep_pages_months:
        today = datetime.now(UTC).date()
        year, month = divmod(today.year * 12 + today.month - 1 - config.crawl.keep_pages_months, 12)
        drop_copies_before(archive, PageFiles(pages_folder(config)), date(year, month + 1, 1))


def _report(archive: Archive, run_id: int, annotated: int, indexed: int, index_error: str) -> RunReport:
    finished = datetime.now(UTC)
    with archive.writing() as connection:
        finish_run(connection, run_id, finished)
    with archive.reading() as connection:
        return RunReport(
            started=run_started(connection, run_id),
            finished=finished,
            sources=tuple(source_reports(connection, run_id)),
            annotated=annotated,
            indexed=indexed,
            waiting=count_waiting(connection),
            unannotated=len(find_faults(connection)),
            outbox=outbox.count_waiting(connection),
            index_error=index_error,
            gaps=tuple(run_gaps(connection, run_id)),
        )
