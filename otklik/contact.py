"""Whoever asks outlets says who they are."""

from __future__ import annotations

from otklik.config import Config
from records.errors import ConfigError
from texts import _


def require_contact(config: Config) -> None:
    """Before anything is asked of an outlet. Raises ConfigError."""
    if not config.crawl.contact:
        raise ConfigError(
            _("Не задан crawl.contact — сайт или почта для связи: издания должны знать, кто их читает.")
        )
