"""What was found of an outlet becomes the text of its TOML file, and its id."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from records.registry import OutletKind, Source

_LONGEST_NAME = 100
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A file of the register before it is written. `notes` stand on top of it; there is at least one source.

    `union` is the id of the union whose own voice it is, where `kind` is `union`.
    """

    id: str
    name: str
    url: str
    kind: OutletKind
    region: str
    timezone: str
    sources: Sequence[Source]
    union: str | None = None
    notes: Sequence[str] = ()

    @property
    def path(self) -> str:
        """Inside a folder of the register."""
        return f"outlets/{self.region}/{self.id}.toml"


def draft_id(url: str, taken: Collection[str]) -> str:
    """From the host: `www.example.ru` is `example`, `45.ru` is `45-ru`; numbered where that is taken."""
    host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
    stem = host.removesuffix(".ru")
    if stem.replace("-", "").replace(".", "").isdigit():
        stem = host
    slug = re.sub(r"[^a-z0-9]+", "-", _latin(stem)).strip("-") or "outlet"
    number = 2
    unique = slug
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    return unique


def _latin(host: str) -> str:
    """«пример.рф» as addresses spell it; whoever wants a speaking id gives one."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def draft_name(stated: str, url: str) -> str:
    """In one line and of sane length; the host where the site says nothing of itself."""
    name = " ".join(_UNPRINTABLE.sub(" ", stated).split())[:_LONGEST_NAME].strip()
    return name or (urlsplit(url).hostname or url).removeprefix("www.")


def guess_kind(url: str) -> OutletKind:
    """Only what the address says for sure; a person decides the rest."""
    host = urlsplit(url).hostname or ""
    if host.endswith(".gov.ru"):
        return "authority"
    return "aggregator" if "bezformata" in host else "external"


def write_toml(draft: Draft) -> str:
    lines = [f"# {_line(note)}" for note in draft.notes]
    lines += [
        f"name = {_quoted(draft.name)}",
        f"url = {_quoted(draft.url)}",
        f"kind = {_quoted(draft.kind)}",
        f"region = {_quoted(draft.region)}",
        f"timezone = {_quoted(draft.timezone)}",
        *([f"union = {_quoted(draft.union)}"] if draft.union else []),
    ]
    for source in draft.sources:
        lines += ["", "[[sources]]", f"kind = {_quoted(source.kind)}", f"url = {_quoted(source.url)}"]
        if source.links:
            lines.append(f"links = [{', '.join(map(_quoted, source.links))}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A JSON string is a TOML string, once the one character is gone that only JSON allows."""
    return json.dumps(_UNPRINTABLE.sub(" ", text), ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join(_UNPRINTABLE.sub(" ", text).split())
