"""The register of who is watched and who writes, read from TOML folders and checked before anything uses it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from otklik import registry_checks as checks
from otklik.registry_agenda import read_agenda, read_campaign, read_topic, read_words
from otklik.registry_layers import read_outlets
from otklik.registry_tables import Table, inner, only, optional_text, read_table, text
from otklik.registry_unions import read_union
from records.agenda import AgendaDate
from records.errors import ConfigError
from records.registry import Region, Registry

Noun = TypeVar("Noun")


def default_folder() -> Path:
    """The register that comes with Otklik: it lies beside this package, in the checkout and when installed."""
    return Path(__file__).resolve().parent.parent / "registry"


def load_registry(*folders: Path, base: Path | None = None) -> Registry:
    """`read_registry`, which raises ConfigError for a broken outlet too."""
    registry = read_registry(*folders, base=base)
    for broken in registry.broken.values():
        raise ConfigError(broken.sentence)
    return registry


def read_registry(*folders: Path, base: Path | None = None) -> Registry:
    """All of the base folder (the one that comes with Otklik, unless given), then the user's own folders.

    A union, outlet, topic, campaign or region of a later folder replaces the one of the same id. An outlet's file that
    is not understood costs that outlet (`Registry.broken`). Raises ConfigError, naming file and key, for any other
    file: what hangs on it would be wrong, and not only incomplete.
    """
    layers = (base or default_folder(), *folders)
    for folder in layers:
        checks.check_layout(folder)
    regions = {region.code: region for folder in layers for region in _read_regions(folder)}
    unions = _layered(layers, "unions/*.toml", lambda table: read_union(table, regions))
    words = _read_words(layers)
    topics = _layered(layers, "topics/*.toml", lambda table: read_topic(table, words))
    campaigns = _layered(layers, "campaigns/*.toml", lambda table: read_campaign(table, unions))
    checks.check_parents(unions)
    outlets, broken = read_outlets(layers, regions, unions)
    return Registry(
        unions=_nouns(unions),
        outlets=outlets,
        regions=regions,
        topics=_nouns(topics),
        campaigns=_nouns(campaigns),
        agenda=tuple(_agenda(layers, topics, campaigns)),
        broken=broken,
    )


def _read_words(layers: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    return {name: forms for folder in layers for name, forms in read_words(_root(folder, "words")).items()}


def _agenda(
    layers: Iterable[Path], topics: Collection[str], campaigns: Collection[str]
) -> Iterable[AgendaDate]:
    """A date of a later folder replaces the one of the same name."""
    tables = [_root(folder, "agenda") for folder in layers]
    return {one.name: one for table in tables for one in read_agenda(table, topics, campaigns)}.values()


def _root(folder: Path, name: str) -> Table:
    """The table of a file that lies in the folder itself; empty where there is none."""
    path = folder / f"{name}.toml"
    return read_table(path) if path.exists() else Table(path=path, values={})


def find_broken(*folders: Path, base: Path | None = None) -> list[str]:
    """A sentence for each broken file of these folders, where `read_registry` stops at the first one."""
    layers = (base or default_folder(), *folders)
    try:
        regions = {region.code: region for folder in layers for region in _read_regions(folder)}
        words = _read_words(layers)
    except ConfigError as error:
        return [str(error)]
    readers: list[tuple[str, Callable[[Table], object]]] = [
        ("unions/*.toml", lambda table: read_union(table, regions)),
        ("topics/*.toml", lambda table: read_topic(table, words)),
    ]
    found = [
        fault
        for folder in layers
        for pattern, read in readers
        for path in sorted(folder.glob(pattern))
        if (fault := _fault_of(path, read))
    ]
    if found:
        return found
    try:
        return [outlet.sentence for outlet in read_registry(*folders, base=base).broken.values()]
    except ConfigError as error:
        return [str(error)]


def _fault_of(path: Path, read: Callable[[Table], object]) -> str | None:
    try:
        read(read_table(path))
    except ConfigError as error:
        return str(error)
    return None


def _layered(
    layers: Iterable[Path], pattern: str, read: Callable[[Table], Noun]
) -> dict[str, tuple[Table, Noun]]:
    found: dict[str, tuple[Table, Noun]] = {}
    for folder in layers:
        tables = [read_table(path) for path in sorted(folder.glob(pattern))]
        names: dict[str, Path] = {}
        for table in tables:
            checks.check_name(table.path, names)
        found.update((table.path.stem, (table, read(table))) for table in tables)
    return found


def _nouns(found: Mapping[str, tuple[Table, Noun]]) -> dict[str, Noun]:
    return {name: noun for name, (_table, noun) in found.items()}


def _read_regions(folder: Path) -> Iterable[Region]:
    whole = _root(folder, "regions")
    for code in whole.values:
        table = inner(whole, code)
        only(table, ("name", "name_en", "district", "timezone"))
        yield Region(
            code=code,
            name=text(table, "name"),
            district=text(table, "district"),
            timezone=checks.timezone(table, "timezone"),
            name_en=optional_text(table, "name_en") or "",
        )
