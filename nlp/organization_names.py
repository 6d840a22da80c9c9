"""How far the name of an organization reaches: «независимый профсоюз работников завода „Заря“», «профком школы № 5»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.folding import Word
from nlp.lexicon import load_lexicon
from nlp.morphology import lemmas, parses
from nlp.places import load_gazetteer

_PRIMARY = re.compile(
    r"первичн\w+ (?:профсоюзн\w+ )?организаци\w+|о?ппо|профорганизаци\w+|первичк\w+"
    r"|(?:студ)?профком(?:а|у|ом|е|ы|ов|ам|ами|ах|итет\w*)?"
    r"|профсоюзн\w+ (?:организаци\w+|комитет\w*)"
)
_UNION = re.compile(
    r"профсоюз(?:а|у|ом|е)?|профессиональн\w+ союз(?:а|у|ом|е)?"
    r"|(?:федераци|ассоциаци|объединени|конфедераци|конгресс)\w* профсоюзов"
)
_LONGEST_HEAD = 3
_LONGEST_SHORT = 6  # «ЦРБ», «ГРЭС»
_LONGEST_TAIL = 14
_LEGAL_FORMS = frozenset(
    {"ао", "оао", "пао", "ооо", "зао", "муп", "гуп", "фгуп", "гбуз", "мбоу", "гбоу", "нии", "чгсха"}
)


def find_heads(words: Sequence[Word]) -> Iterator[tuple[int, int, bool]]:
    """(first, last, primary) of «профком», «первичная профсоюзная организация», «профсоюз»."""
    at = 0
    while at < len(words):
        length, primary = _head_at(words, at)
        if length:
            yield at, at + length, primary
        at += max(length, 1)


def _head_at(words: Sequence[Word], at: int) -> tuple[int, bool]:
    if not words[at].form.startswith(("п", "о", "студпроф", "федерац", "ассоц", "конф", "конг")):
        return 0, False
    for length in range(min(_LONGEST_HEAD, len(words) - at), 0, -1):
        phrase = " ".join(word.form for word in words[at : at + length])
        if _PRIMARY.fullmatch(phrase):
            return length, True
        if _UNION.fullmatch(phrase):
            return length, False
    return 0, False


def find_tail(text: str, words: Sequence[Word], at: int, ends: dict[int, int], stops: set[int]) -> int:
    """Past the owner in the genitive: «… работников завода „Заря“», «… АО „Заря“», «… школы № 5»."""
    last = at
    while last < min(len(words), at + _LONGEST_TAIL):
        word = words[last]
        if word.start in stops:
            break
        if word.start in ends and (
            word.quoted or _is_genitive(word.form) or text[word.start : word.end].isupper()
        ):
            last = _past(words, last, ends[word.start])
        elif _belongs(text, words, at - 1, last):
            last += 1
        else:
            break
    while last > at and (
        words[last - 1].form in ("и", "-", ",", "№") or not words[last - 1].form[-1].isalnum()
    ):
        last -= 1
    return last


def _past(words: Sequence[Word], at: int, end: int) -> int:
    while at < len(words) and words[at].start < end:
        at += 1
    return at


def _belongs(text: str, words: Sequence[Word], head: int, at: int) -> bool:
    word = words[at]
    if word.form in _LEGAL_FORMS or word.form == "№" or word.form.isdigit():
        return True
    if word.quoted and text[word.start].isupper():
        return True
    if word.form in ("и", "-") and at + 1 < len(words):
        # Behind a proper name «и» begins another thing: «… завода „Заря“ и власти».
        ends_here = text[words[at - 1].start].isupper() or _head_at(words, at + 1)[0]
        return not ends_here and _is_genitive(words[at + 1].form)
    is_short = 1 < word.end - word.start < _LONGEST_SHORT and text[word.start : word.end].isupper()
    # What follows inside a quotation that opened behind the head belongs to it, whatever its case.
    return is_short or _is_genitive(word.form) or _inside_quotation(text, words, head, at)


def _inside_quotation(text: str, words: Sequence[Word], head: int, at: int) -> bool:
    before = text[words[head].start : words[at].start]
    return before.rfind("«") > before.rfind("»") and words[at].form[0].isalnum()


def _is_genitive(form: str) -> bool:
    best = parses(form)[:3]
    if (
        not form[0].isalpha()
        or not best
        or best[0].tag.POS in ("VERB", "PREP", "CONJ", "INFN", "ADVB", "PRCL", "NPRO")
    ):
        return False
    return any("gent" in parse.tag and parse.tag.POS in ("NOUN", "ADJF", "PRTF") for parse in best)


def first_adjective(text: str, words: Sequence[Word], first: int) -> int:
    """Back over «независимый», «областной», a region's adjective, or any other that is written with a capital."""
    lexicon, known = load_lexicon(), load_gazetteer().adjectives
    wanted = (
        lexicon.other_union_adjectives
        | lexicon.branch_adjectives
        | lexicon.primary_adjectives
        | lexicon.workplace_adjectives
    )
    while first:
        before = words[first - 1]
        if not (lemmas(before.form) & wanted or before.form in known or _is_capital_adjective(text, before)):
            break
        first -= 1
    return first


def _is_capital_adjective(text: str, word: Word) -> bool:
    found = parses(word.form)[:1]
    return (
        text[word.start].isupper()
        and bool(found)
        and found[0].tag.POS == "ADJF"
        and "Apro" not in found[0].tag
    )


def is_named(text: str, words: Sequence[Word], place: tuple[int, int, int], primary: bool) -> bool:
    """Is it somebody's in particular: with a proper name, or («профсоюз автомобильных рабочих») a trade?"""
    first, last, end = place
    tail = words[last:end]
    if primary and _is_of_workplace([*words[first:last], *tail]):
        return True
    if tail and not primary and first < last - 1 and text[words[first].start].isupper():
        return True
    if any(text[word.start].isupper() or word.form.isdigit() for word in tail):
        return True
    return not primary and len(tail) >= 2


def _is_of_workplace(words: Sequence[Word]) -> bool:
    """«Профком лицея», «заводская первичка», «студпрофком»."""
    lexicon = load_lexicon()
    return any(
        word.form.startswith("студпроф")
        or lemmas(word.form) & (lexicon.workplaces | lexicon.workplace_adjectives)
        for word in words
    )
