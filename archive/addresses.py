"""Addresses in the one form under which the archive knows them."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, quote_plus, unquote_plus, urlsplit, urlunsplit

# Parts that follow the reader, not the article.
_TRACKING = re.compile(
    r"utm_.*|yclid|ysclid|gclid|gbraid|wbraid|dclid|fbclid|msclkid|mc_[ce]id|_openstat|erid|referrer",
    re.IGNORECASE,
)
# «from=rss» follows the reader too, but «from=5132» may be the article's own number, or «rss=2011-03-12» its day.
_TRACKING_IN_WORDS = re.compile(r"from|ref|rss", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.:_-]*")
# The same article in another dress. «print=5132» is no dress.
_DRESS = re.compile(r"(amp|print)(=(1|y|yes|true|on)?)?|outputtype=amp", re.IGNORECASE)
_DRESS_IN_PATH = re.compile(r"^/amp(?=/.)|(?<=.)/(?:amp|print)(?=/?$)", re.IGNORECASE)


def normal_url(url: str) -> str:
    """The address without fragment, tracking parts and default port, its host in lower case and ASCII.

    It leads where `url` leads: what is kept is kept as written, escapes of old encodings included, and so is a
    «#!» fragment, by which some sites tell their pages apart. Raises ValueError for what is no address.
    """
    url.encode()  # half a surrogate pair belongs to no address
    parts = urlsplit(url.strip())
    query = "&".join(piece for piece in parts.query.split("&") if piece and not _follows_the_reader(piece))
    query = query.replace(" ", "%20")
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme.lower(), _place(parts), parts.path or "/", query, fragment)).strip()


def address_id(url: str) -> str:
    """SHA-256 (hex) of what tells this article's address from others.

    http and https are one here, for an outlet that moved to https did not publish everything anew; so are the AMP and
    print pages of an article, and the ways to escape a letter of its query.
    """
    parts = urlsplit(normal_url(url))
    path = _DRESS_IN_PATH.sub("", parts.path)
    query = "&".join(map(_escaped_alike, parts.query.split("&"))) if parts.query else ""
    told = urlunsplit(("", parts.netloc, path, query, parts.fragment))
    return hashlib.sha256(told.removeprefix("//").encode()).hexdigest()


def _place(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if not host.isascii():
        host = host.encode("idna").decode()
    if ":" in host:
        host = f"[{host}]"
    return f"{host.lower()}:{parts.port}" if parts.port and parts.port not in (80, 443) else host.lower()


def _follows_the_reader(piece: str) -> bool:
    name, _equals, value = piece.partition("=")
    name = unquote_plus(name)
    if _TRACKING_IN_WORDS.fullmatch(name):
        return not _NUMBER.fullmatch(value)
    return bool(_TRACKING.fullmatch(name) or _DRESS.fullmatch(piece))


def _escaped_alike(piece: str) -> str:
    name, _equals, value = piece.partition("=")
    return "=".join(_escaped(part) for part in (name, value))


def _escaped(part: str) -> str:
    """In UTF-8 where it is that. Escapes of another encoding stay: as U+FFFD, different words would be one."""
    try:
        return quote_plus(unquote_plus(part, errors="strict"))
    except UnicodeDecodeError:
        return re.sub("%[0-9a-f]{2}", lambda escape: escape.group().upper(), part, flags=re.IGNORECASE)
