"""What the models are asked of a document: a view of each mention, and what the rules and the quotations say of it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from nlp.sentences import evidence
from nlp.speech import Quotations, find_quotations, speech_of
from nlp.tone_model import Asked
from nlp.tone_rules import told_features
from nlp.tone_scene import Scene
from nlp.tone_view import Named, Span
from records.annotation import Speech

# What RuSentNE calls the kinds of things that our entities know.
_KINDS = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "COUNTRY"}


def ask_unions(
    doc: Doc, named: Sequence[Named], speeches: Sequence[Speech] | None = None, beside: Sequence[Named] = ()
) -> list[Asked | None]:
    """One question an organization; None where a span holds no word. `speeches` are theirs, where they are known;
    `beside` are further organizations, of which nothing is asked."""
    scene = Scene(doc, sorted([*named, *beside], key=_place_of))
    scene.parse(one.span for one in named)
    if speeches is None:
        speeches = speeches_of(doc, [one.span for one in named])
    return [_ask_union(scene, one, speech) for one, speech in zip(named, speeches, strict=True)]


def _ask_union(scene: Scene, one: Named, speech: Speech) -> Asked | None:
    view = scene.union_view(one)
    if view is None:
        return None
    return Asked(view=view, kind="UNION", told=told_features(*scene.around(one.span), speech))


def ask_targets(doc: Doc, spans: Sequence[Span], kinds: Sequence[str] | None = None) -> list[Asked | None]:
    """One question a span, of whatever it names; `kinds` as in KINDS, else by the entities found."""
    scene = Scene(doc)
    scene.parse(spans)
    found: list[Asked | None] = []
    for at, span in enumerate(spans):
        view = scene.target_view(span)
        kind = kinds[at] if kinds else _KINDS.get(view.labels[view.first], "PROFESSION") if view else ""
        found.append(Asked(view=view, kind=kind) if view else None)
    return found


def speeches_of(doc: Doc, spans: Sequence[Span]) -> list[Speech]:
    text, sentences = doc.text, doc._.sentences  # the text is joined anew at every asking
    quotations: Quotations = find_quotations(text)
    return [speech_of(text, span, evidence(sentences, *span), quotations) for span in spans]


def _place_of(one: Named) -> Span:
    return one.span
