"""When the archive was restored from a backup: what was sent between the two, its ledger does not know."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from records.errors import StorageError
from texts import _

_FILE = "restored"


def read_restored(data: Path) -> datetime | None:
    """Raises StorageError for a mark that cannot be read: without it a digest could go out twice."""
    file = data / _FILE
    try:
        return datetime.fromisoformat(file.read_text("utf-8").strip())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise StorageError(
            _(
                "Файл {file} говорит, когда архив восстановлен из копии, и не читается. Впишите в него это время "
                "вида 2026-11-01T12:00:00+00:00.",
                file=file,
            )
        ) from error


def mark_restored(data: Path, when: datetime) -> None:
    (data / _FILE).write_text(when.isoformat(), "utf-8")
