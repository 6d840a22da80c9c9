"""How the last `otklik run` went, in a file of the data folder: what the doctor and the next run know of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

_FILE = "last-run.json"


def write_last_run(data: Path, report: Mapping[str, Any]) -> datetime | None:
    """When a run went well for the last time, this one included. Raises OSError."""
    before = read_last_run(data) or {}
    success = report["finished"] if not report["exit_code"] else before.get("last_success")
    write_whole(data / _FILE, json.dumps({**report, "last_success": success}, ensure_ascii=False, indent=1))
    return datetime.fromisoformat(success) if success else None


def read_last_run(data: Path) -> dict[str, Any] | None:
    """None where there was none, or where nobody can tell."""
    try:
        found = json.loads((data / _FILE).read_text("utf-8"))
        datetime.fromisoformat(found["finished"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return dict(found)


def write_whole(file: Path, text: str) -> None:
    """Whoever reads the file sees the old text or the new one, never half of it."""
    half = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with half.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
