"""In which case and gender a name stands, by what is beside it: its position, a preposition, the predicate."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from nlp.lexicon import load_lexicon
from nlp.morphology import parses
from nlp.positions import Position

_CASES_AFTER = {
    ("gent",): "без у из от до для против вместо около кроме после ради вокруг среди",
    ("datv",): "к ко по благодаря вопреки",
    ("accs",): "про через",
    ("ablt",): "над перед между",
    ("loct",): "о об обо при",
    ("ablt", "gent"): "с со",
    ("ablt", "accs"): "за под",
    ("accs", "loct"): "в на",
}
_GOVERNED = {word: cases for cases, words in _CASES_AFTER.items() for word in words.split()}
_PARTICLES = frozenset(
    ("не", "уже", "ещё", "тоже", "тут", "сегодня", "вчера", "также", "сам", "сама", "и", "теперь", "потом")
)


@dataclass(frozen=True, slots=True)
class NameCase:
    cases: frozenset[str]
    gender: str | None


def name_case(doc: Doc, person: Span, position: Position | None) -> NameCase:
    """What is known: nothing of the case is an empty set, nothing of the gender is None."""
    if position is not None:
        gender = position.gender or _predicate(doc, position.first, person.end)[1]
        return NameCase(position.cases, gender)
    before = doc[person.start - 1] if person.start else None
    if before is not None and before.lemma_ in load_lexicon().opinion_nouns:  # «по словам Иванова»
        return NameCase(frozenset(("gent",)), None)
    if before is not None and (governed := _GOVERNED.get(before.text.lower())):
        return NameCase(frozenset(governed), None)
    is_subject, gender = _predicate(doc, person.start, person.end)
    return NameCase(frozenset(("nomn",) if is_subject else ()), gender)


def _predicate(doc: Doc, start: int, end: int) -> tuple[bool, str | None]:
    """Is there a verb right behind the name, or one of speech before it, that the name is the subject of?"""
    behind = end
    while behind < min(len(doc), end + 3) and doc[behind].text.lower() in _PARTICLES:
        behind += 1
    for token in (doc[behind] if behind < len(doc) else None, doc[start - 1] if start else None):
        if token is not None and (found := _subject(token)):
            return True, found[0]
    return False, None


def _subject(token: Token) -> tuple[str | None] | None:
    """The gender that a finite verb in the singular wants of its subject."""
    best = parses(token.text.lower())[0].tag
    if best.POS not in ("VERB", "ADJS", "PRTS") or "plur" in best or "impr" in best or "1per" in best:
        return None
    if best.POS == "VERB" and "past" not in best and "3per" not in best:
        return None
    return (str(best.gender) if best.gender in ("masc", "femn") else None,)
