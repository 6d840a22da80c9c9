"""Dictionary forms by pymorphy3, into `token.lemma`."""

from __future__ import annotations

import numpy as np
from spacy.attrs import LEMMA, ORTH
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from nlp.morphology import lemma

_REMEMBERED = 200_000  # words


@Language.factory("lemmas", assigns=["token.lemma"])
def create_lemmas(nlp: Language, name: str) -> LemmaMaker:  # noqa: ARG001 - spaCy's signature
    return LemmaMaker(nlp.vocab.strings)


class LemmaMaker:
    """Writes all lemmas of a document at once, by the numbers that `strings` gives words and lemmas."""

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings
        self._known: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        words: list[int] = doc.to_array(ORTH).tolist()
        if not words:
            return doc
        if len(self._known) > _REMEMBERED:
            self._known = {}
        for word in [word for word in {*words} if word not in self._known]:
            self._known[word] = self._strings.add(_lemma(self._strings[word]))
        lemmas = np.fromiter(map(self._known.__getitem__, words), dtype=np.uint64, count=len(words))
        return doc.from_array([LEMMA], lemmas.reshape(-1, 1))  # type: ignore[arg-type]  # spaCy's stub wants its own array type


def _lemma(word: str) -> str:
    return lemma(word) if word.isalpha() or "-" in word else word
