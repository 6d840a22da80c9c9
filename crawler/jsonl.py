"""The fields of `otklik extract`: pages in, objects with what they say out."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.dates import PublicationDate
from crawler.encodings import is_binary
from crawler.faults import Fault
from crawler.fetch import FetchedPage, fetch_pages
from crawler.pages import PageFacts, read_page
from crawler.settings_record import CrawlSettings
from crawler.zones import zone_of
from records.errors import InputError, OtklikError, UnavailableError
from records.registry import ArticleSelectors, Outlet
from texts import _

_LARGEST = 50 * 1024 * 1024  # bytes after decompression: a page in a file may not exhaust the memory either


def extract_orders(
    orders: Iterable[Mapping[str, Any]], finder: OutletFinder
) -> Iterator[dict[str, Any] | OtklikError]:
    """Objects with `path` (relative to the working folder) and `url`; each answered without its id, in order."""
    for order in orders:
        path, url = order.get("path"), order.get("url") or ""
        if isinstance(path, str) and isinstance(url, str):
            yield _extract_file(Path(path), url, finder)
        else:
            yield InputError(_("Нет поля «path» с путём к странице, или «url» — не строка."))


def extract_places(
    places: Sequence[str], finder: OutletFinder, settings: CrawlSettings
) -> Iterator[tuple[str, dict[str, Any] | OtklikError]]:
    """Paths and addresses, in their order; all addresses are fetched in one go, so this works once in a process."""
    urls = [place for place in places if _is_url(place)]
    pages = fetch_pages(urls, settings) if urls else {}
    for place in places:
        page = pages.get(place)
        if page is None:
            yield place, _extract_file(Path(place), "", finder)
        elif isinstance(page, Fault):
            fault = _("Страница не получена: {reason} {detail}", reason=page.reason, detail=page.detail)
            yield place, UnavailableError(fault)
        else:
            yield place, _extract(page, finder)


def _extract_file(path: Path, url: str, finder: OutletFinder) -> dict[str, Any] | OtklikError:
    try:
        body = _read(path)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        return InputError(_("Файл {path} не читается: {error}", path=path, error=error))
    return _extract(FetchedPage(url=url, body=body, content_type=""), finder)


def _read(path: Path) -> bytes:
    if path.suffix != ".gz":
        return path.read_bytes()
    with gzip.open(path) as packed:
        body = packed.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise ValueError(_("распакованная страница больше {size} МБ", size=_LARGEST // 2**20))
    return body


def _extract(page: FetchedPage, finder: OutletFinder) -> dict[str, Any] | OtklikError:
    outlet = finder.find(page.url)
    if is_binary(page.body):
        return InputError(_("Это не страница HTML."))
    try:
        facts = read_page(
            page.body,
            url=page.url,
            content_type=page.content_type,
            fetched=datetime.now(UTC),
            home=outlet.url if outlet else page.url,
            zone=zone_of(outlet) if outlet else None,
            selectors=outlet.article if outlet else ArticleSelectors(),
        )
    except OtklikError as error:
        return error
    except Exception as error:  # one page that breaks a parser stops no other; its line says so
        return InputError(_("Страница не разбирается: {error}", error=repr(error)))
    return InputError(_("Это не страница HTML.")) if facts is None else _values(page, facts, outlet)


def _values(page: FetchedPage, facts: PageFacts, outlet: Outlet | None) -> dict[str, Any]:
    return {
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
    """In the outlet's zone, else in the page's own. Where neither is known, the day alone is all that is certain."""
    if published is None:
        return None
    local = published.when.astimezone(zone_of(outlet)) if outlet else published.when
    if published.has_time and (outlet is not None or published.zoned):
        return local.isoformat(timespec="seconds")
    return local.date().isoformat()


def _is_url(place: str) -> bool:
    return place.startswith(("http://", "https://"))


class OutletFinder:
    """The registered outlet that a page's host belongs to."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
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
