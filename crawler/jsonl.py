"""`otklik extract`: pages in, JSON lines out, as docs and formats promise."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.dates import PublicationDate
from crawler.faults import Fault
from crawler.fetch import FetchedPage, fetch_pages
from crawler.pages import PageFacts, read_page
from crawler.settings_record import CrawlSettings
from crawler.zones import zone_of
from records.errors import OtklikError
from records.registry import ArticleSelectors, Outlet
from texts import _

_LARGEST = 50 * 1024 * 1024  # bytes after decompression: a page in a file may not exhaust the memory either
_UNKNOWN_ZONE = ZoneInfo("Europe/Moscow")


@dataclass(frozen=True, kw_only=True, slots=True)
class Extracted:
    """One line of output; `failed` lines say why and make the exit status 1."""

    line: str
    failed: bool


def extract_lines(lines: Iterable[str], outlets: Sequence[Outlet]) -> Iterator[Extracted]:
    """JSON objects with `id`, `path` (relative to the working folder) and `url`, answered in their order."""
    finder = _OutletFinder(outlets)
    for line in lines:
        if line.strip():
            yield _extract_line(line, finder)


def extract_places(
    places: Sequence[str], outlets: Sequence[Outlet], settings: CrawlSettings
) -> Iterator[Extracted]:
    """Paths and addresses, in their order; all addresses are fetched in one go, so this works once in a process."""
    finder = _OutletFinder(outlets)
    urls = [place for place in places if _is_url(place)]
    pages = fetch_pages(urls, settings) if urls else {}
    for place in places:
        if not _is_url(place):
            yield _extract_file(place, Path(place), "", finder)
            continue
        page = pages[place]
        if isinstance(page, Fault):
            yield _failed(
                place, _("Страница не получена: {reason} {detail}", reason=page.reason, detail=page.detail)
            )
        else:
            yield _extract(place, page, finder)


def _extract_line(line: str, finder: _OutletFinder) -> Extracted:
    try:
        order = json.loads(line)
    except (ValueError, RecursionError):
        return _failed(None, _("Строка — не JSON."))
    if not isinstance(order, dict):
        return _failed(None, _("Строка — не объект JSON."))
    page_id, path, url = order.get("id"), order.get("path"), order.get("url") or ""
    if not isinstance(path, str) or not isinstance(url, str):
        return _failed(page_id, _("Нет поля «path» с путём к странице, или «url» — не строка."))
    return _extract_file(page_id, Path(path), url, finder)


def _extract_file(page_id: object, path: Path, url: str, finder: _OutletFinder) -> Extracted:
    try:
        body = _read(path)
    except (OSError, EOFError, ValueError) as error:
        return _failed(page_id, _("Файл {path} не читается: {error}", path=path, error=error))
    return _extract(page_id, FetchedPage(url=url, body=body, content_type=""), finder)


def _read(path: Path) -> bytes:
    if path.suffix != ".gz":
        return path.read_bytes()
    with gzip.open(path) as packed:
        body = packed.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise ValueError(_("распакованная страница больше {size} МБ", size=_LARGEST // 2**20))
    return body


def _extract(page_id: object, page: FetchedPage, finder: _OutletFinder) -> Extracted:
    outlet = finder.find(page.url)
    try:
        facts = read_page(
            page.body,
            url=page.url,
            content_type=page.content_type,
            fetched=datetime.now(UTC),
            home=outlet.url if outlet else page.url,
            zone=zone_of(outlet) if outlet else _UNKNOWN_ZONE,
            selectors=outlet.article if outlet else ArticleSelectors(),
        )
    except OtklikError as error:
        return _failed(page_id, str(error))
    except Exception as error:  # one page that breaks a parser stops no other; its line says so
        return _failed(page_id, _("Страница не разбирается: {error}", error=repr(error)))
    if facts is None:
        return _failed(page_id, _("Это не страница HTML."))
    return Extracted(line=_dumped(_values(page_id, page, facts, outlet)), failed=False)


def _values(page_id: object, page: FetchedPage, facts: PageFacts, outlet: Outlet | None) -> dict[str, Any]:
    return {
        "id": page_id,
        "url": page.url or None,
        "title": facts.title,
        "text": facts.text,
        "published": _published(facts.published, outlet),
        "authors": list(facts.authors),
        "language": facts.language,
        "canonical_url": facts.canonical_url or None,
        "outlet": outlet.id if outlet else None,
    }


def _published(published: PublicationDate | None, outlet: Outlet | None) -> str | None:
    """In the outlet's zone. Where neither page nor register names a zone, the day alone is all that is certain."""
    if published is None:
        return None
    local = published.when.astimezone(zone_of(outlet) if outlet else _UNKNOWN_ZONE)
    if published.has_time and (outlet is not None or published.zoned):
        return local.isoformat(timespec="seconds")
    return local.date().isoformat()


def _failed(page_id: object, error: str) -> Extracted:
    return Extracted(line=_dumped({"id": page_id, "error": error}), failed=True)


def _dumped(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _is_url(place: str) -> bool:
    return place.startswith(("http://", "https://"))


class _OutletFinder:
    """The registered outlet that a page's host belongs to."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        self._outlets = {_host(outlet.url): outlet for outlet in outlets}

    def find(self, url: str) -> Outlet | None:
        host = _host(url)
        while host:
            if host in self._outlets:
                return self._outlets[host]
            host = host.partition(".")[2]
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
