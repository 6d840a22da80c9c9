"""What a union's own field knows of tone: to fight for members is no fault, to win is good, to keep silent is not."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.folding import fold
from nlp.lexicon import Lexicon, load_lexicon
from nlp.morphology import lemmas, parses
from nlp.tone_features import Word

_REACH = 12  # words to either side that may speak of the union
_CLOSE = 4
_BREAKS = frozenset(".;!?")
_SOURCES = frozenset(
    {"сообщить", "заявить", "рассказать", "отметить", "подчеркнуть", "напомнить", "пояснить"}
)


def domain_score(words: Sequence[Word], first: int, last: int) -> float:
    """−1…1: what is said of the union words[first:last] in this sentence; 0 where nothing speaks for either side."""
    lexicon = load_lexicon()
    forms = [fold(word.lemma_) for word in words]
    place = (first, last)
    score = (
        _by_deeds(words, forms, place, lexicon)
        + _by_treatment(words, forms, place, lexicon)
        + _by_epithets(forms, place, lexicon)
    )
    return max(-1.0, min(1.0, score))


def is_fighting(words: Sequence[Word], first: int, last: int) -> bool:
    """Does the union demand or criticise here? Hard words of such a sentence are meant for others."""
    lexicon = load_lexicon()
    reach = [fold(word.lemma_) for word in words[max(0, first - _REACH) : last + _REACH]]
    return bool(set(reach) & lexicon.protest) and (
        bool(set(reach) & lexicon.adversaries) or _may_act(words, first)
    )


def _by_deeds(words: Sequence[Word], forms: Sequence[str], place: tuple[int, int], lexicon: Lexicon) -> float:
    """The union as the one who acts: «профсоюз добился», «не без помощи» aside."""
    first, last = place
    if not _may_act(words, first):
        return 0.0
    score = 0.0
    for at in _reachable(words, first, last):
        form, known = forms[at], lemmas(words[at].text.lower())
        sign = 1.0 if known & lexicon.good_verbs else -1.0 if known & lexicon.bad_verbs else 0.0
        if not sign or not _is_predicate(words[at].text) or form in _SOURCES:
            continue
        turned = _is_negated(forms, at, lexicon)
        # «не молчит» is good; «не отказался» says little.
        score += sign * (-0.7 if turned else 0.7) * (0.5 if turned and sign < 0 else 1.0)
        break
    return score


def _by_treatment(
    words: Sequence[Word], forms: Sequence[str], place: tuple[int, int], lexicon: Lexicon
) -> float:
    """The union as the one who is thanked, helped by, blamed or sued."""
    first, last = place
    score = 0.0
    for at in range(max(0, first - _CLOSE - 2), min(len(words), last + _CLOSE)):
        if first <= at < last:
            continue
        known = lemmas(words[at].text.lower()) | {forms[at]}
        if known & lexicon.praise_of and at < first:
            score += 0.0 if _is_negated(forms, at, lexicon) else 0.6
        elif known & lexicon.attack_on and _is_object(words, first, at, forms):
            score -= 0.0 if _is_negated(forms, at, lexicon) else 0.7
    return score


def _by_epithets(forms: Sequence[str], place: tuple[int, int], lexicon: Lexicon) -> float:
    """Adjectives right before the name, or what it is called right behind: «карманный профсоюз»."""
    first, last = place
    beside = [*forms[max(0, first - 2) : first], *forms[last : last + 2]]
    good = sum(form in lexicon.good_words for form in beside)
    bad = sum(form in lexicon.bad_words for form in beside)
    return 0.4 * (good > bad) - 0.6 * (bad > good)


def _may_act(words: Sequence[Word], first: int) -> bool:
    """Can the name be a subject, or («профсоюзом подписано») the doer of a passive?"""
    found = parses(words[first].text.lower())[:4]
    cases = {str(parse.tag.case) for parse in found if parse.tag.case}
    before = words[first - 1].text.lower() if first else ""
    if before in (
        "в",
        "с",
        "к",
        "от",
        "из",
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
    ):
        return False
    return not cases or "nomn" in cases or "ablt" in cases


def _reachable(words: Sequence[Word], first: int, last: int) -> list[int]:
    """Places of words in the same clauses, those behind the name first, then those before it."""
    behind: list[int] = []
    for at in range(last, min(len(words), last + _REACH)):
        if words[at].text in _BREAKS or words[at].ent_type_ == "PER":
            break
        behind.append(at)
    before: list[int] = []
    for at in range(first - 1, max(-1, first - _CLOSE - 1), -1):
        if words[at].text in _BREAKS or words[at].text == "," or words[at].ent_type_ == "PER":
            break
        before.append(at)
    return [*behind, *before]


def _is_object(words: Sequence[Word], first: int, at: int, forms: Sequence[str]) -> bool:
    """Is the blame at `at` laid on the union, not spoken by it?"""
    if at < first:
        return not any(forms[here] in ("что", ",") for here in range(at + 1, first))
    return not _may_act(words, first)


def _is_predicate(text: str) -> bool:
    return any(parse.tag.POS in ("VERB", "PRTS", "INFN", "GRND") for parse in parses(text.lower())[:2])


def _is_negated(forms: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    return any(form in lexicon.negations for form in forms[max(0, at - 2) : at])
