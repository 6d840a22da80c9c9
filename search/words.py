"""The words of a text as both engines index them: where one begins and ends, and which form stands for all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

# Function words only. Lucene's Russian list also holds «человек», «жизнь», «хорошо», «нельзя»: words of our texts.
_STOP_WORDS = """
а без бы был была были было быть в вам вас вдруг ведь во вот впрочем все всего всех всю вы где да
даже для до его ее ей ему если есть еще ж же за зачем здесь и из или им иногда их к как какая
какой когда кто куда ли между меня мне мой моя мы на над надо нас не него нее ней нему ним них но
ну о об он она они оно от перед по под потом потому почти при про с свою себе себя со так такой
там тебя тем теперь то тогда того тоже той том тот ту тут ты у уж уже хоть чего чем через что чтоб
чтобы чуть эта эти это этим этих этого этой этом этот эту я
"""
STOP_WORDS = tuple(_STOP_WORDS.split())

# A word in Unicode's sense (UAX 29) also runs through these signs: «10,5», «example.org», «д'Артаньян», «a_b». Here
# they part words, as they do in a search box; U+202F is the narrow space of «10 000».
JOINERS = (
    ".,:;'_‘’․‧·\u202f\u203f\u2040\u2044\uff07\uff0c\uff0e\uff1a\uff1b\uff3f\u066c\u060c\u060d\u05f4\u0387"
)
LONGEST = 100  # characters of a word form or a lemma; both engines index such a one whole
# Invisible or decorative: soft hyphens, zero-width spaces, NUL, and the stress mark of «за́мок».
_DROPPED = dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, 0x301, 0])
# Latin letters that nobody can tell from the Cyrillic ones, each in its case. Only in a word that has Cyrillic letters:
# «coke» is no «соке».
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYËaceopxyë", "АВСЕНКМОРТХУЁасеорхуё")
_LATIN, _CYRILLIC = "A-Za-zËë", "А-Яа-яЁё"
_MIXED = re.compile(f"[{_LATIN}](?=[{_CYRILLIC}])|[{_CYRILLIC}](?=[{_LATIN}])")
_LETTERS = re.compile(f"[{_LATIN}{_CYRILLIC}]+")


@dataclass(frozen=True, slots=True)
class Word:
    """`stem` stands for all forms; the word itself is `text[start:end]`. `position` counts all words of the text."""

    stem: str
    start: int
    end: int
    position: int


def clean(text: str) -> str:
    """The text without what is not seen: it is in this form that texts are indexed, shown and asked for.

    Nobody sees the invisible signs, nor that a letter of «пpофсоюз» is a Latin one.
    """
    seen = drop_unseen(text)
    return _LETTERS.sub(_mend_mixed, seen) if _MIXED.search(seen) else seen


def drop_unseen(text: str) -> str:
    """The letters stay as they are: for addresses."""
    well_formed = text.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", well_formed).translate(_DROPPED)


def _mend_mixed(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LOOK_ALIKES) if _MIXED.search(word) else word


def fold(text: str) -> str:
    """ё as е; the length does not change."""
    return text.replace("ё", "е").replace("Ё", "Е")  # five times as fast as `translate`, for whole texts


def word_form(text: str, word: Word) -> str:
    """The word as it stands in the text, in comparable letters."""
    return comparable(text[word.start : word.end])


def comparable(word: str) -> str:
    """As word forms are indexed: lower case, ё as е, of bounded length."""
    return fold(word.lower())[:LONGEST]


def words(text: str) -> Iterator[Word]:
    for token in analyzer().pre_tokenize(fold(text)).tokens:
        yield Word(token.text, token.char_offset_from, token.char_offset_to, token.position)


@cache
def analyzer() -> TextAnalyzer:
    """What `mapping.ANALYSIS` says, in tantivy's terms."""
    one_by_one = r"\p{Han}\p{Hiragana}"
    begins = rf"[[\p{{L}}\p{{Nd}}\p{{Nl}}]--[{one_by_one}]]"
    continues = rf"[[\p{{L}}\p{{Nd}}\p{{Nl}}\p{{M}}\p{{Cf}}]--[{one_by_one}]]"
    return (
        TextAnalyzerBuilder(Tokenizer.regex(rf"[{one_by_one}]\p{{M}}*|{begins}{continues}*"))
        .filter(Filter.lowercase())
        .filter(Filter.custom_stopword(list(STOP_WORDS)))
        .filter(Filter.stemmer("russian"))
        .build()
    )
