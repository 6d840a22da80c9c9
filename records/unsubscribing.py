"""The address by which one reader unsubscribes from one subscription: signed, so that nobody can do it for another."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

KEY = "unsubscribe"  # its name in the archive
PATH = "/unsubscribe/"
_SIGNATURE = 16  # bytes of HMAC-SHA256: 128 bits are more than anybody can guess over the net
_MOST = 600  # characters; no token of ours is longer


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsubscription:
    subscription_id: str
    recipient: str


def make_token(secret: bytes, wish: Unsubscription) -> str:
    """Letters, digits, «-» and «_». The same wish is the same token for ever: old mails keep their way out."""
    said = f"{wish.subscription_id}\0{wish.recipient}".encode()
    return base64.urlsafe_b64encode(_sign(secret, said) + said).decode().rstrip("=")


def read_token(secret: bytes, token: str) -> Unsubscription | None:
    """None for whatever was not signed with this secret."""
    if len(token) > _MOST:
        return None
    try:
        given = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    signature, said = given[:_SIGNATURE], given[_SIGNATURE:]
    if not hmac.compare_digest(signature, _sign(secret, said)):
        return None
    subscription_id, _zero, recipient = said.decode().partition("\0")
    return Unsubscription(subscription_id=subscription_id, recipient=recipient)


def unsubscribe_address(desk: str, secret: bytes, wish: Unsubscription) -> str:
    """`desk` is the address under which readers reach the desk; only HTTPS will do for one click (RFC 8058)."""
    return f"{desk.rstrip('/')}{PATH}{make_token(secret, wish)}"


def _sign(secret: bytes, said: bytes) -> bytes:
    return hmac.new(secret, said, hashlib.sha256).digest()[:_SIGNATURE]
