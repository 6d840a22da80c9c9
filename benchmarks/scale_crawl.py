"""One crawl of the generated outlets in a process of its own: a JSON order in, what it took and kept out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from archive.articles import count_in_state
from archive.health import source_reports
from archive.store import open_archive, sqlite_url
from crawler.byte_screen import ByteScreen
from crawler.crawl import crawl
from crawler.settings_record import CrawlSettings
from records.registry import Outlet, Source


def outlet(place: str) -> Outlet:
    id_ = place.replace(".", "-").replace(":", "-")
    source = Source(id=f"{id_}#feed", outlet_id=id_, kind="feed", url=f"http://{place}/rss.xml")
    return Outlet(
        id=id_,
        name=id_,
        url=f"http://{place}/",
        kind="external",
        region="RU-KGN",
        timezone="Asia/Yekaterinburg",
        sources=(source,),
    )


def peak_mib() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    order = json.load(sys.stdin)
    settings = CrawlSettings(contact="press@example.org", delay=0.0, allow_addresses=tuple(order["places"]))
    archive = open_archive(sqlite_url(Path(order["archive"])))
    crawl(
        [outlet(place) for place in order["places"]],
        archive,
        settings,
        lambda text: "профсоюз" in text.lower(),
        byte_screen=ByteScreen({"профсоюз": ""}, ()),
    )
    with archive.reading() as connection:
        kept = count_in_state(connection, "kept")
        reports = [report for run in (1, 2) for report in source_reports(connection, run)]
    decided = sum(report.kept + sum(report.dropped.values()) for report in reports)
    print(json.dumps({"kept": kept, "decided": decided, "peak_mib": peak_mib()}))


if __name__ == "__main__":
    main()
