"""Can a page have a watched word at all? Asked of its bytes, so that most pages need no parser."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping

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
_NO_LETTERS = bytes(code for code in range(256) if _COMPARABLE[code] == 0x20) + _SOFT_HYPHEN
_CAPITALS = bytes(
    _COMPARABLE[code] if bytes([code]).decode(_CODE, "replace").isupper() else 0x20 for code in range(256)
)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
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
    r"""<[/!?a-zA-Z][^"'<>]*+(?:(?:"[^"]{0,2000}+"|'[^']{0,2000}+')[^"'<>]*+)*+>|<[/!?a-zA-Z][^<>]*+>"""
)
_SCRIPT = re.compile(r"<(?i:script|style)\b[^<>]*>")
_SCRIPT_END = re.compile(r"</(?i:script|style)\s*>")
_SCRIPT_BEFORE_LETTER = re.compile(r"</(?i:script|style)\s*>(?=[^\W\d_])")
_COMMENT = re.compile(r"<!--")
_COMMENT_END = re.compile(r"--(?:(?<!<!--)!)?>")  # its dashes may be those of the beginning: <!-->
_META = re.compile(r"""<(?i:meta)\b(?:[^"'<>]++|"[^"]{0,5000}+"|'[^']{0,5000}+')*+[^<>]*+""")
_LONGEST_WORD = 60
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class ByteScreen:
    """Built of the words of the screen of texts: `stems` stand in words, each with how the next word must
    begin, if that matters; `names` are whole words or several; those of them that are `capitals` are written so.

    A page that this refuses has none of them in title or text, however it is written; one that it lets pass may have
    none either.
    """

    def __init__(self, stems: Mapping[str, str], names: Iterable[str], capitals: Iterable[str] = ()) -> None:
        self._stems = {_joined(stem): _joined(follower) for stem, follower in stems.items()}
        self._words = sorted(self._stems.keys() | {b" %b " % _joined(name) for name in names})
        self._exact = _automaton(self._words)
        written_so = {_letters(name).translate(_COMPARABLE) for name in capitals}
        together = {word.replace(b" ", b"") for word in self._words}
        self._together = sorted(together - written_so)
        self._rough = _automaton(self._together)
        self._rough_capitals = _automaton(together & written_so)

    def may_match(
        self, body: bytes, content_type: str = "", *, title: str = "", attributes: bool = False
    ) -> bool:
        """`title` is what the source calls the page; `attributes` says that its text may come from any of them."""
        page = _without_inserts(decode(body, content_type))
        hidden = html.unescape(page if attributes else " ".join(_META.findall(page)))
        around = f"{title} \n {hidden} \n "
        if not self._may_have_letters(around + _shown(page)):
            return False
        words = b" %b " % _joined(around + _shown(_NEW_LINE.sub(" <", page)))
        found = self._exact.find_matches_as_indexes(words, overlapping=True)
        return any(self._counts(words, self._words[index], end) for index, _start, end in found)

    def _may_have_letters(self, text: str) -> bool:
        """With all but letters gone, words run together: none is lost, some seem to be there; most pages end here."""
        written = _letters(text)
        if self._rough_capitals.find_matches_as_indexes(written.translate(_CAPITALS)):
            return True
        letters = written.translate(_COMPARABLE)
        found = self._rough.find_matches_as_indexes(letters, overlapping=True)
        return any(
            self._stems.get(self._together[index], b"") in letters[end : end + 2 * _LONGEST_WORD]
            for index, _start, end in found
        )

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


def _without_inserts(page: str) -> str:
    """Without comments, and without scripts amid a word; others stay, as what they say of the page may be its title."""
    if "<!--" in page:
        page = _cut(page, _COMMENT, _COMMENT_END, lambda _start, _end: True)
    if not _SCRIPT_BEFORE_LETTER.search(page):
        return page
    last = len(page) - 1
    return _cut(
        page,
        _SCRIPT,
        _SCRIPT_END,
        lambda start, end: page[max(start - 1, 0)].isalpha() and page[min(end, last)].isalpha(),
    )


def _cut(page: str, begin: re.Pattern[str], end: re.Pattern[str], is_cut: Callable[[int, int], bool]) -> str:
    """Without what stands between a beginning and its end. What has no end stays; no part is searched twice."""
    pieces, kept, place = [], 0, 0
    while (opening := begin.search(page, place)) and (closing := end.search(page, opening.end() - 2)):
        place = closing.end()
        if is_cut(opening.start(), place):
            pieces.append(page[kept : opening.start()])
            kept = place
    return "".join((*pieces, page[kept:]))


def _joined(text: str) -> bytes:
    """Words in comparable letters with one space between."""
    return b" ".join(_encoded(text).translate(_COMPARABLE, _SOFT_HYPHEN).split())


def _letters(text: str) -> bytes:
    """As they are written, without anything between them."""
    return _encoded(text).translate(None, _NO_LETTERS)


def _encoded(text: str) -> bytes:
    for sign in _INVISIBLE:  # hardly any page has one, and looking for one costs next to nothing
        text = text.replace(sign, "")
    # The two signs outside this encoding whose small letters are in it.
    return text.replace("\N{KELVIN SIGN}", "K").replace("İ", "I").encode(_CODE, "replace")
