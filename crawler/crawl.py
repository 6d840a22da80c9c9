"""One crawl in this process: the register's outlets in, kept articles in the archive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from time import sleep

from archive.frontier import last_finished, register_sources, start_run
from archive.left_alone import forget_over, servers_left_alone
from archive.store import Archive
from archive.waiting import drop_unwatched
from crawler.byte_screen import ByteScreen
from crawler.health import record_health
from crawler.networks import AddressGuard
from crawler.reactor_run import run_spider
from crawler.scrapy_settings import scrapy_settings
from crawler.settings_record import CrawlSettings, Progress
from crawler.spider import PressSpider
from records.registry import Outlet


def crawl(
    outlets: Sequence[Outlet],
    archive: Archive,
    settings: CrawlSettings,
    screen: Callable[[str], bool],
    progress: Callable[[Progress], None] | None = None,
    *,
    registered: Collection[str] | None = None,
    byte_screen: ByteScreen | None = None,
) -> int:
    """Returns the run's id. Can run once in a process, because Twisted's reactor can.

    `registered` are the ids of all outlets of the register, where `outlets` may be only some of them: links that wait
    for any other outlet are given up. None: there is no such link. `byte_screen` refuses pages before they are parsed.

    Raises ConfigError for bad settings, StorageError when the archive fails half-way, and KeyboardInterrupt when
    the user stopped it; all that was decided until then is in the archive, the rest waits for the next run.
    """
    AddressGuard(settings.allow_addresses)
    asked = [outlet for outlet in outlets if outlet.paused is None]
    paused = [outlet.id for outlet in outlets if outlet.paused is not None]
    _rest(archive, settings.delay)
    with archive.writing() as connection:
        run_id = start_run(connection, now := datetime.now(UTC))
        drop_unwatched(connection, run_id, now, paused=paused, registered=registered)
        register_sources(connection, [source for outlet in asked for source in outlet.sources])
        forget_over(connection, now)
        servers = servers_left_alone(connection, now)
    spider = run_spider(
        PressSpider,
        scrapy_settings(settings, servers),
        outlets=asked,
        archive=archive,
        run_id=run_id,
        crawl_settings=settings,
        screen=screen,
        report=progress or (lambda _progress: None),
        byte_screen=byte_screen,
    )
    assert isinstance(spider, PressSpider)
    if spider.failure is not None:
        raise spider.failure
    record_health(archive, run_id, spider.watch, spider.outlets, datetime.now(UTC))
    # Without a reason the reactor was stopped at once: the user insisted.
    if spider.close_reason in ("shutdown", ""):
        raise KeyboardInterrupt
    return run_id


def _rest(archive: Archive, delay: float) -> None:
    """The delay between two requests to a server holds from one run to the next; after a run that was cut off nobody
    knows when its last request was."""
    with archive.reading() as connection:
        finished = last_finished(connection)
    since = (datetime.now(UTC) - finished).total_seconds() if finished else 0.0
    sleep(min(max(delay - since, 0.0), delay))
