"""Can a page have a watched word at all? Asked of its bytes, so that most pages need no parser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from crawler.blocks import LINE_TAGS
from crawler.encodings import decode

# The letters that the screen of texts takes for one another.
_LOOK_ALIKES = dict(zip("ёabcehkmoptxy", "еавсенкмортху", strict=True))
# One byte a letter: case, look-alikes and what is no letter then cost one pass.
_CODE = "cp1251"
_COMPARABLE = bytes(
    _LOOK_ALIKES.get(sign, sign).encode(_CODE)[0] if sign.isalpha() else 0x20
    for sign in (bytes([code]).decode(_CODE, "replace").lower() for code in range(256))
)
_SOFT_HYPHEN = b"\xad"
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
# Grouped by first letters, which is three times faster than one long choice.
_BY_LETTER = {
    letter: [tag[1:] for tag in LINE_TAGS if tag[0] == letter] for letter in {tag[0] for tag in LINE_TAGS}
}
_LINE_TAG = "|".join(
    f"[{letter}{letter.upper()}](?i:{'|'.join(rests)})" for letter, rests in sorted(_BY_LETTER.items())
)
_NEW_LINE = re.compile(rf"<(?=/?(?:{_LINE_TAG})\b)")
# Quotes may hold angle brackets; where they do not close within reason, the tag ends at the next bracket.
_TAG = re.compile(
    r"""<!--(?:-?>|.*?--!?>)|<[/!?a-z](?:[^"'<>]++|"[^"]{0,2000}+"|'[^']{0,2000}+')*+>|<[/!?a-z][^<>]*+>""",
    re.DOTALL | re.IGNORECASE,
)
_SCRIPT = re.compile(r"<((?i:script|style))\b[^<>]*>.*?</(?i:\1)\s*>", re.DOTALL)
_META = re.compile(r"""<(?i:meta)\b(?:[^"'<>]++|"[^"]{0,5000}+"|'[^']{0,5000}+')*+[^<>]*+""")
_LONGEST_WORD = 60
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class ByteScreen:
    """Built of the words of the screen of texts: `stems` stand in words, each with how the next word must
    begin, if that matters; `names` are whole words or several.

    A page that this refuses has none of them in title or text, however it is written; one that it lets pass may have
    none either.
    """

    def __init__(self, stems: Mapping[str, str], names: Iterable[str]) -> None:
        self._stems = {_joined(stem): _joined(follower) for stem, follower in stems.items()}
        self._words = sorted(self._stems.keys() | {b" %b " % _joined(name) for name in names})
        self._exact = _automaton(self._words)
        self._rough = _automaton({word.strip() for word in self._words})

    def may_match(
        self, body: bytes, content_type: str = "", *, title: str = "", attributes: bool = False
    ) -> bool:
        """`title` is what the source calls the page; `attributes` says that its text may come from any of them."""
        page = _SCRIPT.sub(_unless_within_word, decode(body, content_type))
        hidden = html.unescape(page if attributes else " ".join(_META.findall(page)))
        around = f"{title} \n {hidden} \n "
        # With all tags simply gone, words of different lines run together: no word is lost, and most pages end here.
        if not self._rough.find_matches_as_indexes(_joined(around + _shown(page))):
            return False
        words = b" %b " % _joined(around + _shown(_NEW_LINE.sub(" <", page)))
        found = self._exact.find_matches_as_indexes(words, overlapping=True)
        return any(self._counts(words, self._words[index], end) for index, _start, end in found)

    def _counts(self, words: bytes, word: bytes, end: int) -> bool:
        follower = self._stems.get(word, b"")
        if not follower:
            return True
        behind = words[end : end + _LONGEST_WORD].split(b" ", 1)
        return len(behind) > 1 and behind[1].startswith(follower)


def _automaton(words: Iterable[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(sorted(words), matchkind=MatchKind.Standard, implementation=Implementation.DFA)


def _shown(page: str) -> str:
    """The page without its tags."""
    text = html.unescape(_TAG.sub("", page))
    return _ESCAPED.sub(lambda escape: chr(int(escape.group(1), 16)), text) if "\\u" in text else text


def _unless_within_word(script: re.Match[str]) -> str:
    """Scripts stay, as what they say of the page may be its title; but not in the middle of a word."""
    page, start, end = script.string, script.start(), script.end()
    within = start and end < len(page) and page[start - 1].isalpha() and page[end].isalpha()
    return "" if within else script.group()


def _joined(text: str) -> bytes:
    """Words in comparable letters with one space between."""
    text = _INVISIBLE.sub("", text).lower()
    return b" ".join(text.encode(_CODE, "replace").translate(_COMPARABLE, _SOFT_HYPHEN).split())
