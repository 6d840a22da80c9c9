"""The address of a Kibana and the name of a space, as somebody types them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from records.errors import UsageError
from texts import _

DEFAULT_SPACE = "default"  # every Kibana has it, and its addresses do not say it


def check_address(url: str) -> str:
    """Without the slash at its end. Raises UsageError, which does not repeat what may hold a password."""
    try:
        parts = urlsplit(url)
        holds_name, _port = "@" in parts.netloc, parts.port
    except ValueError:
        raise UsageError(_malformed()) from None
    if holds_name:
        raise UsageError(
            _(
                "Имя и пароль не пишут в адрес Kibana: нужен ключ API, переменной OTKLIK_KIBANA__API_KEY или файлом."
            )
        )
    if not re.fullmatch(r"https?://[!-~]+", url) or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(_malformed())
    if found := re.search(r"/s/([^/]+)|/app(?:/|$)", parts.path):
        hint = f" --space {found[1]}" if found[1] else ""
        raise UsageError(
            _(
                "Адрес Kibana нужен до /s/ и /app: {address}",
                address=f"{parts.scheme}://{parts.netloc}{parts.path[: found.start()]}{hint}",
            )
        )
    return url.rstrip("/")


def is_open(url: str) -> bool:
    """Whether what is sent there can be read on the way: unencrypted, and not to this very machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")


def check_space(space: str) -> str:
    """Raises UsageError."""
    if not re.fullmatch(r"[a-z0-9_-]+", space):
        raise UsageError(
            _(
                "--space: нужен идентификатор пространства (строчные латинские буквы, цифры, дефис, подчёркивание), "
                "а задано «{space}».",
                space=space,
            )
        )
    return space


def _malformed() -> str:
    return _("Нужен адрес Kibana вида https://kibana.example.org:5601")
