"""The outlets of the register's folders, one over another. A broken file costs its outlet, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from otklik import registry_checks as checks
from otklik.registry_outlets import read_outlet
from otklik.registry_tables import Table, read_table
from records.errors import ConfigError
from records.registry import BrokenOutlet, Outlet, Region

Found = dict[str, tuple[Table, Outlet]]
Broken = dict[str, BrokenOutlet]


def read_outlets(
    layers: Iterable[Path], regions: Mapping[str, Region], unions: Mapping[str, object]
) -> tuple[dict[str, Outlet], Broken]:
    """The outlets, and those that cannot be read. An outlet of a later folder replaces the one of the same id, also
    where it is broken: the earlier one is what the user did not want."""
    found: Found = {}
    broken: Broken = {}
    for folder in layers:
        _read_layer(folder, regions, unions, found, broken)
    _drop_doubles(found, broken)
    return {id_: outlet for id_, (_table, outlet) in found.items()}, broken


def _read_layer(
    folder: Path, regions: Mapping[str, Region], unions: Mapping[str, object], found: Found, broken: Broken
) -> None:
    names: dict[str, Path] = {}
    for path in sorted(folder.glob("outlets/**/*.toml")):
        try:
            checks.check_place(path, folder)
            checks.check_name(path, names)
            table = read_table(path)
            outlet = read_outlet(table, regions)
            checks.check_owner(table, outlet, unions)
        except ConfigError as error:
            found.pop(path.stem, None)
            broken[path.stem] = _broken(path, error)
        else:
            broken.pop(path.stem, None)
            found[path.stem] = (table, outlet)


def _drop_doubles(found: Found, broken: Broken) -> None:
    addresses: dict[str, Path] = {}
    for id_, (table, outlet) in list(found.items()):
        try:
            checks.check_addresses(table, outlet, addresses)
        except ConfigError as error:
            del found[id_]
            broken[id_] = _broken(table.path, error)


def _broken(path: Path, error: ConfigError) -> BrokenOutlet:
    return BrokenOutlet(id=path.stem, region=path.parent.name, sentence=str(error))
