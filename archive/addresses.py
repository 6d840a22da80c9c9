"""Addresses in the one form under which the archive knows them."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parts that follow the reader, not the article.
_TRACKING = re.compile(r"^(utm_.*|yclid|gclid|fbclid|ysclid|from|ref|referrer|_openstat|erid|rss)$")


def normal_url(url: str) -> str:
    """The address without fragment, tracking parameters and default port, its host in lower case and ASCII.

    http and https are one here: an outlet that moved to https did not publish everything anew.
    """
    parts = urlsplit(url.strip())
    host = (
        (parts.hostname or "").encode("idna").decode()
        if not _is_ascii(parts.hostname)
        else parts.hostname or ""
    )
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = urlencode(
        [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    )
    return urlunsplit((parts.scheme.lower(), host.lower() + port, parts.path or "/", query, ""))


def address_id(url: str) -> str:
    """SHA-256 (hex) of the normal address, whatever its scheme."""
    return hashlib.sha256(normal_url(url).split("://", 1)[-1].encode()).hexdigest()


def _is_ascii(host: str | None) -> bool:
    return host is None or host.isascii()
