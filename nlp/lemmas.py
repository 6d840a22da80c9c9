"""Dictionary forms by pymorphy3, into `token.lemma`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.morphology import lemma


@Language.factory("lemmas", assigns=["token.lemma"])
def create_lemmas(nlp: Language, name: str) -> LemmaMaker:  # noqa: ARG001 - spaCy's signature
    return LemmaMaker()


class LemmaMaker:
    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = lemma(token.text) if token.is_alpha or "-" in token.text else token.text
        return doc
