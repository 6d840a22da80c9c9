"""Examples to learn tone from: RuSentNE's sentences, labelled texts of our own, and sentences put together."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc

from nlp.pipeline import build_pipeline
from nlp.tone_asking import ask_targets, ask_unions
from nlp.tone_model import Asked
from nlp.tone_rows import rows_of
from nlp.tone_valence import Floats
from nlp.tone_vectors import tone_vector
from nlp.tone_view import Named
from nlp.tone_words import word_features
from nlp.training.corpus import LabelledText, read_corpus
from nlp.training.tone_sentences import make_sentences
from records.annotation import Tone
from records.registry import Registry


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """`group` is the text, `source` its writer: neither may stand on both sides of a test."""

    group: str
    source: str
    kind: str
    asked: Asked
    label: Tone
    rows: npt.NDArray[np.int32]
    features: Sequence[str]
    vector: Floats


def read_rusentne(path: Path) -> list[Example]:
    nlp = bare_pipeline()
    found: list[Example] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    sentences = list(dict.fromkeys(row["sentence"] for row in rows))
    docs = dict(zip(sentences, nlp.pipe(sentences), strict=True))
    for row in rows:
        span = int(row["entity_pos_start_rel"]), int(row["entity_pos_end_rel"])
        doc = docs[row["sentence"]]
        doc._.sentences = ((0, len(doc.text)),)  # each is one sentence, whatever its stops
        (asked,) = ask_targets(doc, [span], [row["entity_tag"]])
        if asked is not None:
            found.append(_example(row["sentence"], "rusentne", "", asked, _TONES[row["label"]]))
    return found


_TONES: dict[str, Tone] = {"-1": -1, "0": 0, "1": 1}


def read_domain(place: Path) -> list[Example]:
    """The mentions of all unions, also of those that the register does not know."""
    nlp = bare_pipeline()
    texts = read_corpus(place)
    docs = nlp.pipe(text.text for text in texts)
    return [one for text, doc in zip(texts, docs, strict=True) for one in examples_of(text, doc)]


def examples_of(text: LabelledText, doc: Doc) -> Iterator[Example]:
    named = [
        Named(span=(one.start, one.end), key=one.union or f"?{one.industry}{one.start}")
        for one in text.unions
    ]
    writer = text.file.split("-")[0]
    labels = [one.tone for one in text.unions]
    for asked, label in zip(ask_unions(doc, named), labels, strict=True):
        if asked is not None:
            yield _example(text.id, writer, text.kind, asked, label)


def compose(number: int, seed: int) -> list[Example]:
    """Examples from sentences that are put together."""
    nlp = bare_pipeline()
    made = list(make_sentences(number, seed))
    found: list[Example] = []
    for (_text, names), doc in zip(made, nlp.pipe(text for text, _names in made), strict=True):
        named = [Named(span=(start, end), key=str(start)) for start, end, _tone in names]
        for asked, (_start, _end, tone) in zip(ask_unions(doc, named), names, strict=True):
            if asked is not None:
                found.append(_example(doc.text, "composed", "composed", asked, tone))
    return found


def bare_pipeline() -> Language:
    """The pipeline up to the lemmas: what the models read."""
    nlp = build_pipeline(Registry(unions={}, outlets={}, regions={}))
    for name in nlp.pipe_names[nlp.pipe_names.index("lemmas") + 1 :]:
        nlp.remove_pipe(name)
    return nlp


def _example(group: str, source: str, kind: str, asked: Asked, label: Tone) -> Example:
    rows = rows_of(asked.view)
    return Example(
        group=group,
        source=source,
        kind=kind,
        asked=asked,
        label=label,
        rows=rows,
        features=(*word_features(asked.view), f"kind={asked.kind}", *asked.told),
        vector=tone_vector(asked.view, rows),
    )


def labels_of(examples: Iterable[Example]) -> npt.NDArray[np.intp]:
    """0, 1 and 2 for −1, 0 and 1: columns of chances."""
    return np.array([one.label + 1 for one in examples])
