"""Tasks in, annotations out, in the same order: the pipeline run over texts and their titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp.linking import RULES_VERSION
from nlp.ner import NER_VERSION
from nlp.pipeline import build_pipeline
from nlp.tone_model import TONE_VERSION
from nlp.topic_choice import choose_topics
from records.annotation import Annotation, Entity, Label, Mention, Task
from records.registry import Registry

_BATCH = 32
_HALF_LETTERS = re.compile("[\ud800-\udfff]")  # JSON may hold them, UTF-8 may not


def annotation_model(registry: Registry) -> str:
    """The versions that an annotation rests on: what was annotated under another one may be annotated again."""
    return f"ner={NER_VERSION} tone={TONE_VERSION} rules={RULES_VERSION} registry={registry.knowledge}"


class Annotator:
    """One pipeline with one registry; `annotate` may be called as often as wanted."""

    def __init__(self, registry: Registry) -> None:
        self._nlp: Language = build_pipeline(registry)
        self._model = annotation_model(registry)

    def annotate(self, tasks: Iterable[Task]) -> Iterator[Annotation]:
        """One annotation a task, in order. Offsets count in `Task.text`, for a title's mentions in `Task.title`."""
        waiting = iter(tasks)
        while batch := list(islice(waiting, _BATCH)):
            docs = self._nlp.pipe(doc for task in batch for doc in self._docs(task))
            for _task in batch:
                yield _annotation(self._model, title=next(docs), text=next(docs))

    def _docs(self, task: Task) -> tuple[Doc, Doc]:
        title, text = _HALF_LETTERS.sub("\ufffd", task.title), _HALF_LETTERS.sub("\ufffd", task.text)
        docs = self._doc(title, text, task), self._doc(text, title, task)
        docs[1]._.targets = task.targets or ()
        return docs

    def _doc(self, text: str, context: str, task: Task) -> Doc:
        doc = self._nlp.make_doc(text)
        doc._.region, doc._.context = task.region, context
        doc._.published = task.published.date() if task.published else None
        return doc


def _annotation(model: str, *, title: Doc, text: Doc) -> Annotation:
    topics = choose_topics(title._.topic_matches, text._.topic_matches)
    return Annotation(
        model=model,
        entities=tuple(
            Entity(start=ent.start_char, end=ent.end_char, label=cast("Label", ent.label_))
            for ent in text.ents
        ),
        unions=_mentions(title, text),
        unknown_unions=text._.unknown_unions,
        people=text._.people,
        quotes=text._.quotes,
        topics=tuple(dict.fromkeys(one.topic for one in topics)),
        topic_evidence=topics,
        campaigns=(
            *(replace(mention, in_title=True) for mention in title._.campaigns),
            *text._.campaigns,
        ),
        open_names=title._.ambiguous + text._.ambiguous,
        targets=text._.target_tones if text._.targets else None,
    )


def _mentions(title: Doc, text: Doc) -> tuple[Mention, ...]:
    """The title's first. A union that the title names is what the text is about."""
    headline = {mention.union for mention in title._.mentions}
    return (
        *(replace(mention, in_title=True, role="main") for mention in title._.mentions),
        *(
            replace(mention, role="main") if mention.union in headline else mention
            for mention in text._.mentions
        ),
    )
