"""One union of the register: its TOML table becomes a Union, or one sentence says why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from otklik import registry_checks as checks
from otklik.registry_tables import Table, choice, day, fault, flag, inner_list, only, text, texts, web_address
from records.registry import Leader, Region, Union, UnionKind
from texts import _

KEYS = ("id", "name", "short", "aliases", "kind", "parents", "region", "site", "vk", "leaders", "verified")


def read_union(table: Table, regions: Mapping[str, Region]) -> Union:
    only(table, KEYS)
    union = Union(
        id=checks.own_id(table),
        name=text(table, "name"),
        short=text(table, "short"),
        kind=cast("UnionKind", choice(table, "kind", get_args(UnionKind))),
        aliases=texts(table, "aliases"),
        parents=texts(table, "parents"),
        regions=_region_codes(table, regions),
        site=checks.host(table, "site"),
        vk=web_address(table, "vk") if "vk" in table.values else None,
        leaders=tuple(_leader(leader) for leader in inner_list(table, "leaders")),
        verified=flag(table, "verified", default=True),
    )
    checks.check_aliases(table, union)
    return union


def _region_codes(table: Table, regions: Mapping[str, Region]) -> tuple[str, ...]:
    """`region` is one code or a list of codes; absent, the union is the whole country's."""
    if "region" not in table.values:
        return ()
    if isinstance(table.values["region"], str):
        return (choice(table, "region", regions),)
    for code in texts(table, "region"):
        if code not in regions:
            raise fault(table, "region", _("кода «{code}» нет в regions.toml; исправьте его", code=code))
    return texts(table, "region")


def _leader(table: Table) -> Leader:
    only(table, ("name", "role", "since", "until"))
    since, until = day(table, "since"), day(table, "until")
    if since and until and since > until:
        raise fault(table, "until", _("день раньше, чем since; исправьте один из них"))
    return Leader(name=text(table, "name"), role=text(table, "role"), since=since, until=until)
