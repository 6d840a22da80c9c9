"""A view as numbers: of each word its kind, case, relation, distance from the target, and what lists say of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from nlp.folding import fold
from nlp.lexicon import load_lexicon
from nlp.morphology import parses
from nlp.tone_valence import valence_of
from nlp.tone_view import OWN, UNION, View

Ints = npt.NDArray[np.int32]
# The columns, and how many values each has.
SIZES = {
    "kind": 19, "case": 7, "label": 4, "relation": 34, "distance": 17, "tree": 26, "mark": 4, "below": 34,
    "sentence": 3, "quoted": 2, "list": 19, "sign": 24, "valence": 7,
}  # fmt: skip
COLUMN = {name: at for at, name in enumerate(SIZES)}
KINDS = (
    "NOUN", "VERB", "INFN", "GRND", "PRTF", "PRTS", "ADJF", "ADJS", "COMP", "ADVB", "PRED", "NPRO", "PREP", "CONJ",
    "PRCL", "INTJ", "NUMR", "PUNCT", "OTHER",
)  # fmt: skip
CASES = ("none", "nomn", "gent", "datv", "accs", "ablt", "loct")
_LABELS = ("", "PER", "ORG", "LOC")
RELATIONS = (
    "nsubj", "nmod", "punct", "appos", "flat", "root", "amod", "xcomp", "obj", "cc", "conj", "obl", "mark", "advmod",
    "case", "det", "nsubj:pass", "aux", "acl", "advcl", "flat:name", "ccomp", "nummod", "parataxis", "csubj", "fixed",
    "iobj", "discourse", "cop", "list", "orphan", "expl", "compound",
)  # fmt: skip
_LISTS = (
    "negations", "good_verbs", "bad_verbs", "good_manner", "bad_manner", "praise_of", "help_of", "blame",
    "failure_of", "attack_on", "good_words", "bad_words", "adversaries", "protest", "speech_verbs", "opinion_nouns",
    "own_people", "positions",
)  # fmt: skip
_SIGNS = '.,!?…:;«»"()-–—„“”'
_STEPS = (0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7)  # of distances; farther ones are 8
_FAR = 8
_TREE_REACH = 4
_MILD, _CLEAR, _STRONG = 0.7, 1.3, 2.0  # of valence


def rows_of(view: View) -> Ints:
    """(words, columns of SIZES)."""
    below = {
        at: relation_number(view.relations[at]) for at in range(view.first, view.last) if view.heads[at] >= 0
    }
    heads = {view.heads[at]: number for at, number in below.items()}
    tree = tree_codes(view.heads, view.sentences, view.first, view.last)
    rows = [
        (
            *_facts(word, lemma_, view.name if view.first <= at < view.last else word),
            at,
        )
        for at, (word, lemma_) in enumerate(zip(view.words, view.lemmas, strict=True))
    ]
    return np.array(
        [
            (
                kind, case, _LABELS.index(view.labels[at]) if view.labels[at] in _LABELS else 0,
                relation_number(view.relations[at]), _distance(at, view.first, view.last), tree[at], view.marks[at],
                heads.get(at, 0), view.sentences[at], view.quoted[at], listed, sign, valence,
            )
            for kind, case, listed, sign, valence, at in rows
        ],
        dtype=np.int32,
    )  # fmt: skip


@cache
def relation_number(name: str) -> int:
    base = name if name in RELATIONS else name.split(":", maxsplit=1)[0]
    return RELATIONS.index(base) + 1 if base in RELATIONS else 0


@lru_cache(maxsize=100_000)
def kind_and_case(word: str) -> tuple[str, str]:
    if not any(map(str.isalnum, word)):
        return "PUNCT", "none"
    tag = parses(word.lower())[0].tag
    kind, case = str(tag.POS), str(tag.case)
    return (kind if kind in KINDS else "OTHER"), (case if case in CASES else "none")


def tree_codes(heads: Sequence[int], sentences: Sequence[int], first: int, last: int) -> list[int]:
    """Steps up from the target to the nearest word above both, and down from it: 1 + 5 × up + down, 0 for no way."""
    top = next((at for at in range(first, last) if not first <= heads[at] < last), first)
    above = {at: steps for steps, at in reversed(list(enumerate(_way_up(heads, top))))}
    codes = []
    for at, place in enumerate(sentences):
        met = next(((above[one], down) for down, one in enumerate(_way_up(heads, at)) if one in above), None)
        codes.append(
            0 if met is None or place != OWN else 1 + 5 * min(met[0], _TREE_REACH) + min(met[1], _TREE_REACH)
        )
    return codes


def _way_up(heads: Sequence[int], at: int) -> list[int]:
    way, seen = [at], {at}
    while (at := heads[at]) >= 0 and at not in seen and len(way) < 40:
        way.append(at)
        seen.add(at)
    return way


def _distance(at: int, first: int, last: int) -> int:
    by = first - at if at < first else 0 if at < last else at - last + 1
    step = _STEPS[by] if by < len(_STEPS) else _FAR
    return _FAR + (-step if at < first else step)


@lru_cache(maxsize=100_000)
def _facts(word: str, lemma_: str, name: str) -> tuple[int, int, int, int, int]:
    """Kind, case, list, sign and valence; an organization has the case of its name's first word."""
    case = CASES.index(kind_and_case(name)[1])
    if word == UNION:
        return 0, case, 0, 0, 3
    kind = KINDS.index(kind_and_case(word)[0])
    return kind, case, _list_number(fold(lemma_)), _sign_number(word), _valence_step(word, kind)


def _list_number(folded: str) -> int:
    lexicon = load_lexicon()
    return next((at for at, name in enumerate(_LISTS, 1) if folded in getattr(lexicon, name)), 0)


def _sign_number(word: str) -> int:
    if word[:1].isdigit():
        return len(_SIGNS) + 1
    return _SIGNS.index(word[0]) + 1 if word[:1] in _SIGNS else 0


def _valence_step(word: str, kind: int) -> int:
    if KINDS[kind] in ("PUNCT", "PREP", "CONJ", "NPRO", "NUMR", "OTHER", "PRCL", "INTJ"):
        return 3
    value = valence_of(word.lower())
    size = sum(abs(value) > bound for bound in (_MILD, _CLEAR, _STRONG))
    return 3 + (size if value > 0 else -size)
