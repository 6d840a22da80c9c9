"""OPML 2.0, the list of feeds that feed readers exchange: bytes become feeds, outlets become bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from lxml import etree

from crawler.encodings import decode
from records.errors import InputError
from records.registry import Outlet, Region
from texts import _

_LARGEST = 20 * 1024 * 1024  # bytes
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_INVALID = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class OpmlFeed:
    """`groups` are the outlines around the feed and its categories, the nearest first."""

    name: str
    url: str
    home: str
    groups: tuple[str, ...] = ()


def parse_opml(body: bytes) -> list[OpmlFeed]:
    """Raises InputError for what is no OPML. Entities are refused: no reader writes them, only attackers do."""
    if len(body) > _LARGEST:
        raise InputError(_("Файл OPML больше {size} МБ: это не список лент.", size=_LARGEST // 2**20))
    text = _DECLARATION.sub("", decode(body, "").lstrip("\ufeff"), count=1)
    if "<!entity" in text.lower():
        raise InputError(
            _("В файле OPML объявлены сущности (<!ENTITY>): такой файл не читается из осторожности.")
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode(errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(_("Файл OPML — не XML: {error}.", error=error.msg)) from error
    if etree.QName(root).localname.lower() != "opml":
        raise InputError(_("Это не OPML: корневой элемент <{name}>.", name=etree.QName(root).localname))
    return list(_feeds(root))


def _feeds(root: etree._Element) -> Iterator[OpmlFeed]:
    for outline in root.iter("{*}outline"):
        url = _attribute(outline, "xmlUrl")
        if url:
            yield OpmlFeed(
                name=_attribute(outline, "title") or _attribute(outline, "text"),
                url=url,
                home=_attribute(outline, "htmlUrl"),
                groups=tuple(_groups(outline)),
            )


def _groups(outline: etree._Element) -> Iterator[str]:
    for category in _attribute(outline, "category").split(","):
        yield from (part.strip() for part in reversed(category.split("/")) if part.strip())
    for above in outline.iterancestors("{*}outline"):
        words = _attribute(above, "title") or _attribute(above, "text")
        if words:
            yield words


def _attribute(outline: etree._Element, name: str) -> str:
    """Readers disagree about the case of names."""
    for key, value in outline.attrib.items():
        if str(key).lower() == name.lower():
            return " ".join(str(value).split())
    return ""


def write_opml(outlets: Iterable[Outlet], regions: Mapping[str, Region], written: datetime) -> bytes:
    """Every feed of the outlets, one group a region; sources that are no feeds have no place in OPML."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _("Издания Отклика")
    etree.SubElement(head, "dateCreated").text = format_datetime(written)
    body = etree.SubElement(root, "body")
    groups: dict[str, etree._Element] = {}
    for outlet in sorted(outlets, key=lambda outlet: (outlet.region, outlet.id)):
        for source in outlet.sources:
            if source.kind != "feed":
                continue
            if outlet.region not in groups:
                groups[outlet.region] = etree.SubElement(
                    body, "outline", text=_valid(regions[outlet.region].name)
                )
            etree.SubElement(
                groups[outlet.region],
                "outline",
                type="rss",
                text=_valid(outlet.name),
                title=_valid(outlet.name),
                xmlUrl=_valid(source.url),
                htmlUrl=_valid(outlet.url),
                category=f"/{outlet.region}",
            )
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _valid(text: str) -> str:
    return _INVALID.sub(" ", text)
