"""otklik.toml and the environment, checked; the only place that reads the environment."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from otklik.config_errors import explain_errors
from otklik.config_secrets import read_secret, refuse_secrets
from otklik.registry_tables import read_table
from otklik.sections import (
    AlertConfig,
    ArchiveSettings,
    ChatsConfig,
    CrawlConfig,
    DeskConfig,
    DigestConfig,
    IndexSettings,
    KibanaSettings,
    LanguageConfig,
    RegisterConfig,
    RunConfig,
    SmtpConfig,
    Timezone,
    Watch,
)
from records.errors import ConfigError
from texts import _

DEFAULT_FILE = "otklik.toml"


class Config(BaseSettings):
    """All settings. Each also comes from the environment: OTKLIK_TIMEZONE, OTKLIK_SMTP__HOST and so on."""

    model_config = SettingsConfigDict(
        env_prefix="OTKLIK_", env_nested_delimiter="__", extra="forbid", frozen=True, validate_default=False
    )

    data: Path = Path("data")
    timezone: Timezone = "Europe/Moscow"
    language: Literal["ru", "en"] = "ru"
    digest_max_age_days: int = Field(default=14, ge=1)
    watch: Watch = Watch()
    archive: ArchiveSettings = ArchiveSettings()
    index: IndexSettings = IndexSettings()
    kibana: KibanaSettings = KibanaSettings()
    crawl: CrawlConfig = CrawlConfig()
    smtp: SmtpConfig = SmtpConfig()
    registry: RegisterConfig = RegisterConfig()
    nlp: LanguageConfig = LanguageConfig()
    desk: DeskConfig = DeskConfig()
    run: RunConfig = RunConfig()
    digests: tuple[DigestConfig, ...] = ()
    alerts: tuple[AlertConfig, ...] = ()
    chats: ChatsConfig = ChatsConfig()

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
    refuse_secrets(file, given)
    try:
        config = Config(**given)
    except ValidationError as error:
        raise ConfigError(explain_errors(error, file, os.environ)) from error
    except SettingsError:
        # Without the cause, which quotes the value: it may be a secret.
        raise ConfigError(
            _(
                "Переменная окружения OTKLIK_…, которая задаёт список или раздел, записана не по правилам JSON."
            )
        ) from None
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


def with_whole_paths(config: Config, folder: Path) -> Config:
    index = config.index.model_copy(
        update={
            "api_key": read_secret(
                config.index.api_key, config.index.api_key_file, folder, "index.api_key_file"
            ),
            "password": read_secret(
                config.index.password, config.index.password_file, folder, "index.password_file"
            ),
            "ca_file": config.index.ca_file and folder / config.index.ca_file,
        }
    )
    kibana = config.kibana.model_copy(
        update={
            "api_key": read_secret(
                config.kibana.api_key, config.kibana.api_key_file, folder, "kibana.api_key_file"
            ),
            "password": read_secret(
                config.kibana.password, config.kibana.password_file, folder, "kibana.password_file"
            ),
            "ca_file": config.kibana.ca_file and folder / config.kibana.ca_file,
        }
    )
    smtp = config.smtp.model_copy(
        update={
            "password": read_secret(
                config.smtp.password, config.smtp.password_file, folder, "smtp.password_file"
            )
        }
    )
    crawl = config.crawl.model_copy(
        update={
            "vk_token": read_secret(
                config.crawl.vk_token, config.crawl.vk_token_file, folder, "crawl.vk_token_file"
            )
        }
    )
    own, tone = config.registry.folder, config.nlp.tone_folder
    register = config.registry.model_copy(update={"folder": own and folder / own})
    run = config.run.model_copy(
        update={
            "metrics_file": config.run.metrics_file and folder / config.run.metrics_file,
            "log_file": config.run.log_file and folder / config.run.log_file,
        }
    )
    return config.model_copy(
        update={
            "data": folder / config.data,
            "run": run,
            "index": index,
            "kibana": kibana,
            "crawl": crawl,
            "smtp": smtp,
            "chats": config.chats.model_copy(
                update={"file": config.chats.file and folder / config.chats.file}
            ),
            "registry": register,
            "nlp": config.nlp.model_copy(update={"tone_folder": tone and folder / tone}),
        }
    )
