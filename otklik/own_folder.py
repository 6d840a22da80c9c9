"""The user's own register folder: where it is, which file an outlet has, and how a new file gets there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from otklik.config import Config
from otklik.registry import default_folder
from records.errors import ConfigError, StorageError, UsageError
from records.registry import Outlet, Registry
from texts import _
from texts.system_faults import explain_system_fault

_SHARED = frozenset({"t.me", "vk.com", "ok.ru", "dzen.ru"})


def find_own_folder(config: Config, given: Path | None) -> Path:
    """The folder for new files. Raises ConfigError where neither the command line nor the settings name one."""
    folder = given or config.registry.folder
    if folder is None:
        raise ConfigError(
            _(
                'Некуда писать: впишите в otklik.toml раздел [registry] с ключом folder = "свой-реестр" '
                "или укажите папку параметром --folder."
            )
        )
    return folder


def outlet_file(outlet: Outlet, folders: Iterable[Path | None]) -> Path | None:
    """The file that the outlet was read from: the last folder of the register wins."""
    for folder in folders:
        path = folder / "outlets" / outlet.region / f"{outlet.id}.toml" if folder else None
        if path is not None and path.exists():
            return path
    return None


def refuse_known(url: str, registry: Registry, own: Path | None) -> None:
    """Raises UsageError, naming the file, where the register has an outlet of this site already."""
    known = find_known(url, registry)
    if known is not None:
        file = outlet_file(known, (own, default_folder())) or known.id
        raise UsageError(
            _("«{name}» уже есть в реестре: {file}. Правьте этот файл.", name=known.name, file=file)
        )


def find_known(url: str, registry: Registry) -> Outlet | None:
    site = site_of(url)
    return next((outlet for outlet in registry.outlets.values() if site_of(outlet.url) == site), None)


def site_of(url: str) -> str:
    """Host and port, which one outlet has to itself; on a network of many the path tells them apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2].lower().removeprefix("www.")
    return host + parts.path.rstrip("/").removeprefix("/s") if host in _SHARED else host


def write_new(path: Path, content: bytes) -> None:
    """Raises UsageError where the file is there already, StorageError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UsageError(_("Файл {path} уже есть, он не тронут.", path=path)) from error
    except OSError as error:
        raise StorageError(
            _("Файл {path} не удалось записать: {reason}.", path=path, reason=explain_system_fault(error))
        ) from error
