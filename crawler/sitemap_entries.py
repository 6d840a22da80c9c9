"""The entries of a sitemap's XML, one after another. No tree is built, so no junk between them fills the memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_AT_ONCE = 65536  # bytes
_LONGEST = 4000  # characters of one value: longer than any address that we take
# Where a sitemap says what, below its entry. A picture's address and title are none of the article's.
_VALUES = {
    ("loc",): "location",
    ("lastmod",): "modified",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """Values as they stand there; empty where there is none."""

    location: str = ""
    modified: str = ""
    published: str = ""
    title: str = ""


def read_entries(body: bytes, name: str) -> Iterator[Entry]:
    """The whole entries of this name; what follows a fault of the XML is lost. A sitemap declares no entities."""
    if b"<!ENTITY" in body:
        return
    target = _Target(name)
    parser = _parser(target)
    try:
        for start in range(0, len(body), _AT_ONCE):
            parser.feed(body[start : start + _AT_ONCE])
            while target.entries:
                yield target.entries.popleft()
        parser.close()
    except etree.XMLSyntaxError:
        return
    yield from target.entries


def root_name(body: bytes) -> str:
    """The outermost element; empty where this is no XML."""
    target = _Target("")
    parser = _parser(target)
    try:
        parser.feed(body[:_AT_ONCE])
        parser.close()
    except etree.XMLSyntaxError:
        pass  # cut, on purpose
    return target.root


def _parser(target: _Target) -> etree.XMLParser:
    return etree.XMLParser(
        target=target, recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )


class _Target:
    """Hears of each tag and word in its turn, and keeps what `_VALUES` names of the entry that is open."""

    def __init__(self, name: str) -> None:
        self.root = ""
        self.entries: deque[Entry] = deque()
        self._name = name
        self._inside: list[str] | None = None  # the open elements below the entry; None outside of one
        self._values: dict[str, str] = {}

    def start(self, tag: str, _attributes: object) -> None:
        local = tag.rpartition("}")[2]
        self.root = self.root or local
        if self._inside is not None:
            self._inside.append(local)
        elif local == self._name:
            self._inside, self._values = [], {}

    def end(self, _tag: str) -> None:
        if self._inside:
            self._inside.pop()
        elif self._inside is not None:
            self.entries.append(
                Entry(**{key: " ".join(value.split()) for key, value in self._values.items()})
            )
            self._inside = None

    def data(self, text: str) -> None:
        key = _VALUES.get(tuple(self._inside)) if self._inside and len(self._inside) <= 2 else None
        if key is not None and len(self._values.get(key, "")) < _LONGEST:
            self._values[key] = self._values.get(key, "") + text[:_LONGEST]

    def close(self) -> None:
        return
