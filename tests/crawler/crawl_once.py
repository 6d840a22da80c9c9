"""One crawl in a process of its own, because Twisted's reactor starts once: a JSON order in, a JSON summary out."""

from __future__ import annotations

import json
import signal
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archive.store import open_archive, sqlite_url
from crawler.crawl import crawl
from crawler.settings_record import CrawlSettings, Progress
from records.errors import OtklikError
from records.registry import ArticleSelectors, Outlet, Source


def outlet_from(order: dict[str, Any]) -> Outlet:
    sources = tuple(
        Source(
            id=f"{order['id']}/{number}",
            outlet_id=order["id"],
            kind=source.get("kind", "feed"),
            url=source["url"],
            links=tuple(source.get("links", ())),
            next_page=tuple(source.get("next", ())),
            pages=source.get("pages"),
            full_text=source.get("full_text", True),
        )
        for number, source in enumerate(order["sources"])
    )
    selectors = {name: tuple(values) for name, values in order.get("article", {}).items()}
    return Outlet(
        id=order["id"],
        name=order["id"],
        url=order["url"],
        kind="external",
        region="RU-KGN",
        timezone="Asia/Yekaterinburg",
        sources=sources,
        article=ArticleSelectors(**selectors),
        paused=order.get("paused"),
    )


def peak_mib() -> float:
    """The most memory that this process held; getrusage would count the parent's, from before this program began."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> int:
    warnings.simplefilter("error")
    order = json.load(sys.stdin)
    settings = order["settings"]
    settings["allow_addresses"] = tuple(settings.get("allow_addresses", ()))
    for name in ("log_file", "pages_folder"):
        if name in settings:
            settings[name] = Path(settings[name])
    seen: list[Progress] = []
    word = order.get("word", "профсоюз")
    archive = open_archive(sqlite_url(Path(order["archive"])))
    try:
        run_id = crawl(
            [outlet_from(outlet) for outlet in order["outlets"]],
            archive,
            CrawlSettings(**settings),
            lambda text: word in text.lower(),
            seen.append,
        )
    except OtklikError as error:
        print(json.dumps({"error": str(error)}, ensure_ascii=False))
        return error.exit_code
    except KeyboardInterrupt:
        print(json.dumps({"stopped": True}))
        return 130
    finally:
        archive.close()
    last = seen[-1] if seen else Progress(sources=0, asked=0, links=0, fetched=0, kept=0)
    ctrl_c_works = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    print(json.dumps({"run": run_id, **asdict(last), "ctrl_c_works": ctrl_c_works, "peak_mib": peak_mib()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
