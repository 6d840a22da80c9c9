"""The journal of `otklik run`: one JSON object a line, in files of limited size and number, and no secret in any."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

from texts import _
from texts.system_faults import explain_system_fault

_HIDDEN = "***"
_CHATTER = ("alembic.runtime.plugins",)  # a line for each part of it that loads


@dataclass(frozen=True, kw_only=True, slots=True)
class EventLog:
    """The newest lines stand in `file`, older ones in `file.1`, `file.2` …: `most_files` in all, each of about
    `most_bytes`. Each event opens the file anew, because steps are processes of their own and write to it too."""

    file: Path
    most_bytes: int
    most_files: int
    secrets: Collection[str] = ()

    def write(self, event: str, *, level: str = "INFO", **facts: Any) -> None:
        """A log that cannot be written stops no work: standard error says so."""
        said = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": level, "event": event}
        line = json.dumps(self._unsaid(said | facts), ensure_ascii=False, default=str) + "\n"
        try:
            self._append(line.encode("utf-8", "backslashreplace"))
        except OSError as error:
            reason = explain_system_fault(error)
            print(
                _("otklik: журнал {file} не пишется: {reason}.", file=self.file, reason=reason),
                file=sys.stderr,
            )

    def complain(self, event: str, text: str) -> None:
        """In the journal, and on standard error: cron mails that."""
        self.write(event, level="WARNING", text=text)
        print(f"otklik: {self.redact(text)}", file=sys.stderr)

    def redact(self, text: str) -> str:
        for secret in self.secrets:
            for form in {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}:
                text = text.replace(form, _HIDDEN)
        return text

    def _unsaid(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._unsaid(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self._unsaid(each) for each in value]
        return self.redact(value) if isinstance(value, str) else value

    def _append(self, line: bytes) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if self.file.exists() and self.file.stat().st_size + len(line) > self.most_bytes:
            self._rotate()
        with self.file.open("ab") as out:
            out.write(line)

    def _rotate(self) -> None:
        for number in range(self.most_files - 1, 0, -1):
            older = self._numbered(number - 1)
            if older.exists():
                older.replace(self._numbered(number))
        if self.most_files == 1:
            self.file.unlink()

    def _numbered(self, number: int) -> Path:
        return self.file.with_name(f"{self.file.name}.{number}") if number else self.file


class _Records(logging.Handler):
    """What the libraries log, Scrapy above all."""

    def __init__(self, log: EventLog, step: str) -> None:
        super().__init__(logging.INFO)
        self._log = log
        self._step = step

    def emit(self, record: logging.LogRecord) -> None:
        if record.name in _CHATTER:
            return
        facts = {"step": self._step, "logger": record.name, "text": record.getMessage()}
        if record.exc_info and record.exc_info[0] is not None:
            facts["traceback"] = "".join(traceback.format_exception(*record.exc_info))
        self._log.write("log", level=record.levelname, **facts)


@contextmanager
def log_records(log: EventLog, step: str) -> Iterator[None]:
    """Whatever is logged in this process meanwhile goes into the journal."""
    handler = _Records(log, step)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
