"""Tone by what a union does: «добился выплат», «промолчал», «юрист ФНПР доказала»."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.lexicon import Lexicon
from nlp.morphology import lemmas, parses
from nlp.tone_view import Word

_BEHIND, _BEFORE = 12, 5  # words that may speak of the union's deed
_BREAKS = frozenset(".;!?")
_PREPOSITIONS = frozenset(
    (
        "с",
        "к",
        "от",
        "для",
        "на",
        "по",
        "за",
        "о",
        "об",
        "у",
        "со",
        "перед",
        "при",
        "без",
        "против",
        "через",
        "про",
    )
)
_QUESTIONS = frozenset(("кого", "что", "зачем", "почему", "где", "куда", "чем", "как", "кому", "кто"))
_DEED = 0.7


def deeds(words: Sequence[Word], forms: Sequence[str], first: int, last: int, lexicon: Lexicon) -> float:
    """Above 0 for good deeds of words[first:last], below for bad ones; `forms` are the folded lemmas."""
    start = _first_of_actor(words, forms, first, lexicon)
    asked = words[-1].text == "?" or words[0].text.lower() in _QUESTIONS
    if start is None or asked:
        return 0.0
    score, seen = 0.0, 0
    for at in _clause(words, start, last):
        sign = _sign(words[at], forms[at], lexicon)
        if sign and seen < 2:
            seen += 1
            turned = is_negated(forms, at, lexicon)
            # «не добился» is bad; «не промолчал» is good, though less so than a deed.
            score += sign * _DEED * (1.0 if not turned else -0.5 if sign < 0 else -1.0)
    return max(-1.0, min(1.0, score))


def may_act(words: Sequence[Word], first: int) -> bool:
    """Can the name be a subject, or («профсоюзом подписано») the doer of a passive?"""
    cases = {str(parse.tag.case) for parse in parses(words[first].text.lower())[:4] if parse.tag.case}
    before = words[first - 1].text.lower() if first else ""
    if before in _PREPOSITIONS:
        return False
    return before in ("в", "из") or not cases or "nomn" in cases or "ablt" in cases


def is_negated(forms: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    return any(form in lexicon.negations for form in forms[max(0, at - 2) : at])


def _first_of_actor(words: Sequence[Word], forms: Sequence[str], first: int, lexicon: Lexicon) -> int | None:
    """Where the actor's words begin: the name, or those of its people before it; None where it does not act."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if forms[at] in lexicon.own_people:
            return at
        if words[at].text in _BREAKS or words[at].text == ",":
            break
    return first if may_act(words, first) else None


def _clause(words: Sequence[Word], first: int, last: int) -> list[int]:
    """Places of words that may be the predicate: before the name up to a comma, behind it up to the sentence's end."""
    before: list[int] = []
    for at in range(first - 1, max(-1, first - _BEFORE - 1), -1):
        if words[at].text in _BREAKS or words[at].text == ",":
            break
        before.append(at)
    behind: list[int] = []
    for at in range(last, min(len(words), last + _BEHIND)):
        if words[at].text in _BREAKS:
            break
        behind.append(at)
    return sorted([*before, *behind])


def _sign(word: Word, form: str, lexicon: Lexicon) -> float:
    known = lemmas(word.text.lower()) | {form}
    if form in lexicon.good_manner or form in lexicon.bad_manner:
        return 0.6 if form in lexicon.good_manner else -0.6
    if not any(parse.tag.POS in ("VERB", "PRTS", "INFN", "GRND") for parse in parses(word.text.lower())[:2]):
        return 0.0
    return 1.0 if known & lexicon.good_verbs else -1.0 if known & lexicon.bad_verbs else 0.0
