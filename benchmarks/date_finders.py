"""Our date finder and its peers, each as a function from a page to a day."""

from __future__ import annotations

import json
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path

from htmldate import find_date

from benchmarks.dated_pages import DatedPage
from crawler.date_statements import DateContext
from crawler.dates import find_published
from crawler.encodings import decode
from crawler.metadata import find_json_ld, read_meta
from crawler.pages import find_title, parse_html
from crawler.zones import GUESSED_ZONE

_NEWSPAPER = Path(__file__).with_name("newspaper_dates.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """The day found on each page, in order, and the processor's time in milliseconds a page."""

    days: list[date | None]
    milliseconds: float


def ask(find: Callable[[DatedPage], date | None], pages: Sequence[DatedPage]) -> Answers:
    find(pages[0])  # loads what loads with the first page
    started = time.process_time()
    days = [find(page) for page in pages]
    return Answers(days=days, milliseconds=(time.process_time() - started) * 1000 / len(pages))


def find_ours(page: DatedPage) -> date | None:
    """What `otklik extract` does for a page whose outlet the register does not know, without the text."""
    tree = parse_html(page.body, "")
    if tree is None:
        return None
    json_ld, meta = find_json_ld(tree), read_meta(tree)
    fetched = (
        datetime.combine(page.seen, clock(23, 59), tzinfo=GUESSED_ZONE) if page.seen else datetime.now(UTC)
    )
    title = find_title(tree, (), json_ld, meta)
    context = DateContext(url=page.url, zone=GUESSED_ZONE, zone_known=False, fetched=fetched, title=title)
    published = find_published(tree, context, json_ld=json_ld, meta=meta)
    return published.when.date() if published else None


def find_by_htmldate(page: DatedPage, *, extensive: bool) -> date | None:
    """Given our decoder's text too, so that finding alone is compared."""
    latest = page.seen.isoformat() if page.seen else None
    found = find_date(
        decode(page.body),
        url=page.url or None,
        original_date=True,
        extensive_search=extensive,
        max_date=latest,
    )
    return date.fromisoformat(found) if found else None


def ask_newspaper(python: Path, pages: Sequence[DatedPage]) -> Answers:
    """In its own environment, given our decoder's text too."""
    orders = [
        json.dumps(
            {
                "url": page.url or "https://unknown.example/",
                "text": b64encode(decode(page.body).encode()).decode(),
            }
        )
        for page in pages
    ]
    done = subprocess.run(
        [str(python), str(_NEWSPAPER)], input="\n".join(orders), capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    days = [date.fromisoformat(day) if day else None for day in answer["days"]]
    return Answers(days=days, milliseconds=answer["milliseconds"])
