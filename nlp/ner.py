"""Persons, organizations and places by slovnet, its weights read from the installed `natasha` distribution."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from navec import Navec
from slovnet import NER
from spacy.language import Language
from spacy.tokens import Doc, Span
from threadpoolctl import threadpool_limits

from records.errors import OtklikError
from texts import _

NER_VERSION = "slovnet-news-v1"
# A text is one input (measured: better than sentence by sentence); only very long ones are cut, to bound memory.
_LONGEST = 4_000


@Language.factory("slovnet_ner", assigns=["doc.ents", "token.ent_type", "token.ent_iob"])
def create_slovnet_ner(nlp: Language, name: str) -> SlovnetNer:  # noqa: ARG001 - spaCy's signature
    return SlovnetNer()


class SlovnetNer:
    """Sets `doc.ents` with the labels PER, ORG and LOC. The weights are loaded with the first text."""

    def __call__(self, doc: Doc) -> Doc:
        tokens = [token for token in doc if not token.is_space]
        tags: list[str] = []
        for start in range(0, len(tokens), _LONGEST):
            tags += find_tags([token.text for token in tokens[start : start + _LONGEST]])
        doc.ents = [
            Span(doc, tokens[first].i, tokens[last].i + 1, label=label) for first, last, label in _runs(tags)
        ]
        return doc


def find_tags(words: list[str]) -> list[str]:
    """The BIO tag of each word."""
    infer = _load().infer
    tags: list[str] = []
    for pred in infer.decoder(infer.process(infer.encoder([words]))):
        tags += pred
    return tags


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
def _load() -> Any:
    # For the rest of the process: the matrices are small, and BLAS threads that wait for each other cost four times
    # the processor time on a busy machine (docs/benchmarks.md). More processes scale, more threads do not.
    threadpool_limits(limits=1, user_api="blas")
    return NER.load(weights_folder() / "model" / "slovnet_ner_news_v1.tar", batch_size=1).navec(load_navec())


def _runs(tags: list[str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        kind, _dash, label = tag.partition("-")
        continues = bool(found) and found[-1][1] == at - 1 and found[-1][2] == label
        # Two persons stand side by side only by mistake: «Елене Викторовне», «Кузнецовой» are one.
        if continues and (kind == "I" or (kind == "B" and label == "PER" and at - found[-1][0] < 3)):
            found[-1] = (found[-1][0], at, label)
        elif kind in ("B", "I"):
            found.append((at, at, label))
    return found
