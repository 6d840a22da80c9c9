"""A digest as files, to be looked at before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from digests.message import NO_SENDER, build_message, render_for
from digests.sheets import write_workbook
from records.digest import Digest
from records.errors import StorageError
from texts import _
from texts.system_faults import explain_system_fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    subject: Path
    text: Path
    html: Path
    workbook: Path
    message: Path


def write_preview(digest: Digest, folder: Path, composed: datetime, sender: str = NO_SENDER) -> Preview:
    """Writes subject.txt, digest.txt, digest.html, digest.xlsx and digest.eml. Raises StorageError if it cannot."""
    rendered = render_for(digest, sender)
    preview = Preview(
        subject=folder / "subject.txt",
        text=folder / "digest.txt",
        html=folder / "digest.html",
        workbook=folder / "digest.xlsx",
        message=folder / "digest.eml",
    )
    contents = {
        preview.subject: f"{rendered.subject}\n".encode(),
        preview.text: rendered.text.encode(),
        preview.html: rendered.html.encode(),
        preview.workbook: write_workbook(digest),
        preview.message: build_message(digest, rendered, sender, composed),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            path.write_bytes(content)
    except OSError as error:
        raise StorageError(
            _(
                "Не удалось записать письмо в {folder} ({reason}).",
                folder=folder,
                reason=explain_system_fault(error),
            )
        ) from error
    return preview
