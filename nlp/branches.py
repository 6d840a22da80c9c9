"""«Челябинская областная организация профсоюза работников здравоохранения»: a branch belongs to its union."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.folding import Word
from nlp.lexicon import Lexicon, load_lexicon
from nlp.matching import Match
from nlp.morphology import lemma, parses
from nlp.places import Gazetteer, load_gazetteer

_LONGEST = 6  # adjectives before «организация»


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """The match widened to its branch. `primary` says that it is a plant's own organization."""

    match: Match
    primary: bool = False


def widen(text: str, words: Sequence[Word], match: Match, floor: int) -> Branch:
    """The whole name of the branch. Nothing before word `floor`, where the match before it ends, is taken."""
    lexicon = load_lexicon()
    wide = replace(match, last=_after_region(words, match.last, load_gazetteer()))
    head = _head_of_branch(words, match, floor, lexicon)
    if head is None:
        return Branch(match=replace(wide, first=_adjectives_before(text, words, match.first, floor)))
    first = _adjectives_before(text, words, head, floor)
    forms = {lemma(word.form) for word in words[first : head + 1]}
    primary = bool(forms & (lexicon.primary_adjectives | lexicon.primary_nouns))
    placed = first < head or wide.last > match.last
    if lemma(words[head].form) in lexicon.branch_nouns_of_place and not placed:
        return Branch(match=wide)
    return Branch(match=replace(wide, first=first), primary=primary)


def _head_of_branch(words: Sequence[Word], match: Match, floor: int, lexicon: Lexicon) -> int | None:
    before = match.first - 1
    if before < floor or "gent" not in match.cases:
        return None
    nouns = lexicon.branch_nouns | lexicon.branch_nouns_of_place | lexicon.primary_nouns
    return before if lemma(words[before].form) in nouns else None


def _adjectives_before(text: str, words: Sequence[Word], at: int, floor: int) -> int:
    """The first of the adjectives that say which branch: a region's, «областная», «первичная», «Тольяттинская»."""
    known = load_gazetteer().adjectives
    first = at
    for here in range(at - 1, max(floor, at - _LONGEST) - 1, -1):
        form = words[here].form
        of_city = first < at and text[words[here].start].isupper() and _is_adjective(form)
        if not (form in known or of_city or _is_branch_adjective(form)):
            break
        first = here
    return first


def _is_branch_adjective(form: str) -> bool:
    lexicon = load_lexicon()
    return lemma(form) in lexicon.branch_adjectives | lexicon.primary_adjectives and _is_adjective(form)


def _is_adjective(form: str) -> bool:
    return any(parse.tag.POS == "ADJF" and "Apro" not in parse.tag for parse in parses(form))


def _after_region(words: Sequence[Word], last: int, gazetteer: Gazetteer) -> int:
    """Past a region or city in the genitive («… Челябинской области», «… по Курганской области»)."""
    at = last + 1 if last < len(words) and words[last].form in ("по", "в") else last
    found = gazetteer.names.longest(words, at)
    if found is None and at == last:
        found = gazetteer.cities.longest(words, at)
    if found is None or (at > last and words[last].form == "в"):
        return last
    return at + found[0]
