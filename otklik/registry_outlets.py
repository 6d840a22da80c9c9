"""One outlet of the register: its TOML table becomes an Outlet, or one sentence says why not."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import cast, get_args

from otklik import registry_checks as checks
from otklik.registry_tables import (
    Table,
    choice,
    count,
    fault,
    flag,
    inner,
    inner_list,
    only,
    optional_text,
    text,
    texts,
    web_address,
)
from records.registry import ArticleSelectors, Outlet, OutletKind, Region, Source, SourceKind
from texts import _

KEYS = (
    "id",
    "name",
    "url",
    "kind",
    "region",
    "timezone",
    "union",
    "sources",
    "article",
    "expect",
    "paused",
    "weight",
)
SOURCE_KEYS = ("kind", "url", "links", "next", "pages", "full_text")
SELECTORS = ("title", "body", "published", "authors")


def read_outlet(table: Table, regions: Mapping[str, Region]) -> Outlet:
    only(table, KEYS)
    outlet_id = checks.own_id(table) if "id" in table.values else table.path.stem
    return Outlet(
        id=outlet_id,
        name=text(table, "name"),
        url=web_address(table, "url"),
        kind=cast("OutletKind", choice(table, "kind", get_args(OutletKind))),
        region=checks.region_of_folder(table, regions),
        timezone=checks.timezone(table, "timezone"),
        sources=_sources(table, outlet_id),
        article=_selectors(inner(table, "article")),
        expect=_expected(inner(table, "expect")),
        paused=optional_text(table, "paused"),
        union=_union(table),
        weight=_weight(table),
    )


def _weight(table: Table) -> float | None:
    if "weight" not in table.values:
        return None
    value = table.values["weight"]
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 1:
        raise fault(table, "weight", _("нужно число больше нуля и не больше единицы: 0.7"))
    return float(value)


def _union(table: Table) -> str | None:
    if "union" in table.values and table.values.get("kind") != "union":
        raise fault(table, "union", _("организация указывается только у изданий с kind = «union»; уберите"))
    if "union" not in table.values and table.values.get("kind") == "union":
        raise fault(table, "union", _("у изданий с kind = «union» нужен код организации: union = «fnpr»"))
    return optional_text(table, "union")


def _sources(table: Table, outlet_id: str) -> tuple[Source, ...]:
    sources = tuple(_source(source, outlet_id) for source in inner_list(table, "sources"))
    if not sources:
        raise fault(table, "sources", _("нужен хотя бы один источник: [[sources]] с kind и url"))
    return sources


def _source(table: Table, outlet_id: str) -> Source:
    only(table, SOURCE_KEYS)
    kind, url = choice(table, "kind", get_args(SourceKind)), web_address(table, "url")
    _check_kind(table, kind)
    # From the address and not from the place in the file: reordering must not make old news look new.
    source_id = f"{outlet_id}#{kind}-{sha256(url.encode()).hexdigest()[:8]}"
    return Source(
        id=source_id,
        outlet_id=outlet_id,
        kind=cast("SourceKind", kind),
        url=url,
        links=texts(table, "links"),
        next_page=texts(table, "next"),
        pages=_pages(table),
        full_text=flag(table, "full_text", default=True),
    )


def _check_kind(table: Table, kind: str) -> None:
    """A key that the kind does not read would be a fact that silently does nothing."""
    for key in ("links", "next"):
        if key in table.values and kind != "listing":
            raise fault(table, key, _("отбор ссылок бывает только у listing; уберите его"))
    if kind == "listing" and "links" not in table.values:
        raise fault(table, "links", _('у listing нужен отбор ссылок на статьи: links = ["div.news a"]'))
    if "full_text" in table.values and kind != "feed":
        raise fault(table, "full_text", _("полный текст бывает только в лентах (feed); уберите ключ"))


def _pages(table: Table) -> int | None:
    if "pages" not in table.values:
        return None
    pages = count(table, "pages")
    if pages == 0:
        raise fault(table, "pages", _("нужна хотя бы одна страница"))
    return pages


def _selectors(table: Table) -> ArticleSelectors:
    only(table, SELECTORS)
    return ArticleSelectors(**{name: texts(table, name) for name in SELECTORS})


def _expected(table: Table) -> tuple[int, int] | None:
    only(table, ("articles_per_day",))
    if not table.values:
        return None
    bounds = inner(table, "articles_per_day")
    only(bounds, ("min", "max"))
    low, high = count(bounds, "min"), count(bounds, "max")
    if low > high:
        raise fault(bounds, "max", _("меньше, чем min; исправьте одно из чисел"))
    return low, high
