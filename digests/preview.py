"""A digest as files, to be looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path

from digests.message import CHART_FILE, NO_SENDER, build_message, render_for
from digests.render import CHART_ID
from digests.sheets import write_workbook
from digests.wording import speaking_to
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
    """Writes subject.txt, digest.txt, digest.html with its chart.png, digest.xlsx and digest.eml.

    Raises StorageError if it cannot.
    """
    with speaking_to(digest.subscription):
        return _write(digest, folder, composed, sender)


def write_stored(message: bytes, folder: Path) -> Path:
    """A digest that was composed before, as the very bytes that will go: digest.eml, and its page to look at."""
    mail = message_from_bytes(message, policy=modern)
    assert isinstance(mail, EmailMessage)
    page = mail.get_body(("html",))
    shown = page.get_content() if page is not None else ""
    contents = {folder / "digest.eml": message, folder / "digest.html": beside_page(shown).encode()}
    contents |= {folder / name: image for name, image in _images(mail)}
    _write_all(folder, contents)
    return folder / "digest.html"


def _images(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for part in mail.walk():
        if part.get_content_maintype() == "image":
            yield CHART_FILE, part.get_content()


def _write(digest: Digest, folder: Path, composed: datetime, sender: str) -> Preview:
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
        preview.html: beside_page(rendered.html).encode(),
        preview.workbook: write_workbook(digest),
        preview.message: build_message(digest, rendered, sender, composed),
    }
    if rendered.chart:
        contents[folder / CHART_FILE] = rendered.chart
    _write_all(folder, contents)
    return preview


def beside_page(page: str) -> str:
    """The mail's page with its picture beside it, for a browser knows no parts of mails."""
    return page.replace(f"cid:{CHART_ID}", CHART_FILE)


def _write_all(folder: Path, contents: Mapping[Path, bytes]) -> None:
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
