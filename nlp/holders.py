"""Whose view a tone is: somebody quoted, the author, or nobody's, because the facts alone speak (docs/annotation.md).

A logistic regression over the words around a mention tells a valuation from a fact told; `train_views` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlp.folding import Word, split_words
from nlp.lexicon import load_lexicon
from nlp.morphology import lemma, parses
from records.annotation import Holder, Speech, Tone

Span = tuple[int, int]
PATH = Path(__file__).parent / "models" / "holders.npz"
_SIGHT = 500  # characters of the sentence to each side of the mention
_LISTS = (
    "good_verbs",
    "bad_verbs",
    "good_words",
    "bad_words",
    "good_manner",
    "bad_manner",
    "praise_of",
    "blame",
)
_AUTHOR = frozenset(("я", "мы", "наш", "мой"))
_VERBAL = ("VERB", "ADJS", "PRTS", "INFN")


def text_style(text: str) -> tuple[str, ...]:
    """How much an author shows in the text: exclamations, «я» and «мы», quotation marks, figures."""
    loud = min(3, text.count("!") + text.count("?"))
    own = min(3, sum(lemma(word.form) in _AUTHOR for word in split_words(text[:20_000])))
    dry = "dry" if any(map(str.isdigit, text)) else "no figures"
    return f"loud={loud}", f"own={own}", f"quotes={min(3, text.count('«'))}", dry


def holder_of(
    text: str, span: Span, sentence: Span, *, tone: Tone, speech: Speech, style: Iterable[str]
) -> Holder:
    """Who holds the tone toward the mention at `span`. `style` is `text_style` of the whole text."""
    if speech != "none":
        return "quoted"
    if tone == 0:
        return "author"
    features = [*holder_features(text, span, sentence, tone), *style]
    return "implied" if load_holder_model().score(features) >= 0 else "author"


def holder_features(text: str, span: Span, sentence: Span, tone: Tone) -> list[str]:
    start, end = max(sentence[0], span[0] - _SIGHT), min(sentence[1], span[1] + _SIGHT)
    before = split_words(text[start : span[0]])
    after = split_words(text[span[1] : end])
    words = [*before, *after]
    told = text[start : span[0]] + text[span[1] : end]
    found = {feature for word in words for feature in _word_features(word.form)}
    found |= {f"has {sign}" for sign in "!?«" if sign in told}
    found |= {f"tone={tone}", f"length={min(4, len(words) // 7)}"}
    found |= {"figure"} if any(map(str.isdigit, told)) else set()
    found |= {f"after={lemma(word.form)}" for word in after[:3]}
    found |= {f"before={lemma(word.form)}" for word in before[-2:]} or {"first"}
    return sorted(found | _predicate(after[:6]))


@lru_cache(maxsize=50_000)
def _word_features(word: str) -> tuple[str, ...]:
    lexicon, tag = load_lexicon(), parses(word)[0].tag
    base = lemma(word)
    found = [f"lemma={base}", f"pos={tag.POS}"]
    found += [f"in={name}" for name in _LISTS if base in getattr(lexicon, name)]
    found += [f"verb={tag.tense},{tag.aspect}"] if tag.POS == "VERB" else []
    found += ["of the author"] if "1per" in tag else []
    found += ["to the reader"] if "2per" in tag or "impr" in tag else []
    found += ["a quality"] if tag.POS in ("ADJF", "ADJS", "ADVB") else []
    found += ["compared"] if "COMP" in tag or "Supr" in tag else []
    return tuple(found)


def _predicate(after: Sequence[Word]) -> set[str]:
    for word in after:
        tag = parses(word.form)[0].tag
        if tag.POS in _VERBAL:
            return {f"predicate={tag.POS},{tag.tense},{tag.aspect}"}
    return set()


@dataclass(frozen=True, slots=True)
class HolderModel:
    """Facts alone where the score is not below 0."""

    weights: dict[str, float]
    intercept: float

    def score(self, features: Iterable[str]) -> float:
        return self.intercept + sum(self.weights.get(feature, 0.0) for feature in features)


@cache
def load_holder_model() -> HolderModel:
    with np.load(PATH, allow_pickle=False) as stored:
        names = stored["features"].tobytes().decode("utf-8").split("\n")
        weights: npt.NDArray[np.float32] = stored["weights"].astype(np.float32)
        return HolderModel(dict(zip(names, weights.tolist(), strict=True)), float(stored["intercept"]))


def save_holder_model(model: HolderModel, path: Path = PATH) -> None:
    names = sorted(model.weights)
    np.savez_compressed(
        path,
        features=np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8),
        weights=np.array([model.weights[name] for name in names], dtype=np.float16),
        intercept=np.float32(model.intercept),
    )
