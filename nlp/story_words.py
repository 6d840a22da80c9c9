"""A text as stories are compared by: its words as numbers that are the same in every process, and how rare they are."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from nlp.folding import fold

Numbers = NDArray[np.uint32]
Weights = NDArray[np.float32]

LONGEST = 20_000  # words: what comes after them changes no story, and would cost time without bound
MOST_RARE = 8.0  # the rarity of a word that the table does not know: once in three thousand articles
COMMON = 1.0  # what stands in every third article tells nothing
_RARITY_FILE = Path(__file__).parent / "models" / "word_rarity.npz"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_LONGEST_WORD = 40  # letters
_CACHED = 64  # characters of what stands between two spaces: anything longer is read anew
_REMEMBERED = 300_000
_RARE_NAME = 4.0
# Every article that is kept here has some of these, so that they bring no two of them together.
_OURS = (
    "профсоюз", "профсоюзный", "профсоюзов", "профком", "профкома", "фнпр", "первичка", "обком", "крайком",
    "облсовпроф", "профобъединение", "профлидер", "профорганизация", "профсоюзница",
)  # fmt: skip
# The longest ending first; three letters stay.
_ENDING = re.compile(
    "(?<=[^\\W\\d_]{3})(?:иями|ями|ами|ием|иях|ого|его|ому|ему|ыми|ими|ешь|ете|ился|илась|ались|ался|алась|ить|ать|еть|"
    "ять|ют|ут|ят|ет|ит|ла|ло|ли|ов|ев|ей|ам|ям|ах|ях|ой|ый|ий|ая|яя|ое|ее|ые|ие|ию|ия|ии|ью|ую|юю|ом|ем|"
    "а|я|о|е|у|ю|ы|и|ь|й|л)$"
)


def stem(word: str) -> str:
    """A folded word without its ending: rough, and for comparing alone."""
    return _ENDING.sub("", word)


def number(word: str) -> int:
    """Below 2³¹, the same in every process."""
    return crc32(word.encode("utf-8", "replace")) >> 1


class Words:
    """The words of a text, in their order: `forms` as written, `stems` without endings, `facts` those among `forms`
    that are figures or rare names."""

    __slots__ = ("facts", "forms", "stems")

    def __init__(self, text: str) -> None:
        packed = np.frombuffer(b"".join(map(_PIECES.__getitem__, text.split())), "<u8")[:LONGEST]
        self.forms: Numbers = (packed >> np.uint64(32)).astype(np.uint32)
        self.stems: Numbers = (packed & np.uint64(0x7FFF_FFFF)).astype(np.uint32)
        self.facts: Numbers = np.unique(self.forms[(packed & np.uint64(0x8000_0000)) > 0])


def rarity(stems: Numbers) -> Weights:
    """−ln of the share of articles that have the word, by how often it stands in the news (`training/rarity.py`)."""
    known, values = _table()
    places = np.minimum(np.searchsorted(known, stems), len(known) - 1)
    found: Weights = np.where(known[places] == stems, values[places], np.float32(MOST_RARE))
    return found


class _Pieces(dict[str, bytes]):
    """The words of what stands between two spaces, eight bytes each: above 2³² the form, a bit for a fact, the stem."""

    def __missing__(self, piece: str) -> bytes:
        words = b"".join(_packed(word[:_LONGEST_WORD]).to_bytes(8, "little") for word in _WORD.findall(piece))
        if len(piece) <= _CACHED:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = words
        return words


_PIECES = _Pieces()


def _packed(word: str) -> int:
    folded = fold(word)
    root = number(stem(folded))
    return number(folded) << 32 | _is_fact(word, root) << 31 | root


def _is_fact(word: str, root: int) -> bool:
    return word[0].isdigit() or (word[0].isupper() and _rarities().get(root, MOST_RARE) >= _RARE_NAME)


@cache
def _rarities() -> dict[int, float]:
    with np.load(_RARITY_FILE) as file:
        known = dict(zip(file["stems"].tolist(), (file["tenths"] / 10).tolist(), strict=True))
    return known | {number(stem(fold(word))): COMMON for word in _OURS}


@cache
def _table() -> tuple[Numbers, Weights]:
    known = sorted(_rarities().items())
    return np.array([root for root, _rare in known], np.uint32), np.array(
        [rare for _root, rare in known], np.float32
    )
