"""Saved pages go when their time is over; the archive forgets where they stood."""

from __future__ import annotations

from datetime import UTC, date, datetime

from archive.page_copies import drop_copies_before
from archive.page_files import PageFiles
from archive.store import Archive
from otklik.config import Config
from otklik.workplace import pages_folder


def forget_old_pages(config: Config, archive: Archive) -> None:
    """Also when none are saved any more: who turned that off wants no more of them, not these for ever."""
    if config.crawl.keep_pages_months:
        today = datetime.now(UTC).date()
        year, month = divmod(today.year * 12 + today.month - 1 - config.crawl.keep_pages_months, 12)
        drop_copies_before(archive, PageFiles(pages_folder(config)), date(year, month + 1, 1))
