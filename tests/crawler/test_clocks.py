"""What the servers' clocks say of ours, when enough of them speak."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from scrapy.http import Request, Response

from archive.store import open_archive, sqlite_url
from crawler.reading import Reading
from crawler.settings_record import CrawlSettings
from crawler.source_requests import SourceRequests
from records.article import LastAnswer
from records.registry import Source


def test_the_median_of_three_servers_counts_and_two_are_not_enough(tmp_path: Path) -> None:
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    requests = SourceRequests(archive, 1, CrawlSettings(contact="x"), {}, lambda *_ended: iter(()))
    for lane, ahead in (("a", 7200), ("b", 7200), ("c", -90_000)):
        assert requests.clock_behind() is None
        moment = datetime.now(UTC) + timedelta(seconds=ahead)
        answer = Response(
            f"https://{lane}.example/", status=304, headers={"Date": format_datetime(moment, usegmt=True)},
            request=Request(f"https://{lane}.example/"),
        )  # fmt: skip
        source = Source(id=lane, outlet_id=lane, kind="feed", url=answer.url)
        last = LastAnswer(etag=None, last_modified=None, succeeded=None, complete=True, settled=None)
        reading = Reading(source, last, most_pages=1, brings_news=lambda _links: False)
        next(iter(_until_recorded(requests, answer, reading, lane)), None)
    behind = requests.clock_behind()
    archive.close()
    assert behind is not None
    assert abs(behind - 7200) < 5


def _until_recorded(requests: SourceRequests, answer: Response, reading: Reading, lane: str) -> list[object]:
    """The outlets are not registered here: what follows the reading of the headers is not asked for."""
    try:
        return [*requests.parse(answer, reading, lane)]
    except KeyError:
        return []
