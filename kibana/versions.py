"""Which Kibana answers, and by which way it is given our dashboards."""

from __future__ import annotations

import re
from typing import Literal

from kibana.door import Answer, Kibana
from kibana.refusals import explain_refusal, no_kibana, unnamed_version
from records.errors import UnavailableError
from texts import _

Way = Literal["api", "bundle"]

OLDEST = (8, 19)
WITH_API = (9, 5)  # where the Dashboards API became generally available


def ask_version(kibana: Kibana, space: str) -> str:
    """«9.5.0». Raises UnavailableError where no Kibana says it."""
    answer = kibana.ask("GET", "/api/status")
    # While it starts, or while a part of it fails, it answers 503 and says its version all the same.
    if number := _number(answer):
        return number
    if _is_kept_back(answer):
        raise unnamed_version(kibana.url)
    if answer.status in (200, 400, 404, 405) or _is_elasticsearch(answer):
        raise no_kibana(kibana.url)
    raise explain_refusal(kibana, answer, "/api/status", space)


def choose_way(version: str, url: str) -> Way:
    """Raises UnavailableError where the version is too old."""
    major, minor = (int(part) for part in version.split(".")[:2])
    if (major, minor) >= WITH_API:
        return "api"
    if (major, minor) >= OLDEST:
        return "bundle"
    raise UnavailableError(
        _(
            "Kibana {url} версии {version} слишком стара: дашборды Отклика ставятся в 8.19 и новее.",
            url=url,
            version=version,
        )
    )


def _number(answer: Answer) -> str:
    version = answer.value.get("version") if isinstance(answer.value, dict) else None
    number = version.get("number") if isinstance(version, dict) else None
    return number if isinstance(number, str) and re.match(r"\d+\.\d+\.\d+", number) else ""


def _is_kept_back(answer: Answer) -> bool:
    """Somebody unknown is told no more than how it fares."""
    status = answer.value.get("status") if isinstance(answer.value, dict) else None
    return isinstance(status, dict) and "overall" in status


def _is_elasticsearch(answer: Answer) -> bool:
    """The likeliest of wrong addresses; its errors have causes where Kibana's have a word."""
    return isinstance(answer.value, dict) and isinstance(answer.value.get("error"), dict)
