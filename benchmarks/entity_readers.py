"""Those who read entities side by side: slovnet in its default batches, slovnet text by text, and ours.

Each is a function that loads what it needs and gives a function from texts to spans; all on one BLAS thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import spacy
from navec import Navec
from slovnet import NER
from threadpoolctl import threadpool_limits

from nlp.annotation import Annotator
from nlp.ner import read_spans, weights_folder
from nlp.tokens import RazdelTokenizer
from nlp.training.factrueval import Span
from otklik.registry import load_registry
from records.annotation import Task

Read = Callable[[Sequence[str]], list[list[Span]]]
_TOGETHER = 64  # texts
_FIRST = "Иван Петров работает в Москве, сообщила пресс-служба ФНПР."


def stock_in_batches() -> Read:
    """As slovnet's README loads and calls it."""
    model = _stock()
    return lambda texts: [_spans_of(markup) for markup in model.map(texts)]


def stock_by_text() -> Read:
    model = _stock()
    return lambda texts: [_spans_of(model(text)) for text in texts]


def ours_uncorrected() -> Read:
    """Slovnet's weights alone, from the text to its spans, without a spaCy document."""
    threadpool_limits(limits=1, user_api="blas")
    tokenizer = _tokenizer_and_ner().tokenizer
    return lambda texts: [
        spans for start in range(0, len(texts), _TOGETHER)
        for spans in _uncorrected(tokenizer, texts[start : start + _TOGETHER])
    ]  # fmt: skip


def ours() -> Read:
    """The component of the pipeline, from the text to `doc.ents`."""
    nlp = _tokenizer_and_ner()
    return lambda texts: [
        [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] for doc in nlp.pipe(texts)
    ]


def tokenizer_alone() -> Read:
    """spaCy's own for Russian: no entity, only the documents."""
    nlp = spacy.blank("ru")
    nlp.max_length = 100_000_000
    return lambda texts: [[] for _doc in nlp.pipe(texts)]


def whole_pipeline() -> Read:
    """Everything that an article goes through in `nlp/`."""
    annotator = Annotator(load_registry())
    return lambda texts: [
        [(entity.start, entity.end, entity.label) for entity in annotation.entities]
        for annotation in annotator.annotate(Task(id="", text=text) for text in texts)
    ]


READERS: dict[str, Callable[[], Read]] = {
    "slovnet, default batches": stock_in_batches,
    "slovnet, text by text": stock_by_text,
    "Otklik, slovnet's weights alone": ours_uncorrected,
    "Otklik, with the second reading": ours,
    "spaCy blank('ru'), tokenizer alone": tokenizer_alone,
    "Otklik, whole pipeline": whole_pipeline,
}


def load_reader(name: str) -> Read:
    """With all that is loaded with the first text."""
    read = READERS[name]()
    read([_FIRST])
    return read


def peak_mib(name: str, texts: Sequence[str]) -> float:
    """Of a process of its own that reads all texts once. What `getrusage` says would be its parent's."""
    load_reader(name)(texts)
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) / 1024


def _stock() -> Any:
    threadpool_limits(limits=1, user_api="blas")
    folder = weights_folder()
    navec = Navec.load(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    return NER.load(folder / "model" / "slovnet_ner_news_v1.tar").navec(navec)


def _tokenizer_and_ner() -> spacy.language.Language:
    nlp = spacy.blank("ru")
    nlp.tokenizer = RazdelTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    nlp.add_pipe("slovnet_ner")
    return nlp


def _spans_of(markup: Any) -> list[Span]:
    return [(span.start, span.stop, span.type) for span in markup.spans]


def _uncorrected(tokenizer: Any, texts: Sequence[str]) -> list[list[Span]]:
    docs = [tokenizer(text) for text in texts]
    tokens = [[token for token in doc if not token.is_space] for doc in docs]
    found = read_spans([[token.text for token in each] for each in tokens], corrected=False)
    return [
        [(each[first].idx, each[last - 1].idx + len(each[last - 1]), label) for first, last, label in spans]
        for each, spans in zip(tokens, found, strict=True)
    ]
