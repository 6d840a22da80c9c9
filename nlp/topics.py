"""Topics by the registry's phrases: a text has a topic when it has one of the topic's phrases, in any form."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.language import Language
from spacy.tokens import Doc

from nlp.folding import split_words
from nlp.morphology import lemma
from nlp.register import KnowsRegister
from records.registry import Registry

Phrase = tuple[str, ...]


@Language.factory("topics", assigns=["doc._.topics"], requires=["token.lemma"])
def create_topics(nlp: Language, name: str) -> TopicFinder:  # noqa: ARG001 - spaCy's signature
    return TopicFinder()


class TopicFinder(KnowsRegister):
    def __init__(self) -> None:
        self._phrases: Mapping[Phrase, tuple[str, ...]] = {}
        self._longest = 0

    def _learn(self, registry: Registry) -> None:
        phrases: dict[Phrase, tuple[str, ...]] = {}
        for topic in registry.topics.values():
            for phrase in topic.lemmas:
                key = tuple(lemma(word.form) for word in split_words(phrase))
                phrases[key] = (*phrases.get(key, ()), topic.id)
        self._phrases = phrases
        self._longest = max(map(len, phrases), default=0)

    def __call__(self, doc: Doc) -> Doc:
        words = [token.lemma_ for token in doc if not token.is_space]
        found = {
            topic
            for length in range(1, self._longest + 1)
            for at in range(len(words) - length + 1)
            for topic in self._phrases.get(tuple(words[at : at + length]), ())
        }
        doc._.topics = tuple(sorted(found))
        return doc
