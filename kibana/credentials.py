"""Who asks Kibana: an API key, or a name with its password, as the one header that says so."""

from __future__ import annotations

import re
from base64 import b64encode

from records.errors import ConfigError
from texts import _


def name_key(key: str) -> str:
    """Raises ConfigError, which does not show the key; a line break in it would end the header."""
    if not key:
        raise ConfigError(_("Ключ API Kibana пуст: уберите его или запишите настоящий."))
    if not re.fullmatch(r"[!-~]+", key):
        raise ConfigError(
            _(
                "Ключ API Kibana записан с пробелами, переводами строк или нелатинскими знаками: "
                "нужна одна строка, которую Kibana показала при создании ключа (поле encoded)."
            )
        )
    return f"ApiKey {key}"


def name_user(user: str, password: str) -> str:
    """RFC 7617, in UTF-8. Raises ConfigError where the name cannot be told from the password."""
    if ":" in user:
        raise ConfigError(_("В kibana.user не может быть двоеточия."))
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"
