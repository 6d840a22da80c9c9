"""Persons, organizations and places by slovnet, its weights read from the installed `natasha` distribution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from navec import Navec
from slovnet import NER
from spacy.attrs import IS_SPACE, ORTH
from spacy.language import Language
from spacy.tokens import Doc, Span
from threadpoolctl import threadpool_limits

from nlp.ner_second import SecondReader
from nlp.ner_second_model import load_second_model
from nlp.ner_spans import Found, find_spans, joined_persons
from nlp.ner_tagger import Tagger
from records.errors import OtklikError
from texts import _

NER_VERSION = "slovnet-news-v1+2026.11"  # the weights, and the second reading's
_MOST_TOKENS = 32_768  # of one batch of documents: enough to share what a step costs


@Language.factory("slovnet_ner", assigns=["doc.ents", "token.ent_type", "token.ent_iob"])
def create_slovnet_ner(nlp: Language, name: str) -> SlovnetNer:  # noqa: ARG001 - spaCy's signature
    return SlovnetNer()


class SlovnetNer:
    """Sets `doc.ents` with the labels PER, ORG and LOC. The weights are loaded with the first text."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Reads up to `batch_size` documents at once: the same entities, faster."""
        for docs in _batches(stream, batch_size):
            _set_entities(docs)
            yield from docs


def read_spans(texts: Sequence[Sequence[str]], *, corrected: bool = True) -> list[list[Found]]:
    """The entities of each text, given as its words; not corrected they are exactly slovnet's own."""
    tagger = load_corrected_tagger() if corrected else load_tagger()
    found = [list(find_spans(map(tagger.tags.__getitem__, path))) for path in tagger.read(texts)]
    return [joined_persons(spans) for spans in found] if corrected else found


def weights_folder() -> Path:
    """Where `natasha` keeps its weights. The package itself is never imported: it needs pymorphy2."""
    spec = find_spec("natasha")
    places = list(spec.submodule_search_locations or ()) if spec else []
    folder = Path(places[0]) / "data" if places else Path()
    if not places or not (folder / "model" / "slovnet_ner_news_v1.tar").is_file():
        raise OtklikError(_("Нет весов модели имён: установите пакет natasha (`make setup`)."))
    return folder


@cache
def load_navec() -> Any:
    return Navec.load(weights_folder() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")


@cache
def load_tagger() -> Tagger:
    return Tagger(_load_stock())


@cache
def load_corrected_tagger() -> Tagger:
    return Tagger(_load_stock(), SecondReader(load_second_model()))


def _load_stock() -> Any:
    # For the rest of the process: the matrices are small, and BLAS threads that wait for each other cost four times
    # the processor time on a busy machine (docs/benchmarks.md). More processes scale, more threads do not.
    threadpool_limits(limits=1, user_api="blas")
    return NER.load(weights_folder() / "model" / "slovnet_ner_news_v1.tar").navec(load_navec())


def _set_entities(docs: Sequence[Doc]) -> None:
    places = [_black(doc) for doc in docs]
    found = read_spans([_words(doc, at) for doc, at in zip(docs, places, strict=True)])
    for doc, at, spans in zip(docs, places, found, strict=True):
        doc.ents = [Span(doc, at[first], at[last - 1] + 1, label=label) for first, last, label in spans]


def _black(doc: Doc) -> list[int]:
    """Which tokens are no white space."""
    places: list[int] = np.flatnonzero(doc.to_array(IS_SPACE) == 0).tolist()
    return places


def _words(doc: Doc, places: Sequence[int]) -> list[str]:
    """Their texts: from the numbers of the strings, as making a Token of each costs three times as much."""
    strings = doc.vocab.strings
    return [strings[number] for number in doc.to_array(ORTH)[places].tolist()]


def _batches(stream: Iterable[Doc], most: int) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    tokens = 0
    for doc in stream:
        batch.append(doc)
        tokens += len(doc)
        if len(batch) >= most or tokens >= _MOST_TOKENS:
            yield batch
            batch, tokens = [], 0
    if batch:
        yield batch
