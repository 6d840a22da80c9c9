"""The pipeline's step that sets `doc._.links` and `doc._.unknown_unions`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from nlp.entities import corrected
from nlp.folding import split_words
from nlp.linking import Linker
from nlp.register import KnowsRegister
from nlp.unknown import find_unknown
from records.registry import Registry


@Language.factory(
    "union_linker",
    assigns=["doc._.links", "doc._.unknown_unions", "doc._.ambiguous", "doc.ents"],
    requires=["doc.ents"],
)
def create_union_linker(nlp: Language, name: str) -> UnionLinker:  # noqa: ARG001 - spaCy's signature
    return UnionLinker()


class UnionLinker(KnowsRegister):
    """Links nothing until it is given a registry."""

    def __init__(self) -> None:
        self._linker: Linker | None = None

    def _learn(self, registry: Registry) -> None:
        self._linker = Linker(registry)

    def __call__(self, doc: Doc) -> Doc:
        if self._linker is None:
            return doc
        text = doc.text
        words = split_words(text)
        links = self._linker.find_links(text, doc._.region, doc._.context, words)
        doc.ents = corrected(doc, links)
        named = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ != "PER"]
        doc._.links = tuple(links)
        doc._.ambiguous = sum(link.union is None and not link.unknown for link in links)
        persons = [(ent.start_char, ent.end_char) for ent in doc.ents if ent.label_ == "PER"]
        industry = self._linker.sole_industry(links)
        doc._.unknown_unions = tuple(find_unknown(text, links, named, persons, industry, words))
        return doc
