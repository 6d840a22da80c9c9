"""The feeds of an OPML file become drafts of outlets, or a sentence each why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.links import usable_url
from crawler.opml import OpmlFeed
from otklik.outlet_draft import Draft, draft_id, draft_name, guess_kind
from otklik.own_folder import find_known, site_of
from records.registry import Outlet, Region, Registry, Source
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A feed that is not taken over, and why."""

    name: str
    url: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    drafts: tuple[Draft, ...]
    skipped: tuple[Skipped, ...]


def plan_import(feeds: Iterable[OpmlFeed], registry: Registry, region: str | None) -> Plan:
    """One draft a site, with all its feeds. `region` is for feeds whose own groups name none."""
    sites: dict[str, list[OpmlFeed]] = {}
    skipped: list[Skipped] = []
    seen: set[str] = set()
    for feed in feeds:
        reason = _unwanted(feed, registry, seen)
        if reason:
            skipped.append(Skipped(name=feed.name, url=feed.url, reason=reason))
        else:
            sites.setdefault(site_of(_home(feed)), []).append(feed)
    drafts: list[Draft] = []
    for same_site in sites.values():
        code = _region_of(same_site, registry.regions) or region
        if code is None:
            reason = _("не понять регион: укажите --region")
            skipped += [Skipped(name=feed.name, url=feed.url, reason=reason) for feed in same_site]
        else:
            taken = {*registry.outlets, *(draft.id for draft in drafts)}
            drafts.append(_draft(same_site, registry.regions[code], taken))
    return Plan(drafts=tuple(drafts), skipped=tuple(skipped))


def _unwanted(feed: OpmlFeed, registry: Registry, seen: set[str]) -> str:
    if usable_url(feed.url) is None or " " in feed.url:
        return _("адрес непонятен")
    place = site_of(feed.url) + urlsplit(feed.url).path.rstrip("/") + "?" + urlsplit(feed.url).query
    if place in seen:
        return _("повторяется в этом файле")
    seen.add(place)
    known = find_known(_home(feed), registry) or _owner(feed.url, registry)
    return _("уже есть в реестре: {id}", id=known.id) if known else ""


def _owner(url: str, registry: Registry) -> Outlet | None:
    address = url.rstrip("/")
    sources = ((source, outlet) for outlet in registry.outlets.values() for source in outlet.sources)
    return next((outlet for source, outlet in sources if source.url.rstrip("/") == address), None)


def _home(feed: OpmlFeed) -> str:
    stated = usable_url(feed.home) if feed.home else None
    parts = urlsplit(stated or feed.url)
    return f"{parts.scheme}://{parts.netloc}/"


def _region_of(feeds: Sequence[OpmlFeed], regions: Mapping[str, Region]) -> str | None:
    """By the code or the name of a region among the feeds' groups."""
    names = {region.name.casefold(): region.code for region in regions.values()}
    for feed in feeds:
        for group in feed.groups:
            code = group if group in regions else names.get(group.casefold())
            if code is not None:
                return code
    return None


def _draft(feeds: Sequence[OpmlFeed], region: Region, taken: set[str]) -> Draft:
    home = _home(feeds[0])
    outlet_id = draft_id(home, taken)
    return Draft(
        id=outlet_id,
        name=draft_name(feeds[0].name, home),
        url=home,
        kind=guess_kind(home),
        region=region.code,
        timezone=region.timezone,
        sources=[Source(id="new", outlet_id=outlet_id, kind="feed", url=feed.url) for feed in feeds],
        notes=["Imported from an OPML file; nobody has asked the feed yet."],
    )
