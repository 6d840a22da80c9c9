"""An article's address as somebody typed it, looked up in the archive."""

from __future__ import annotations

from archive.page_copies import KnownAddress, find_address
from archive.store import Transaction
from records.errors import UsageError
from texts import _


def look_up(connection: Transaction, url: str) -> KnownAddress | None:
    """What the archive knows of it, also without its scheme. Raises UsageError for what is no address."""
    try:
        return find_address(connection, url if "://" in url else f"https://{url}")
    except ValueError as error:
        raise UsageError(
            _("«{text}» — не адрес статьи; нужен адрес вида https://example.org/1", text=url)
        ) from error
