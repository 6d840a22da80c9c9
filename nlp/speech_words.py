"""Verbs and nouns of speaking, as forms in a text."""

from __future__ import annotations

from functools import lru_cache

from nlp.folding import fold
from nlp.lexicon import load_lexicon
from nlp.morphology import lemma, parses

_SURE = ("уверен", "убежден", "убеждён")  # which pymorphy takes for passive participles


@lru_cache(maxsize=50_000)
def is_telling_verb(word: str) -> bool:
    """«Сказал», «уверен», «напоминает»; not «думаю», «скажите», «сказано», which are nobody else's words."""
    if word.startswith(_SURE):
        return True
    return any(
        fold(parse.normal_form) in load_lexicon().speech_verbs
        and parse.tag.POS in ("VERB", "ADJS", "GRND", "PRTF")
        and not any(mark in parse.tag for mark in ("1per", "2per", "impr"))
        for parse in parses(word.lower())
    )


@lru_cache(maxsize=50_000)
def is_judging_verb(word: str) -> bool:
    """«Обвинил», «упрекает», «ругал»: whoever it is aimed at stands in somebody's words."""
    best = parses(word.lower())[0]
    return (
        fold(best.normal_form) in load_lexicon().judging_verbs
        and best.tag.POS in ("VERB", "GRND")
        and not any(mark in best.tag for mark in ("1per", "2per", "impr"))
    )


def is_opinion_noun(word: str) -> bool:
    return lemma(word) in load_lexicon().opinion_nouns
