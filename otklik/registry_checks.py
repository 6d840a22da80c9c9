"""What must hold between the files of the register: names, places, parents and addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from otklik.registry_tables import Table, choice, fault, optional_text, text
from records.errors import ConfigError
from records.registry import Outlet, Region, Union
from texts import _

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_ROOT_FILES = ("regions.toml", "words.toml", "agenda.toml")
_FOLDERS = ("unions", "topics", "campaigns")

# Words that the press says of every union: as an alias each would make any article a mention.
COMMON_WORDS = frozenset(
    {
        "союз",
        "профсоюз",
        "профсоюзы",
        "областной профсоюз",
        "отраслевой профсоюз",
        "член профсоюза",
        "профком",
        "обком",
        "первичка",
        "федерация",
        "федерация профсоюзов",
        "облсовпроф",
        "крайсовпроф",
        "горсовпроф",
        "профобъединение",
        "дом профсоюзов",
        "дом союзов",
        "дворец труда",
    }
)


def check_layout(folder: Path) -> None:
    """Stops where the folder is not there or holds a file that nothing reads: `outlet/` for `outlets/`, say."""
    if not folder.is_dir():
        raise _misplaced(folder, _("такой папки реестра нет, создайте её или исправьте путь"))
    for path in sorted(folder.rglob("*.toml")):
        if path.relative_to(folder).parts[0] != "outlets":
            check_place(path, folder)


def check_place(path: Path, folder: Path) -> None:
    if not _has_place(path.relative_to(folder).parts):
        places = (
            f"{', '.join(_ROOT_FILES)}, {', '.join(f'{name}/ID.toml' for name in _FOLDERS)},"
            " outlets/REGION/ID.toml"
        )
        raise _misplaced(path, _("файл лежит не на месте, реестр читает только {places}", places=places))


def _has_place(parts: tuple[str, ...]) -> bool:
    if len(parts) == 1:
        return parts[0] in _ROOT_FILES
    return parts[0] == "outlets" if len(parts) == 3 else parts[0] in _FOLDERS and len(parts) == 2


def check_name(path: Path, seen: dict[str, Path]) -> None:
    """File stems are ids: slugs, and each once in a register folder; `seen` are those before this one."""
    if not _SLUG.fullmatch(path.stem):
        raise _misplaced(path, _("назовите файл строчными латинскими буквами, цифрами и дефисами"))
    other = seen.setdefault(path.stem, path)
    if other != path:
        raise _misplaced(path, _("так же называется {other}, переименуйте один из них", other=other))


def _misplaced(path: Path, problem: str) -> ConfigError:
    return ConfigError(f"{path}: {problem}.")


def own_id(table: Table) -> str:
    """The id, which is the file's name too: other files name it, and must find it."""
    value = text(table, "id")
    if value != table.path.stem:
        raise fault(table, "id", _("не совпадает с именем файла; напишите «{name}»", name=table.path.stem))
    return value


def region_of_folder(table: Table, regions: Mapping[str, Region]) -> str:
    folder = table.path.parent.name
    if folder not in regions:
        raise _misplaced(table.path.parent, _no_region(folder, regions))
    if "region" in table.values and choice(table, "region", regions) != folder:
        raise fault(table, "region", _("не совпадает с папкой {folder}; исправьте код", folder=folder))
    return folder


def _no_region(code: str, regions: Mapping[str, Region]) -> str:
    likely = get_close_matches(code, regions, n=1)
    if likely:
        return _("такого региона нет в regions.toml; возможно, это {code}", code=likely[0])
    return _("такого региона нет в regions.toml, исправьте код")


def timezone(table: Table, name: str) -> str:
    value = text(table, name)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # «Europe» is a folder of zones, not a zone
        raise fault(
            table, name, _("пояса «{value}» нет; нужен пояс вида Europe/Moscow", value=value)
        ) from error
    return value


def host(table: Table, name: str) -> str | None:
    value = optional_text(table, name)
    if value is not None and not _HOST.fullmatch(value):
        raise fault(table, name, _("нужно имя сайта без https:// и пути: fnpr.ru"))
    return value


def check_aliases(table: Table, union: Union) -> None:
    for alias in (union.short, *union.aliases):
        if alias.lower() in COMMON_WORDS:
            key = "short" if alias == union.short else "aliases"
            problem = _("«{alias}» говорят о любом профсоюзе; уточните или уберите", alias=alias)
            raise fault(table, key, problem)


def check_parents(unions: Mapping[str, tuple[Table, Union]]) -> None:
    for table, union in unions.values():
        for parent in union.parents:
            if parent not in unions:
                problem = _("организации «{parent}» нет в unions; исправьте id", parent=parent)
                raise fault(table, "parents", problem)
    try:
        TopologicalSorter({union.id: union.parents for _table, union in unions.values()}).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        problem = _("круг подчинения {chain}; разорвите его", chain=" → ".join(ring))
        raise fault(unions[ring[0]][0], "parents", problem) from error


def check_owner(table: Table, outlet: Outlet, unions: Mapping[str, object]) -> None:
    if outlet.union is not None and outlet.union not in unions:
        problem = _("организации «{union}» нет в unions; исправьте id", union=outlet.union)
        raise fault(table, "union", problem)


def check_addresses(table: Table, outlet: Outlet, seen: dict[str, Path]) -> None:
    """Two sources of one address would ask the site twice and show each article as its own reprint."""
    for place, source in enumerate(outlet.sources, start=1):
        address = _same_address(source.url)
        if address in seen:
            problem = _("этот адрес уже есть в {path}; оставьте один", path=seen[address])
            raise fault(table, f"sources[{place}].url", problem)
        seen[address] = table.path


def _same_address(url: str) -> str:
    """The address without what makes no other page of it: scheme, `www.` and the last slash."""
    parts = urlsplit(url)
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
