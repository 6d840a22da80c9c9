"""What nearly every command opens: configuration, register, archive, index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from archive.store import Archive, open_archive, sqlite_url
from otklik.config import Config, find_config_file, load_config
from otklik.registry import read_registry
from records.errors import ConfigError, StorageError
from records.registry import Registry
from search.engine import Engine
from search.open import open_engine
from texts import _, use_language
from texts.system_faults import explain_system_fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Workplace:
    """The checked settings and the register; archive and index are opened where they are needed."""

    config: Config
    registry: Registry

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        archive = open_archive(archive_url(self.config))
        try:
            yield archive
        finally:
            archive.close()

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        """The index as it is. Only a crawl and a rebuild make one: a deleted one must not come back empty."""
        engine = open_index(self.config)
        try:
            yield engine
        finally:
            engine.close()


def open_workplace(given: Path | None) -> Workplace:
    """Reads the configuration (it must exist) and the register. Raises ConfigError."""
    file = find_config_file(given)
    if file is None:
        raise ConfigError(
            _("В этой папке нет otklik.toml. Создайте его командой «otklik init» или укажите --config ФАЙЛ.")
        )
    config = load_config(file)
    use_language(config.language)
    registry = open_registry(config)
    for broken in registry.broken.values():
        print(_("otklik: {sentence} Это издание пропущено.", sentence=broken.sentence), file=sys.stderr)
    _check_ids(config, registry, file)
    return Workplace(config=config, registry=registry)


def end_broken(registry: Registry) -> None:
    """Ends a command whose work is done with the exit code of a broken file: cron's mail says it until it is mended."""
    if registry.broken:
        raise typer.Exit(ConfigError.exit_code)


def open_registry(config: Config) -> Registry:
    """The shipped register under the user's additions."""
    own = config.registry.folder
    if own is None:
        if config.registry.only_own:
            raise ConfigError(
                _("registry.only_own задан, а registry.folder нет: укажите папку со своими изданиями.")
            )
        return read_registry()
    registry = read_registry(own)
    if not config.registry.only_own:
        return registry
    ids = {file.stem for file in own.glob("outlets/**/*.toml")}
    outlets = {id_: outlet for id_, outlet in registry.outlets.items() if id_ in ids}
    broken = {id_: outlet for id_, outlet in registry.broken.items() if id_ in ids}
    return replace(registry, outlets=outlets, broken=broken)


def archive_url(config: Config) -> str:
    if config.archive.url:
        return config.archive.url
    try:
        config.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            _(
                "Папку данных {data} не удалось создать: {reason}.",
                data=config.data,
                reason=explain_system_fault(error),
            )
        ) from error
    return sqlite_url(config.data / "archive.db")


def pages_folder(config: Config) -> Path:
    """Of the saved copies of pages."""
    return config.data / "pages"


def open_index(config: Config) -> Engine:
    """The engine of the configuration; nothing is asked or created yet."""
    index = config.index
    if index.engine == "embedded":
        return open_engine(folder=config.data / "index")
    return open_engine(
        folder=config.data / "index",
        url=index.url,
        prefix=index.prefix,
        api_key=index.api_key.get_secret_value() if index.api_key else "",
        user=index.user,
        password=index.password.get_secret_value() if index.password else "",
        certificates=str(index.ca_file or ""),
    )


def _check_ids(config: Config, registry: Registry, file: Path) -> None:
    named = [("watch.unions", config.watch.unions, registry.unions)]
    for number, digest in enumerate(config.digests, 1):
        named.append((f"digests.{number}.unions", digest.unions, registry.unions))
        named.append((f"digests.{number}.regions", digest.regions, registry.regions))  # type: ignore[arg-type]
        named.append((f"digests.{number}.topics", digest.topics, registry.topics))  # type: ignore[arg-type]
    for number, alert in enumerate(config.alerts, 1):
        named.append((f"alerts.{number}.unions", alert.unions, registry.unions))
        named.append((f"alerts.{number}.regions", alert.regions, registry.regions))  # type: ignore[arg-type]
        named.append((f"alerts.{number}.campaigns", alert.campaigns, registry.campaigns))  # type: ignore[arg-type]
    for key, ids, known in named:
        for unknown in (each for each in ids if each not in known):
            raise ConfigError(
                _(
                    "{file}: ключ {key}: в реестре нет «{id}». Список: otklik registry list.",
                    file=file,
                    key=key,
                    id=unknown,
                )
            )
    for section, taken in (
        ("digests", [each.id for each in config.digests]),
        ("alerts", [each.id for each in config.alerts]),
    ):
        for id_ in (id_ for place, id_ in enumerate(taken) if id_ in taken[:place]):
            raise ConfigError(
                _("{file}: два раздела [[{section}]] с одним id «{id}».", file=file, section=section, id=id_)
            )
