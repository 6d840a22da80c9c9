"""A page of an outlet saved in the user's own folder, and what must be read from it: an outlet's own test.

The page's text belongs to the outlet, so it stays in the user's folder and never goes into the repository.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.fetch import FetchedPage
from crawler.trial import Sample, read_sample
from crawler.zones import zone_of
from records.article import Article, Drop, Link
from records.errors import InputError
from records.registry import Outlet
from texts import _
from texts.system_faults import explain_system_fault

_FIELDS = ("title", "published", "authors", "text")


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedPage:
    """`facts` is the JSON beside the page: `url`, `content_type`, `fetched`, `listed` and what is expected."""

    outlet_id: str
    file: Path
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """`field` of the page's JSON is read otherwise than expected."""

    field: str
    expected: str
    found: str


def draft_expected(sample: Sample, outlet: Outlet, fetched: datetime) -> dict[str, Any]:
    """What is read now: a person corrects it, and from then on it is what must be read."""
    assert sample.page is not None
    listed = sample.link.published
    return {
        "url": sample.page.url,
        "content_type": sample.page.content_type,
        "fetched": fetched.isoformat(timespec="seconds"),
        "listed": listed.isoformat() if listed else None,
        **_read(sample.page, sample.link, outlet, fetched),
    }


def new_place(folder: Path, outlet_id: str) -> Path:
    """The next free `pages/ID/N.html`; a layout that changed gets a page of its own beside the old one."""
    number = 1
    while (folder / "pages" / outlet_id / f"{number}.html").exists():
        number += 1
    return folder / "pages" / outlet_id / f"{number}.html"


def load_saved(folder: Path, ids: Sequence[str]) -> Iterator[SavedPage]:
    """Raises InputError, naming the file, for a page without its JSON or JSON that is none."""
    for file in sorted(folder.glob("pages/*/*.html")):
        if not ids or file.parent.name in ids:
            yield SavedPage(outlet_id=file.parent.name, file=file, facts=_load(file.with_suffix(".json")))


def compare_saved(saved: SavedPage, outlet: Outlet) -> list[Difference]:
    """Empty when all is read as expected. A field that the JSON leaves out is not compared."""
    facts = saved.facts
    url = str(facts.get("url") or outlet.url)
    link = Link(url=url, source_id="saved", outlet_id=outlet.id, published=_moment(facts.get("listed")))
    page = FetchedPage(
        url=url, body=saved.file.read_bytes(), content_type=str(facts.get("content_type") or "")
    )
    found = _read(page, link, outlet, _moment(facts.get("fetched")) or datetime.now(UTC))
    return [
        difference
        for field in _FIELDS
        if field in facts and facts[field] != found[field]
        for difference in _differences(field, facts[field], found[field])
    ]


def _read(page: FetchedPage, link: Link, outlet: Outlet, fetched: datetime) -> dict[str, Any]:
    article = read_sample(page, link, outlet, fetched)
    if isinstance(article, Drop):
        return {"title": "", "published": None, "authors": [], "text": []}
    return {
        "title": article.title,
        "published": _stated(article, outlet),
        "authors": list(article.authors),
        "text": article.text.split("\n"),
    }


def _stated(article: Article, outlet: Outlet) -> str | None:
    """In the outlet's time; the day alone where the page names no time."""
    if article.published is None:
        return None
    local = article.published.astimezone(zone_of(outlet))
    return local.isoformat(timespec="minutes") if article.published_has_time else local.date().isoformat()


def _differences(field: str, expected: object, found: object) -> Iterator[Difference]:
    """Of a text paragraph by paragraph: what is missing, and what is too much."""
    if field != "text" or not isinstance(expected, list) or not isinstance(found, list):
        yield Difference(field=field, expected=_shown(expected), found=_shown(found))
        return
    missing = [part for part in expected if part not in found]
    surplus = [part for part in found if part not in expected]
    for part in missing:
        yield Difference(field=field, expected=_shown(part), found="")
    for part in surplus:
        yield Difference(field=field, expected="", found=_shown(part))
    if not missing and not surplus:
        yield Difference(field=field, expected=_("другой порядок абзацев"), found="")


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _moment(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _load(file: Path) -> Mapping[str, Any]:
    try:
        facts = json.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise InputError(
            _(
                "Рядом с сохранённой страницей нет {file}: {reason}.",
                file=file,
                reason=explain_system_fault(error),
            )
        ) from error
    except ValueError as error:
        raise InputError(_("Файл {file} — не JSON в UTF-8: {error}.", file=file, error=error)) from error
    if not isinstance(facts, dict):
        raise InputError(_("Файл {file}: нужен объект JSON с полями title, published, text.", file=file))
    return facts
