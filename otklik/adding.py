"""`otklik sources add`: what a site offers becomes a draft in the user's own folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.discovery import Discovery, discover
from crawler.faults import Fault
from crawler.fetch import visit
from crawler.settings_record import CrawlSettings
from otklik.outlet_draft import Draft, draft_id, draft_name, guess_kind, write_toml
from otklik.own_folder import write_new
from otklik.region_proposal import propose_region
from otklik.registry_outlets import read_outlet
from otklik.registry_tables import read_table
from otklik.saved_pages import draft_expected, new_place
from otklik.site_address import refusal_of
from records.errors import UsageError
from records.registry import Outlet, OutletKind, Registry
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What the user says of the outlet; None leaves it to what the site says."""

    region: str | None = None
    name: str | None = None
    id: str | None = None
    kind: OutletKind | None = None
    union: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """`region_proposed`: nobody but the words of the front page named the region. `page` is None without a sample."""

    draft: Draft
    file: Path
    page: Path | None
    expected: dict[str, Any]
    region_proposed: bool


def explore(url: str, settings: CrawlSettings) -> Discovery:
    """Asks the site. Raises one sentence with the mend where it cannot or must not be read; runs once in a process."""
    found = visit(lambda fetch: discover(url, fetch, settings), settings)
    if isinstance(found, Fault):
        raise refusal_of(url, found)
    return found


def write_draft(
    found: Discovery, wishes: Wishes, registry: Registry, folder: Path, *, today: date
) -> Written:
    """Writes the TOML, the sample page and what must be read from it, and reads the TOML back as the register does.

    Raises UsageError where nothing can be read from the site or its region is not known.
    """
    if not found.taken:
        raise UsageError(
            _(
                "У {home} не нашлось ни ленты, ни карты сайта, ни страницы новостей. Найдите страницу, где "
                "перечислены новости, и опишите её сами: docs/add-an-outlet.ru.md, «Нет ленты?».",
                home=found.home,
            )
        )
    region = wishes.region or propose_region(found.text)
    _check_region(region, registry, found.home)
    wishes = _with_union(wishes, registry, found.home)
    draft = _draft(found, wishes, registry, region or "", today)
    file = folder / draft.path
    write_new(file, write_toml(draft).encode())
    outlet = read_outlet(read_table(file), registry.regions)
    page, expected = _save_page(found, outlet, folder)
    return Written(
        draft=draft, file=file, page=page, expected=expected, region_proposed=wishes.region is None
    )


def _check_region(region: str | None, registry: Registry, home: str) -> None:
    if region is None:
        raise UsageError(
            _(
                "По главной странице {home} не понять, чей это регион: укажите --region, например RU-CHE "
                "(RU — вся страна). Коды: otklik registry regions.",
                home=home,
            )
        )
    if region not in registry.regions:
        raise UsageError(_("--region: кода «{region}» нет. Список: otklik registry regions.", region=region))


def _with_union(wishes: Wishes, registry: Registry, home: str) -> Wishes:
    """Whose voice the site is: as said, else by the site that the register knows of a union."""
    if wishes.union is not None and wishes.union not in registry.unions:
        raise UsageError(
            _("--union: профсоюза «{id}» нет в реестре. Список: otklik registry list.", id=wishes.union)
        )
    union = wishes.union or _union_of(registry, home)
    if wishes.kind not in (None, "union") or (wishes.kind is None and union is None):
        return replace(wishes, union=None)
    if union is None:
        raise UsageError(_("Чей это сайт? С --kind union укажите и --union КОД. Коды: otklik registry list."))
    return replace(wishes, kind="union", union=union)


def _union_of(registry: Registry, home: str) -> str | None:
    host = _host(home)
    return next(
        (id_ for id_, union in registry.unions.items() if union.site and _host(union.site) == host), None
    )


def _host(url: str) -> str:
    """The register writes some sites without a scheme."""
    return (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")


def _draft(found: Discovery, wishes: Wishes, registry: Registry, region: str, today: date) -> Draft:
    name = draft_name(wishes.name or found.name, found.home)
    return Draft(
        id=wishes.id or draft_id(found.home, registry.outlets),
        name=name,
        url=found.home,
        kind=wishes.kind or guess_kind(found.home),
        region=region,
        timezone=registry.regions[region].timezone,
        sources=[place.source for place in found.taken],
        union=wishes.union,
        notes=[f"Drafted by «otklik sources add» on {today.isoformat()}; the sources answered that day."],
    )


def _save_page(found: Discovery, outlet: Outlet, folder: Path) -> tuple[Path | None, dict[str, Any]]:
    if found.sample is None or found.sample.page is None:
        return None, {}
    sample = replace(found.sample, link=replace(found.sample.link, outlet_id=outlet.id))
    expected = draft_expected(sample, outlet, datetime.now(UTC))
    place = new_place(folder, outlet.id)
    write_new(place, found.sample.page.body)
    content = json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
    write_new(place.with_suffix(".json"), content.encode())
    return place, expected
