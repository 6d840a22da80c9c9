"""The register of who is watched and who writes, read from TOML folders and checked before anything uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from otklik import registry_checks as checks
from otklik.registry_outlets import read_outlet
from otklik.registry_tables import Table, fault, inner, only, optional_text, read_table, text, texts
from otklik.registry_unions import read_union
from records.registry import Region, Registry, Topic
from texts import _

Noun = TypeVar("Noun")


def default_folder() -> Path:
    """The register that comes with Otklik: it lies beside this package, in the checkout and when installed."""
    return Path(__file__).resolve().parent.parent / "registry"


def load_registry(*folders: Path, base: Path | None = None) -> Registry:
    """All of the base folder (the one that comes with Otklik, unless given), then the user's own folders.

    A union, outlet, topic or region of a later folder replaces the one of the same id.
    Raises ConfigError, naming file and key, for anything that is not understood.
    """
    layers = (base or default_folder(), *folders)
    for folder in layers:
        checks.check_layout(folder)
    regions = {region.code: region for folder in layers for region in _read_regions(folder)}
    unions = _layered(layers, "unions/*.toml", lambda table: read_union(table, regions))
    outlets = _layered(layers, "outlets/*/*.toml", lambda table: read_outlet(table, regions))
    topics = _layered(layers, "topics/*.toml", _read_topic)
    checks.check_parents(unions)
    checks.check_owners(outlets, unions)
    checks.check_addresses(outlets)
    return Registry(unions=_nouns(unions), outlets=_nouns(outlets), regions=regions, topics=_nouns(topics))


def _layered(
    layers: Iterable[Path], pattern: str, read: Callable[[Table], Noun]
) -> dict[str, tuple[Table, Noun]]:
    found: dict[str, tuple[Table, Noun]] = {}
    for folder in layers:
        tables = [read_table(path) for path in sorted(folder.glob(pattern))]
        checks.check_names(tables)
        found.update((table.path.stem, (table, read(table))) for table in tables)
    return found


def _nouns(found: Mapping[str, tuple[Table, Noun]]) -> dict[str, Noun]:
    return {name: noun for name, (_table, noun) in found.items()}


def _read_regions(folder: Path) -> Iterable[Region]:
    path = folder / "regions.toml"
    whole = read_table(path) if path.exists() else Table(path=path, values={})
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


def _read_topic(table: Table) -> Topic:
    only(table, ("id", "name", "lemmas"))
    topic = Topic(id=checks.own_id(table), name=text(table, "name"), lemmas=texts(table, "lemmas"))
    if not topic.lemmas:
        raise fault(table, "lemmas", _("нужно хотя бы одно слово"))
    return topic
