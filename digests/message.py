"""A rendered digest as the very bytes of a mail, and what each recipient's copy adds to them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses, parseaddr

from digests.render import CHART_ID, Rendered, render_digest
from digests.sheets import write_document, write_workbook
from records.digest import Attachment, Digest
from records.errors import ConfigError
from texts import _, current_language

NO_SENDER = "otklik@localhost"  # of a preview where no sender is configured
_PLAIN_ADDRESS = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9.-]{1,253}", re.ASCII)
_KINDS: Mapping[Attachment, tuple[str, str]] = {
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
CHART_FILE = "chart.png"


def plain_address(written: str) -> str:
    """The address in the one form under which the ledger knows it: lower case, a Cyrillic domain in ASCII.

    `Иванова <A@Профсоюз.РФ>` → `a@xn--….xn--p1ai`. Raises ConfigError for what is no address.
    """
    found = getaddresses([written.strip()])
    local, _at, domain = found[0][1].lower().rpartition("@") if len(found) == 1 else ("", "", "")
    try:
        address = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        address = ""
    if any(sign in written for sign in "\r\n\0") or not _PLAIN_ADDRESS.fullmatch(address):
        raise ConfigError(
            _(
                "«{written}» — не адрес почты: исправьте его в otklik.toml (латиница до знака @).",
                written=" ".join(written.split()),
            )
        )
    return address


def message_id(digest_id: str, recipient: str, sender: str) -> str:
    """The same for every copy of one digest to one recipient: mail programs know a second one for what it is."""
    key = hashlib.sha256(f"{digest_id}\0{plain_address(recipient)}".encode()).hexdigest()
    return f"<{key[:32]}@{_domain(sender)}>"


def render_for(digest: Digest, sender: str) -> Rendered:
    return render_digest(digest, "" if sender == NO_SENDER else plain_address(sender))


def build_message(digest: Digest, rendered: Rendered, sender: str, composed: datetime) -> bytes:
    """The mail as everybody gets it: without To and Message-ID, which `address_message` puts in front."""
    message = start_message(rendered, digest.subscription.id, sender, composed)
    if rendered.chart:
        _add_chart(message, rendered.chart)
    for kind in digest.subscription.attachments:
        main, sub = _KINDS[kind]
        message.add_attachment(
            write_workbook(digest) if kind == "xlsx" else write_document(digest),
            maintype=main,
            subtype=sub,
            filename=f"otklik-{digest.period}-{_slug(digest.subscription.id)}.{kind}",
        )
    return end_message(message, digest.id)


def start_message(rendered: Rendered, list_name: str, sender: str, composed: datetime) -> EmailMessage:
    """Headers, text and page of a mail that goes to many."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _from_header(sender)
    message["Subject"] = rendered.subject
    message["Date"] = composed.astimezone(UTC)
    message["List-Id"] = f"<{_slug(list_name)}.otklik.{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"  # so that no «I am on holiday» comes back
    message.set_content(rendered.text, cte="base64")
    message.add_alternative(rendered.html, subtype="html", cte="base64")
    return message


def end_message(message: EmailMessage, identity: str) -> bytes:
    """Its bytes, the same whenever it is made for the same `identity`."""
    message["Content-Language"] = current_language()  # what is set earlier goes to the text part alone
    _fix_boundaries(message, identity)
    return message.as_bytes()


def _add_chart(message: EmailMessage, chart: bytes) -> None:
    """Beside the page that shows it, so that no mail program asks the net for it."""
    page = message.get_body(("html",))
    assert isinstance(page, EmailMessage)
    page.add_related(chart, "image", "png", cid=f"<{CHART_ID}>", filename=CHART_FILE, disposition="inline")


def address_message(message: bytes, recipient: str, identity: str, way_out: str = "") -> bytes:
    """One recipient's copy. `identity` is the Message-ID that the ledger keeps, `way_out` the address at which this
    recipient unsubscribes with one click (RFC 8058)."""
    own = f"To: {plain_address(recipient)}\r\nMessage-ID: {identity}\r\n"
    if way_out:
        own += f"List-Unsubscribe: <{way_out}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return own.encode("ascii") + message


def _from_header(sender: str) -> Address:
    name = parseaddr(sender.strip())[0]
    try:
        return Address(display_name=name or _("Отклик"), addr_spec=plain_address(sender))
    except (ValueError, HeaderParseError) as error:
        raise ConfigError(_("Отправитель «{sender}» записан неверно.", sender=sender)) from error


def _fix_boundaries(message: EmailMessage, digest_id: str) -> None:
    """Python draws them at random; drawn from the digest, the same digest is the same bytes."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"otklik-{hashlib.sha256(f'{digest_id} {number}'.encode()).hexdigest()[:32]}")


def _domain(sender: str) -> str:
    return plain_address(sender).rpartition("@")[2]


def _slug(text: str) -> str:
    """A name for headers and files; one that is not ASCII is known by its hash."""
    if re.fullmatch(r"[A-Za-z0-9-]{1,40}", text):
        return text
    return hashlib.sha256(text.encode()).hexdigest()[:16]
