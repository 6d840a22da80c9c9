"""The one door to chats: Apprise, which knows a hundred kinds of them; and an honest word on what became of it."""

from __future__ import annotations

import logging
import re
import warnings
from typing import Any

from digests.send import Outcome
from records.errors import ConfigError
from texts import _

_STATUS = re.compile(r"error=(\d{3})")
_NOT_REACHED = re.compile(r"NewConnectionError|ConnectTimeout|NameResolutionError|Name or service not known")


def check_chat(address: str) -> None:
    """Raises ConfigError, that does not say the address, where Apprise is missing or does not understand it."""
    _open(address)


def send_chat(address: str, title: str, text: str) -> Outcome:
    """`address` is an Apprise URL, a secret. Never raises for what a service does: `failed` where it refused or was
    not reached, `unknown` where it may have taken the message."""
    try:
        service = _open(address)
    except ConfigError as error:
        return Outcome(state="failed", detail=str(error))
    import apprise  # noqa: PLC0415 - an extra, and needed by nobody else

    capture: Any = apprise.LogCapture  # its __init__ has no types
    with capture(level=logging.DEBUG) as said:
        is_taken = bool(service.notify(title=title, body=text, body_format=apprise.NotifyFormat.TEXT))
        log = said.getvalue()
    return Outcome(state="sent") if is_taken else _refused(log)


def _open(address: str) -> Any:
    try:
        import apprise  # noqa: PLC0415 - as above
    except ImportError as error:
        raise ConfigError(
            _("Для оповещений в чаты нужно дополнение Apprise: pip install 'otklik[chats]'.")
        ) from error
    service = apprise.Apprise()
    with warnings.catch_warnings():
        # Among its hundred kinds are some that import what a later Python will not have.
        warnings.simplefilter("ignore", DeprecationWarning)
        is_known = service.add(address)
    if not is_known:
        raise ConfigError(_("Адрес чата не понят: запишите его по правилам Apprise, имя = адрес."))
    return service


def _refused(log: str) -> Outcome:
    """By Apprise's log, which itself is kept nowhere: it may quote the address."""
    if status := _STATUS.search(log):
        return Outcome(state="failed", detail=_("чат ответил отказом ({status})", status=status[1]))
    if _NOT_REACHED.search(log):
        return Outcome(state="failed", detail=_("чат недоступен"))
    return Outcome(state="unknown", detail=_("чат не ответил, принял ли"))
