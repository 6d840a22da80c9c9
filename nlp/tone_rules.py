"""What a union's own field knows of tone: to fight for members is no fault, to win is good, to keep silent is not."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.folding import fold
from nlp.lexicon import Lexicon, load_lexicon
from nlp.morphology import lemmas, parses
from nlp.tone_deeds import deeds, is_negated, may_act
from nlp.tone_view import Word
from records.annotation import Speech

_REACH = 12  # words around in which a demand is the union's
_NEAR = 5  # words before the name in which it is praised or blamed
_BEHIND = 10
_LAID_ON = frozenset({"на", "к", "против", "в"})
_HINT = 0.3  # what a word of praise or scorn in the next sentence adds
_UNION_WORDS = (
    "профсоюз",
    "федераци",
    "облсовпроф",
    "организаци",
    "профорг",
    "здесь",
    "там",
    "они",
    "она",
    "он",
)


def told_features(
    words: Sequence[Word], first: int, last: int, behind: Sequence[Word], speech: Speech
) -> tuple[str, ...]:
    """What the rules make of words[first:last], as names of features for a model; `behind` is the next sentence."""
    if first == last:
        return (f"speech={speech}",)
    told = domain_score(words, first, last)
    found = [f"speech={speech}", f"told={round(2 * told)}", f"echo={round(3 * echo_score(behind))}"]
    return (*found, "fights") if is_fighting(words, first, last) else tuple(found)


def domain_score(words: Sequence[Word], first: int, last: int) -> float:
    """−1…1: what is said of the union words[first:last] in this sentence; 0 where nothing speaks for either side."""
    lexicon = load_lexicon()
    forms = [fold(word.lemma_) for word in words]
    score = (
        deeds(words, forms, first, last, lexicon)
        + _treatment(words, forms, first, last, lexicon)
        + _epithets(words, forms, first, last, lexicon)
    )
    return max(-1.0, min(1.0, score))


def echo_score(words: Sequence[Word]) -> float:
    """What the sentence behind adds, where it still speaks of unions or of «them»."""
    lexicon = load_lexicon()
    forms = [fold(word.lemma_) for word in words]
    if not any(form.startswith(_UNION_WORDS[:5]) or form in _UNION_WORDS for form in forms[:8]):
        return 0.0
    good = sum(form in lexicon.good_verbs or form in lexicon.good_words for form in forms)
    bad = sum(
        form in lexicon.bad_verbs or form in lexicon.bad_words or form in lexicon.failure_of for form in forms
    )
    return max(-1.0, min(1.0, _HINT * (good - bad)))


def is_fighting(words: Sequence[Word], first: int, last: int) -> bool:
    """Does the union demand or criticise here? Hard words of such a sentence are meant for others."""
    lexicon = load_lexicon()
    reach = {fold(word.lemma_) for word in words[max(0, first - _REACH) : last + _REACH]}
    return bool(reach & lexicon.protest) and (bool(reach & lexicon.adversaries) or may_act(words, first))


def _treatment(words: Sequence[Word], forms: Sequence[str], first: int, last: int, lexicon: Lexicon) -> float:
    """The union as the one who is thanked, helped by, blamed or left."""
    if [word.text.lower() for word in words[max(0, first - 3) : first]] == ["если", "бы", "не"]:
        return 0.9
    score = 0.0
    for at in range(max(0, first - _NEAR), min(len(words), last + _BEHIND)):
        if first <= at < last or any(word.text in ".;!?" for word in words[min(at, last) : max(at, first)]):
            continue
        weight = _weight(words, forms, at, (first, last), lexicon)
        score += -0.8 * weight if is_negated(forms, at, lexicon) else weight
    return score


def _weight(
    words: Sequence[Word], forms: Sequence[str], at: int, place: tuple[int, int], lexicon: Lexicon
) -> float:
    """What the word at `at` says of the union, negation aside."""
    first, _last = place
    known = lemmas(words[at].text.lower()) | {forms[at]}
    between = {word.text.lower() for word in words[at + 1 : first]}
    if known & lexicon.praise_of:
        return 0.7 if at < first else 0.5
    if at >= first:
        return -0.7 if known & lexicon.attack_on and not may_act(words, first) else 0.0
    if at >= first - 2 and known & (lexicon.help_of | lexicon.failure_of):
        return 0.6 if known & lexicon.help_of else -0.7
    leaves = forms[at].startswith(("вый", "выход"))
    attacked = known & lexicon.attack_on and "," not in between and (not leaves or "из" in between)
    blamed = known & lexicon.blame and between & _LAID_ON
    return -0.7 if attacked else -0.6 if blamed else 0.0


def _epithets(words: Sequence[Word], forms: Sequence[str], first: int, last: int, lexicon: Lexicon) -> float:
    """Adjectives right before the name, or said of it right behind: «карманный профсоюз», «профсоюз бесполезен»."""
    behind = range(last, min(len(words), last + 2)) if may_act(words, first) else range(0)
    beside = {forms[at] for at in range(max(0, first - 2), first) if _is_adjective(words[at], "ADJF")}
    beside |= {forms[at] for at in behind if _is_adjective(words[at], "ADJS")}
    return 0.5 * bool(beside & lexicon.good_words) - 0.6 * bool(beside & lexicon.bad_words)


def _is_adjective(word: Word, kind: str) -> bool:
    return any(kind == parse.tag.POS for parse in parses(word.text.lower())[:2])
