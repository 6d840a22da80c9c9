"""Case forms of a name given in the nominative: its head noun and the adjectives before it decline, no more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from nlp.folding import split_words
from nlp.morphology import CASES, adjective_forms, adjective_gender, is_known, is_nominative_noun, noun_forms

Form = tuple[str, ...]
_LONG_NAME = 7  # letters; a shorter word in capitals is an abbreviation and has no case forms


@lru_cache(maxsize=50_000)
def case_forms(phrase: str) -> dict[Form, frozenset[str]]:
    """Every form of the phrase as folded words, with the cases it may stand in. The nominative always is one."""
    words = tuple(word.form for word in split_words(phrase))
    forms: dict[Form, set[str]] = {words: {"nomn"}}
    head = _find_head(words)
    if head is None or _is_abbreviation(phrase, words):
        return {words: frozenset(CASES)}
    for case in CASES:
        for form in _forms_in_case(words, head, case):
            forms.setdefault(form, set()).add(case)
    if len(words) == 1 and not is_known(words[0]):
        forms[words].update(CASES)  # a brand may stay undeclined: «организация РОСПРОФЖЕЛ»
    return {form: frozenset(cases) for form, cases in forms.items()}


def _find_head(words: Form) -> int | None:
    """The place of the head noun: the first word that is no adjective, if it can be a nominative noun."""
    for at, word in enumerate(words):
        after = words[at + 1 : at + 3]
        if after[:1] == ("-",) and not (after == ("-", "на") or _ends_group(words, at)):
            continue
        if word == "-" or adjective_gender(word):
            continue
        return at if is_nominative_noun(word) or _is_name(word) else None
    return None


def _ends_group(words: Form, at: int) -> bool:
    """Is it a noun with its adjectives before it, so that a dash behind it begins an apposition?"""
    return at > 0 and words[at - 1] != "-" and is_nominative_noun(words[at])


def _is_name(word: str) -> bool:
    return len(word) > 3 and word.isalpha() and not is_known(word)


def _is_abbreviation(phrase: str, words: Form) -> bool:
    first = phrase.split(maxsplit=1)[0].strip("«»\"'(")
    return first.isupper() and len(first) < _LONG_NAME and not adjective_gender(words[0])


def _forms_in_case(words: Form, head: int, case: str) -> Iterator[Form]:
    choices = [
        _choices(word, case) if words[at + 1] != "-" else [word] for at, word in enumerate(words[:head])
    ]
    choices.append(sorted(noun_forms(words[head], case)) or [words[head]])
    for start in product(*choices):
        yield (*start, *words[head + 1 :])


def _choices(word: str, case: str) -> list[str]:
    gender = adjective_gender(word)
    return sorted(adjective_forms(word, gender, case)) or [word] if gender else [word]
