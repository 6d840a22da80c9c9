"""The journal as the settings want it, and what must stand in no line of it: every secret."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import BaseModel, SecretStr

from otklik.config import Config
from otklik.service.event_log import EventLog

_MIB = 1024 * 1024


def open_log(config: Config) -> EventLog:
    run = config.run
    return EventLog(
        file=run.log_file or config.data / "run.log",
        most_bytes=int(run.log_mib * _MIB),
        most_files=run.log_files,
        secrets=known_secrets(config),
    )


def known_secrets(config: Config) -> frozenset[str]:
    """Also the password in the archive's address, and the part of the check-in's that lets anybody speak for us."""
    found = {
        *_marked(config),
        urlsplit(config.archive.url).password or "",
        urlsplit(config.run.ping_url).path,
    }
    return frozenset(secret for secret in found if secret.strip("/"))


def _marked(section: BaseModel) -> set[str]:
    values = [getattr(section, name) for name in type(section).model_fields]
    own = {value.get_secret_value() for value in values if isinstance(value, SecretStr)}
    return own.union(*(_marked(value) for value in values if isinstance(value, BaseModel)))
