"""Bytes become text whatever the server says of them: what is really written counts, declarations break ties."""

from __future__ import annotations

import codecs
import re
from collections import Counter

_DECLARED_IN_BODY = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,40})|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:-]{2,40})""", re.IGNORECASE)
_OF_PAGES = re.compile(r"utf-|cp\d|koi8|iso8859|mac-|ascii$|gb|big5|euc|shift_jis|kz1048|ptcp154")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_LOOKED_AT = 2000  # bytes above ASCII are enough to tell Russian encodings apart
# In running Russian text these are four letters of five.
_FREQUENT = frozenset("оеаинтсрвлкмдпуяыьг")
_HEAD = 4096
_NOT_SAMPLED = bytes(set(range(0x80)) - set(b" \n"))
_CONTROL = dict.fromkeys(set(range(32)) - {9, 10, 13})
_CONTROL_BYTES = bytes(_CONTROL)
_MOST_CONTROLS = 0.02  # of the first bytes


def decode(body: bytes, content_type: str = "") -> str:
    """The text of a page or feed, without control characters. Never fails: what cannot be read becomes U+FFFD."""
    text = _sound_utf8(body) or _decoded(body, content_type)
    # Hardly any page has one, and translating bytes is much faster than translating text.
    has_control = len(body.translate(None, _CONTROL_BYTES)) < len(body)
    return text.translate(_CONTROL) if has_control else text


def is_binary(body: bytes) -> bool:
    """Whether this is no text at all: a picture, an archive, random bytes. Text has hardly a control character."""
    head = body[:_HEAD]
    if head.startswith(tuple(mark for mark, _name in _BOMS)) or _wide_encoding(head):
        return False
    return len(head) - len(head.translate(None, _CONTROL_BYTES)) > _MOST_CONTROLS * len(head)


def _sound_utf8(body: bytes) -> str:
    """What most pages are: UTF-8 without a mark and without a fault. Empty where that is not so."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return ""
    return "" if body.startswith(codecs.BOM_UTF8) or "\ufffd" in text or "\0" in text else text


def _decoded(body: bytes, content_type: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body.decode(encoding, errors="replace").removeprefix("\ufeff")
    declared = [name for name in (_header_charset(content_type), _body_charset(body)) if name]
    wide = _wide_encoding(body)
    if wide:
        return body.decode(wide, errors="replace")
    if _is_utf8(body):
        return body.decode("utf-8", errors="replace")
    return body.decode(_best_single_byte(body, declared), errors="replace")


def _header_charset(content_type: str) -> str | None:
    found = _DECLARED_IN_HEADER.search(content_type)
    return _known(found.group(1)) if found else None


def _body_charset(body: bytes) -> str | None:
    found = _DECLARED_IN_BODY.search(body[:_HEAD])
    return _known((found.group(1) or found.group(2)).decode("ascii")) if found else None


def _known(name: str) -> str | None:
    """Python's name for an encoding; None for unknown names and for codecs that pages have no use for («undefined»)."""
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    return known if _OF_PAGES.match(known) else None


def _wide_encoding(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of markup is zero."""
    head = body[:200]
    if len(head) < 8:
        return None
    if head[1::2].count(0) > len(head) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) * 0.3 else None


def _is_utf8(body: bytes) -> bool:
    """True also for text cut or spoilt in a few places: no single-byte text looks like this by chance."""
    text = body.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken == 0:
        return True
    whole = sum(1 for sign in text if sign > "\x7f") - broken
    return whole > 20 * broken


def _best_single_byte(body: bytes, declared: list[str]) -> str:
    sample = _without_markup(body).translate(None, _NOT_SAMPLED)[:_LOOKED_AT]
    scores = {name: _likeness(sample.decode(name, errors="replace")) for name in _CYRILLIC}
    best = max(scores, key=lambda name: scores[name])
    for name in declared:
        if name in scores and scores[name] >= scores[best]:
            return name
    # Too little Cyrillic to judge by: then the declaration is all there is.
    if scores[best] < 0.4 and declared and declared[0] != "utf-8":
        return declared[0]
    return best


def _without_markup(body: bytes) -> bytes:
    return re.sub(rb"<[^>]{0,2000}>", b" ", body[:200_000])


def _likeness(text: str) -> float:
    """How much a text looks like Russian: frequent small letters count, capitals inside words and foreign
    letters count against."""
    signs = Counter(text)
    letters = sum(signs.values()) - signs[" "] - signs["\n"]
    frequent = sum(number for sign, number in signs.items() if sign in _FREQUENT)
    inner_capitals = len(re.findall(r"[а-яёa-z][А-ЯЁ]", text))
    foreign = len(re.findall(r"[^\W\d_а-яёА-ЯЁ]", text))
    return (frequent - 2 * inner_capitals - foreign) / max(letters, 1)
