"""The words by which a union is called again without its name: «федерация», «обком», «отраслевой профсоюз»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp.enumerations import after_members
from nlp.folding import Word
from nlp.lexicon import load_lexicon
from nlp.morphology import adjective_gender, lemma, lemmas, parses
from nlp.places import compound_at, load_gazetteer

Kind = Literal["federation", "council", "association", "branch", "local", "trade", "any"]
_FEDERATION = frozenset({"федерация", "федерации", "федерацию", "федерацией", "федерациею"})
_UNION = frozenset({"профсоюз", "профсоюза", "профсоюзу", "профсоюзом", "профсоюзе"})
_OFFICE = frozenset({"обком", "крайком", "реском", "рескомитет", "терком", "дорком"})
_LOCAL_OFFICE = frozenset({"райком", "горком"})
_OFFICE_STEMS = ("об", "кра", "рес", "тер", "дор", "рег", "рай", "гор")
_ORGANIZATION = frozenset({"организация", "комитет"})
_ASSOCIATION = frozenset({"объединение", "объединения", "объединению", "объединением", "объединении"})
_LEVELS = frozenset(
    {"областной", "краевой", "республиканский", "региональный", "территориальный", "отраслевой"}
)
_CLOSING = '»”"'
_LONGEST_QUOTED = 60  # characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """Words `first` to `last` (exclusive); `regions` are what an adjective before says («Курганский обком»)."""

    first: int
    last: int
    kind: Kind
    regions: frozenset[str] = frozenset()


def find_candidates(text: str, words: Sequence[Word]) -> Iterator[Description]:
    """All in order, but for parts of other names and what means no organization in particular."""
    at = 0
    while at < len(words):
        found = _placed(words, _candidate(words, at))
        if found and not _goes_on(text, words, found):
            yield found
        at = found.last if found else at + 1


def _placed(words: Sequence[Word], seen: Description | None) -> Description | None:
    """With the region's adjective before it."""
    if seen is None or not seen.first or seen.kind in ("any", "trade"):
        return seen
    known, first = load_gazetteer().adjectives, seen.first - 1
    if first >= 2 and compound_at(words, first - 2) in known:
        first -= 2
        return replace(seen, first=first, regions=frozenset(known[compound_at(words, first)]))
    if words[first].form in known:
        return replace(seen, first=first, regions=frozenset(known[words[first].form]))
    return seen


def _candidate(words: Sequence[Word], at: int) -> Description | None:
    form = words[at].form
    if form in _UNION:
        return _union_at(words, at)
    if form in _FEDERATION or form in _ASSOCIATION:
        kind: Kind = "federation" if form in _FEDERATION else "association"
        return Description(first=at, last=after_members(words, at + 1), kind=kind)
    return _office_at(words, at) if form.startswith(_OFFICE_STEMS) else None


def _office_at(words: Sequence[Word], at: int) -> Description | None:
    """«Обком», «обком профсоюза»; a bare «райком» is of another kind, for parties have them too."""
    forms = lemmas(words[at].form)
    if not forms & (_OFFICE | _LOCAL_OFFICE):
        return _levelled(words, at) if forms & _LEVELS else None
    last = _after_union(words, at + 1)
    kind: Kind = "local" if forms & _LOCAL_OFFICE and last == at + 1 else "branch"
    return Description(first=at, last=last, kind=kind)


def _levelled(words: Sequence[Word], at: int) -> Description | None:
    """«Областная организация», «областной совет»."""
    noun = lemma(words[at + 1].form) if at + 1 < len(words) else ""
    if noun in _ORGANIZATION:
        return Description(first=at, last=_after_union(words, at + 2), kind="branch")
    return (
        Description(first=at, last=after_members(words, at + 2), kind="council") if noun == "совет" else None
    )


def _union_at(words: Sequence[Word], at: int) -> Description:
    trade = at > 0 and lemma(words[at - 1].form) == "отраслевой"
    return Description(first=at - trade, last=at + 1, kind="trade" if trade else "any")


def _after_union(words: Sequence[Word], at: int) -> int:
    """«… профсоюза», «… отраслевого профсоюза»."""
    if at < len(words) and words[at].form == "отраслевого":
        at += 1
    return at + 1 if at < len(words) and words[at].form == "профсоюза" else at


def _goes_on(text: str, words: Sequence[Word], seen: Description) -> bool:
    """Is it a part of another name, or no organization in particular?"""
    if seen.first and _stands_against(text, words[seen.first - 1], seen.kind):
        return True
    if _ends_quoted_name(text, words[seen.first].start, words[seen.last - 1].end):
        return True
    return seen.last < len(words) and _continues(text, words[seen.last])


def _continues(text: str, after: Word) -> bool:
    """A quoted name, the second half of «профсоюз-партнёр», a name in Latin letters, an owner."""
    quoted = after.quoted and text[after.start].isupper()
    joined = after.form == "-" and text[after.start - 1 : after.start] != " "
    latin = after.form.isascii() and after.form.isalnum()
    return quoted or joined or latin or _belongs_to_name(text, after)


def _ends_quoted_name(text: str, start: int, end: int) -> bool:
    """«Газпром добыча Ямбург профсоюз»: the last word of a short quotation that begins with a capital."""
    if text[end : end + 1] not in _CLOSING or end >= len(text):
        return False
    if text[start - 1 : start] in ("«", "„", "“", '"'):
        return True  # the word itself is spoken of
    opened = max(text.rfind(mark, max(0, end - _LONGEST_QUOTED), end) for mark in '«„“"')
    return opened >= 0 and text[opened + 1 : opened + 2].isupper() and " " in text[opened:end]


def _belongs_to_name(text: str, word: Word) -> bool:
    """«Федерация футбола», «профсоюз шахты»: a noun or adjective in the genitive that is no person's name."""
    readings = parses(word.form)
    if text[word.start].isupper():
        return not any(mark in parse.tag for parse in readings for mark in ("Name", "Surn", "Patr"))
    best = readings[0].tag
    if any(parse.tag.POS in ("ADJS", "VERB") for parse in readings[:3]):
        return False  # «в обкоме рады», «федерация права»
    return best.POS in ("NOUN", "ADJF", "PRTF") and any(
        "gent" in parse.tag and parse.tag.POS in ("NOUN", "ADJF") for parse in readings[:3]
    )


def _stands_against(text: str, word: Word, kind: Kind) -> bool:
    lexicon = load_lexicon()
    form = lemma(word.form)
    if kind == "federation" and text[word.start].isupper() and form in ("совет", "российский"):
        return True
    if form in lexicon.membership:
        return kind in ("any", "trade")
    if adjective_gender(form) and any(parse.tag.POS == "ADJF" for parse in parses(word.form)[:1]):
        return form not in lexicon.plain_adjectives and word.form not in load_gazetteer().adjectives
    return False
