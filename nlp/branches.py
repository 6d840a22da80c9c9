"""«Челябинская областная организация профсоюза работников здравоохранения»: a branch belongs to its union."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.folding import Word
from nlp.lexicon import Lexicon
from nlp.matching import Match
from nlp.morphology import lemma, parses
from nlp.places import Gazetteer

_LONGEST = 6  # adjectives before «организация»


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """The match widened to its branch. `primary` says that it is a plant's own organization."""

    match: Match
    primary: bool = False


def widen(words: Sequence[Word], match: Match, floor: int, lexicon: Lexicon, gazetteer: Gazetteer) -> Branch:
    """The whole name of the branch. Nothing before word `floor`, where the match before it ends, is taken."""
    wide = replace(match, last=_after_region(words, match.last, gazetteer))
    first = match.first
    head = _head_of_branch(words, match, floor, lexicon)
    if head is None:
        return Branch(match=replace(wide, first=_adjectives_before(words, first, floor, lexicon, gazetteer)))
    first = _adjectives_before(words, head, floor, lexicon, gazetteer)
    forms = {lemma(word.form) for word in words[first : head + 1]}
    primary = bool(forms & (lexicon.primary_adjectives | lexicon.primary_nouns))
    return Branch(match=replace(wide, first=first), primary=primary)


def _head_of_branch(words: Sequence[Word], match: Match, floor: int, lexicon: Lexicon) -> int | None:
    before = match.first - 1
    if before < floor or "gent" not in match.cases:
        return None
    nouns = lexicon.branch_nouns | lexicon.primary_nouns
    return before if lemma(words[before].form) in nouns else None


def _adjectives_before(
    words: Sequence[Word], at: int, floor: int, lexicon: Lexicon, gazetteer: Gazetteer
) -> int:
    """The first of the adjectives that say which branch: a region's, «областная», «первичная»."""
    limit = max(floor, at - _LONGEST)
    first = at
    for here in range(at - 1, limit - 1, -1):
        form = words[here].form
        if not (form in gazetteer.adjectives or _is_branch_adjective(form, lexicon)):
            break
        first = here
    return first


def _is_branch_adjective(form: str, lexicon: Lexicon) -> bool:
    if lemma(form) not in lexicon.branch_adjectives | lexicon.primary_adjectives:
        return False
    return any(parse.tag.POS == "ADJF" for parse in parses(form))


def _after_region(words: Sequence[Word], last: int, gazetteer: Gazetteer) -> int:
    """Past a region or city in the genitive («… Челябинской области», «… по Курганской области»)."""
    at = last + 1 if last < len(words) and words[last].form in ("по", "в") else last
    found = gazetteer.names.longest(words, at)
    if found is None and at == last:
        found = gazetteer.cities.longest(words, at)
    if found is None or (at > last and words[last].form == "в"):
        return last
    return at + found[0]
