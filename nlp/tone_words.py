"""A view as names of features: which words stand where around the target, and how its sentence hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp.folding import fold
from nlp.tone_rows import kind_and_case
from nlp.tone_view import OTHERS, OWN, View

_WINDOW, _NEAR = 6, 3  # words to each side of which the side, and of which the distance counts
_UP = 4  # steps from the target to the words above it
_CONTENT = frozenset(("NOUN", "VERB", "INFN", "GRND", "PRTF", "PRTS", "ADJF", "ADJS", "COMP", "ADVB", "PRED"))
_NEGATIONS = frozenset(("не", "ни"))


def word_features(view: View) -> list[str]:
    """Names of the features that hold, each once."""
    forms = [_form(view, at) for at in range(len(view.words))]
    found = ("bias", *_of_target(view), *_around(view, forms), *_above(view, forms), *_under(view, forms))
    return list(dict.fromkeys(found))


def _form(view: View, at: int) -> str:
    """The lemma, or which organization the word stands for."""
    return f"@{view.marks[at]}" if view.marks[at] != OTHERS else fold(view.lemmas[at])


def _of_target(view: View) -> Iterator[str]:
    yield f"case={kind_and_case(view.name)[1]}"
    yield f"label={view.labels[view.first]}"
    yield f"place={min(4, 5 * view.first // len(view.words))}"
    yield f"quoted={view.quoted[view.first]}"
    for at in range(view.first, view.last):
        yield f"t={fold(view.lemmas[at])}"


def _around(view: View, forms: Sequence[str]) -> Iterator[str]:
    for at, form in enumerate(forms):
        place = view.sentences[at]
        yield f"s{place}={form}"
        away = view.first - at if at < view.first else at - view.last + 1
        if place != OWN or not 0 < away <= _WINDOW:
            continue
        side = "l" if at < view.first else "r"
        yield f"{side}={form}"
        yield f"n={form}"
        if away <= _NEAR:
            yield f"{side}{away}={form}"


def _above(view: View, forms: Sequence[str]) -> Iterator[str]:
    """The words that the target hangs on, step by step, negated or not, and what else hangs on them."""
    top = next((at for at in range(view.first, view.last) if not _inside(view, view.heads[at])), view.first)
    relation = way = view.relations[top]
    at = view.heads[top]
    yield f"relation={relation}"
    for step in range(_UP):
        if at < 0:
            return
        children = [child for child, head in enumerate(view.heads) if head == at]
        turned = "!" if any(forms[child] in _NEGATIONS for child in children) else ""
        yield from (
            f"up{step}={turned}{forms[at]}",
            f"way={way}>{turned}{forms[at]}",
            f"up={turned}{forms[at]}",
        )
        for child in children:
            if not _inside(view, child) and kind_and_case(view.words[child])[0] in _CONTENT:
                yield f"beside{step}={forms[child]}"
                yield f"beside={forms[child]}"
                if not step:
                    yield f"frame={turned}{forms[at]}|{view.relations[child]}={forms[child]}"
        way = f"{way}>{view.relations[at]}" if step < 2 else way
        at = view.heads[at]


def _under(view: View, forms: Sequence[str]) -> Iterator[str]:
    for at, head in enumerate(view.heads):
        if _inside(view, head) and not _inside(view, at):
            yield f"under={forms[at]}"
            yield f"under {view.relations[at]}={forms[at]}"


def _inside(view: View, at: int) -> bool:
    return view.first <= at < view.last
