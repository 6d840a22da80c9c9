"""A workplace over the invented register, as the commands open it, with a mail server of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from otklik.config import Config
from otklik.workplace import Workplace
from records.registry import Registry
from tests.digests.press import registry


def make_workplace(folder: Path, port: int, *, known: Registry | None = None, **more: Any) -> Workplace:
    smtp = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "sender": "otklik@stf.example",
        "timeout": 5.0,
    }
    given = {"data": folder, "smtp": smtp, "watch": {"unions": ["stf"]}} | more
    return Workplace(config=Config.model_validate(given), registry=known or registry())


def subscription(**more: Any) -> dict[str, Any]:
    return {"id": "vse", "title": "Союз", "recipients": ["press@stf.example"]} | more


def watch(**more: Any) -> dict[str, Any]:
    quiet = {"quiet_from": 0, "quiet_until": 0}
    return {"id": "press", "title": "Союз", "recipients": ["press@stf.example"]} | quiet | more
