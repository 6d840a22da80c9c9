"""What a tone model may see of a sentence: its words, and where each stands from the target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Protocol

from nlp.folding import fold
from nlp.lexicon import Lexicon, load_lexicon
from nlp.morphology import parses

_WINDOW = 6  # words to each side whose distance counts
_NEAR = 3


class Word(Protocol):
    """What is read of a token: spaCy's own names."""

    @property
    def text(self) -> str: ...

    @property
    def lemma_(self) -> str: ...

    @property
    def ent_type_(self) -> str: ...


def tone_features(words: Sequence[Word], first: int, last: int) -> list[str]:
    """Names of the features that hold, each once. The target is words[first:last] of one sentence without spaces."""
    lexicon = load_lexicon()
    lemmas = ["@" if first <= at < last else fold(word.lemma_) for at, word in enumerate(words)]
    kinds = [kind_of(word.text) for word in words]
    return list(
        dict.fromkeys(
            (
                *_target(words, first, last),
                *_sentence(lemmas, kinds),
                *_windows(lemmas, kinds, first, last),
                *_verbs(words, lemmas, kinds, first, last),
                *_valence(lemmas, first, last, lexicon),
            )
        )
    )


def _target(words: Sequence[Word], first: int, last: int) -> Iterator[str]:
    head = words[first]
    yield "bias"
    yield f"ent={head.ent_type_ or _shape(head.text)}"
    yield f"case={_case(head.text)}"
    yield f"t={fold(words[last - 1].lemma_)}"
    yield f"place={min(4, 5 * first // max(1, len(words)))}"


def _sentence(lemmas: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    for lemma, kind in zip(lemmas, kinds, strict=True):
        if kind in ("NOUN", "VERB", "ADJ", "ADV", "NEG"):
            yield f"s={lemma}"


def _windows(lemmas: Sequence[str], kinds: Sequence[str], first: int, last: int) -> Iterator[str]:
    left = [at for at in range(first - 1, -1, -1) if kinds[at] != "PUNCT"][:_WINDOW]
    right = [at for at in range(last, len(lemmas)) if kinds[at] != "PUNCT"][:_WINDOW]
    for side, places in (("l", left), ("r", right)):
        for distance, at in enumerate(places):
            yield f"{side}={lemmas[at]}"
            yield f"near={lemmas[at]}"
            if distance < _NEAR:
                yield f"{side}{distance}={lemmas[at]}"
        for one, other in pairwise(places):
            yield f"{side}2={lemmas[one]}_{lemmas[other]}"


def _verbs(
    words: Sequence[Word], lemmas: Sequence[str], kinds: Sequence[str], first: int, last: int
) -> Iterator[str]:
    """The nearest verb on each side, with the target's case (who does it) and whether it is negated."""
    case = _case(words[first].text)
    left = next((at for at in range(first - 1, -1, -1) if kinds[at] == "VERB"), None)
    right = next((at for at in range(last, len(words)) if kinds[at] == "VERB"), None)
    for side, at in (("lv", left), ("rv", right)):
        if at is not None:
            negated = "!" if at and kinds[at - 1] == "NEG" else ""
            yield f"{side}={negated}{lemmas[at]}"
            yield f"{side}+{case}={negated}{lemmas[at]}"


def _valence(lemmas: Sequence[str], first: int, last: int, lexicon: Lexicon) -> Iterator[str]:
    """How many good and bad words stand near and far, a negation before turning them round."""
    good = lexicon.good_words | lexicon.good_verbs | lexicon.praise_of | lexicon.help_of
    bad = lexicon.bad_words | lexicon.bad_verbs | lexicon.attack_on | lexicon.failure_of | lexicon.blame
    counts: dict[str, int] = {}
    for at, lemma in enumerate(lemmas):
        if lemma not in good and lemma not in bad:
            continue
        turned = any(before in lexicon.negations for before in lemmas[max(0, at - 2) : at])
        sign = "+" if (lemma in good) != turned else "-"
        distance = min(abs(at - first), abs(at - last + 1))
        zone = "near" if distance <= _WINDOW else "far"
        counts[f"val{sign}{zone}"] = counts.get(f"val{sign}{zone}", 0) + 1
    for name, count in counts.items():
        yield from (f"{name}>{number}" for number in range(min(count, 3)))


_KINDS = {
    "NOUN": "NOUN", "VERB": "VERB", "INFN": "VERB", "GRND": "VERB", "PRTF": "ADJ", "PRTS": "VERB",
    "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "ADVB": "ADV", "PRED": "VERB",
}  # fmt: skip


def kind_of(text: str) -> str:
    """NOUN, VERB, ADJ, ADV, NEG, PUNCT or OTHER."""
    if not any(map(str.isalnum, text)):
        return "PUNCT"
    if text.lower() in ("не", "ни", "нет", "без", "никто", "никогда"):
        return "NEG"
    best: Any = parses(text.lower())[0].tag
    return _KINDS.get(str(best.POS), "OTHER")


def _case(text: str) -> str:
    return next((str(parse.tag.case) for parse in parses(text.lower())[:1] if parse.tag.case), "none")


def _shape(text: str) -> str:
    return "caps" if text.isupper() and len(text) > 1 else "Title" if text[:1].isupper() else "lower"
