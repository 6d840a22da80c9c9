"""Secrets come from the environment or from a file named in the settings, never from otklik.toml itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from pydantic import SecretStr

from records.errors import ConfigError
from texts import _
from texts.system_faults import explain_system_fault

# What libpq takes for a secret in an address; `passfile` names a file and may stay.
_SECRET_PARAMETERS = {"password", "sslpassword", "oauth_client_secret"}
_SECRETS = (
    ("index", "api_key"),
    ("index", "password"),
    ("kibana", "api_key"),
    ("kibana", "password"),
    ("smtp", "password"),
    ("crawl", "vk_token"),
)


def refuse_secrets(file: Path | None, given: Mapping[str, Any]) -> None:
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
    if isinstance(archive, Mapping) and _holds_password(str(archive.get("url", ""))):
        raise ConfigError(
            _(
                "{file}: в archive.url записан пароль. Задайте адрес целиком в переменной окружения "
                "OTKLIK_ARCHIVE__URL.",
                file=file,
            )
        )


def _holds_password(url: str) -> bool:
    """Before the @, as SQLAlchemy reads it (a slash may be part of it), or among the parameters."""
    parameters = parse_qsl(url.partition("?")[2], keep_blank_values=True)
    return bool(re.match(r"[^:]+://[^:/]*:[^@]+@", url)) or any(
        name.strip().lower() in _SECRET_PARAMETERS for name, _value in parameters
    )


def read_secret(value: SecretStr | None, file: Path | None, folder: Path, key: str) -> SecretStr | None:
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
                reason=explain_system_fault(error),
            )
        ) from error
