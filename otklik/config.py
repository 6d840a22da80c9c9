"""otklik.toml and the environment, checked; the only place that reads the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from otklik.config_errors import explain_errors
from otklik.registry_tables import read_table
from records.errors import ConfigError
from texts import _

DEFAULT_FILE = "otklik.toml"


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(_("нужен часовой пояс из базы IANA, например Europe/Moscow или Asia/Yekaterinburg"))
    return name


def _web_address(url: str) -> str:
    if url and not re.match(r"https?://[^/\s]+", url):
        raise ValueError(_("нужен адрес вида https://example.org:9200"))
    return url.rstrip("/")


def _mail_address(address: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", address):
        raise ValueError(_("нужен адрес почты вида press@example.org"))
    return address


def _network(text: str) -> str:
    host, colon, port = text.rpartition(":")
    try:
        if colon and port.isdecimal() and "/" not in text:
            ip_address(host.strip("[]"))
        else:
            ip_network(text)
    except ValueError:
        raise ValueError(_("нужна сеть вида 10.1.2.0/24 или адрес с портом вида 10.1.2.3:8080")) from None
    return text


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        raise ValueError(_("нужны строчные латинские буквы, цифры и дефис"))
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Watch(_Section):
    """Ids of registry/unions; everything below them in the hierarchy counts too."""

    unions: tuple[str, ...] = ("fnpr",)


class ArchiveSettings(_Section):
    """Empty `url`: archive.db in the data folder."""

    url: str = ""


class IndexSettings(_Section):
    engine: Literal["embedded", "elasticsearch"] = "embedded"
    url: WebAddress = ""
    prefix: Annotated[str, AfterValidator(_slug)] = "otklik"
    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None


class CrawlConfig(_Section):
    """Politeness and limits; seconds, MiB and days."""

    contact: str = ""
    delay: float = Field(default=2.0, ge=0)
    concurrency: int = Field(default=16, ge=1, le=256)
    per_site: int = Field(default=1, ge=1, le=16)
    deadline: float = Field(default=60.0, gt=0)
    run_limit: float = Field(default=3600.0, gt=0)
    page_mib: float = Field(default=5.0, gt=0)
    feed_mib: float = Field(default=20.0, gt=0)
    max_age_days: int = Field(default=60, ge=1)
    min_text: int = Field(default=200, ge=0)
    attempts: int = Field(default=5, ge=1)
    languages: tuple[str, ...] = ("ru",)
    allow_addresses: tuple[Annotated[str, AfterValidator(_network)], ...] = ()


class SmtpConfig(_Section):
    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    sender: MailAddress | None = None
    timeout: float = Field(default=60.0, gt=0)


class DigestConfig(_Section):
    """One weekly mail. Empty `unions`: those that are watched; empty `regions`: all."""

    id: Annotated[str, AfterValidator(_slug)]
    title: str
    unions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    recipients: tuple[MailAddress, ...] = ()


class RegisterConfig(_Section):
    """A folder laid out like registry/ with the user's own outlets and unions; `only_own`: no other outlets."""

    folder: Path | None = None
    only_own: bool = False


class Config(BaseSettings):
    """All settings. Each also comes from the environment: OTKLIK_TIMEZONE, OTKLIK_SMTP__HOST and so on."""

    model_config = SettingsConfigDict(
        env_prefix="OTKLIK_", env_nested_delimiter="__", extra="forbid", frozen=True, validate_default=False
    )

    data: Path = Path("data")
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Europe/Moscow"
    language: Literal["ru", "en"] = "ru"
    digest_max_age_days: int = Field(default=14, ge=1)
    watch: Watch = Watch()
    archive: ArchiveSettings = ArchiveSettings()
    index: IndexSettings = IndexSettings()
    crawl: CrawlConfig = CrawlConfig()
    smtp: SmtpConfig = SmtpConfig()
    registry: RegisterConfig = RegisterConfig()
    digests: tuple[DigestConfig, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file."""
        return env_settings, init_settings

    @property
    def digest_max_age(self) -> timedelta:
        return timedelta(days=self.digest_max_age_days)


def language_from_environment() -> str:
    """What to speak before a configuration is read."""
    chosen = os.environ.get("OTKLIK_LANGUAGE", "ru")
    return chosen if chosen in ("ru", "en") else "ru"


def find_config_file(given: Path | None) -> Path | None:
    """The file named on the command line or in OTKLIK_CONFIG, else otklik.toml here, else None."""
    named = given or (Path(os.environ["OTKLIK_CONFIG"]) if os.environ.get("OTKLIK_CONFIG") else None)
    if named is not None:
        return named
    return Path(DEFAULT_FILE) if Path(DEFAULT_FILE).exists() else None


def load_config(file: Path | None) -> Config:
    """The settings of a TOML file under those of the environment; relative paths are the file's neighbours.

    Raises ConfigError that names the file, the key and what was expected.
    """
    given = {} if file is None else _read_toml(file)
    _refuse_unknown_variables()
    _refuse_secrets(file, given)
    try:
        config = Config(**given)
    except ValidationError as error:
        raise ConfigError(explain_errors(error, file, os.environ)) from error
    if config.index.engine == "elasticsearch" and not config.index.url:
        where = file or _("Настройки")
        raise ConfigError(
            _("{where}: для index.engine = «elasticsearch» нужен index.url — адрес сервера.", where=where)
        )
    return with_whole_paths(config, Path() if file is None else file.parent)


def _read_toml(file: Path) -> dict[str, Any]:
    if not file.exists():
        raise ConfigError(_("Нет файла настроек {file}. Создайте его командой «otklik init».", file=file))
    return dict(read_table(file).values)


# Read before or beside the settings: the file's place, and what the tests and the benchmark need.
_OTHER_VARIABLES = ("OTKLIK_CONFIG", "OTKLIK_TEST_")


def _refuse_unknown_variables() -> None:
    """A misspelt variable would otherwise be a setting that silently does nothing."""
    known = {f"OTKLIK_{name}".upper() for name in Config.model_fields}
    for variable in sorted(os.environ):
        if not variable.startswith("OTKLIK_") or variable.startswith(_OTHER_VARIABLES):
            continue
        if variable.split("__")[0].upper() not in known:
            raise ConfigError(
                _(
                    "Переменная окружения {variable}: такой настройки нет. Уберите её или исправьте опечатку.",
                    variable=variable,
                )
            )


_SECRETS = (("index", "api_key"), ("index", "password"), ("smtp", "password"))


def _refuse_secrets(file: Path | None, given: Mapping[str, Any]) -> None:
    """A secret in the file would be mailed around with it and land in a repository."""
    for section, key in _SECRETS:
        values = given.get(section)
        if isinstance(values, Mapping) and key in values:
            raise ConfigError(
                _(
                    "{file}: ключ {section}.{key} — секрет, ему не место в этом файле. Задайте переменную окружения "
                    "{variable} или укажите файл с секретом в {section}.{key}_file.",
                    file=file,
                    section=section,
                    key=key,
                    variable=f"OTKLIK_{section}__{key}".upper(),
                )
            )
    archive = given.get("archive")
    if isinstance(archive, Mapping) and re.match(r"[^:]+://[^/@]*:[^/@]+@", str(archive.get("url", ""))):
        raise ConfigError(
            _(
                "{file}: в archive.url записан пароль. Задайте адрес целиком в переменной окружения "
                "OTKLIK_ARCHIVE__URL.",
                file=file,
            )
        )


def with_whole_paths(config: Config, folder: Path) -> Config:
    index = config.index.model_copy(
        update={
            "api_key": _secret(config.index.api_key, config.index.api_key_file, folder, "index.api_key_file"),
            "password": _secret(
                config.index.password, config.index.password_file, folder, "index.password_file"
            ),
            "ca_file": config.index.ca_file and folder / config.index.ca_file,
        }
    )
    smtp = config.smtp.model_copy(
        update={
            "password": _secret(config.smtp.password, config.smtp.password_file, folder, "smtp.password_file")
        }
    )
    own = config.registry.folder
    register = config.registry.model_copy(update={"folder": own and folder / own})
    return config.model_copy(
        update={"data": folder / config.data, "index": index, "smtp": smtp, "registry": register}
    )


def _secret(value: SecretStr | None, file: Path | None, folder: Path, key: str) -> SecretStr | None:
    if value is not None or file is None:
        return value
    try:
        return SecretStr((folder / file).read_text(encoding="utf-8").strip())
    except OSError as error:
        raise ConfigError(
            _(
                "Файл {file}, названный в {key}, не читается: {reason}.",
                file=folder / file,
                key=key,
                reason=error.strerror,
            )
        ) from error
