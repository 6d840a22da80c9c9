"""The register corrects the model: a known union is an ORG, and no part of a person's name."""

from __future__ import annotations

from collections.abc import Sequence, Set

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from nlp.linking import Link


def corrected(doc: Doc, links: Sequence[Link]) -> list[Span]:
    """The document's entities, with persons cut free from union names and unions added where the model saw nothing."""
    unions = [span for link in links if link.union and (span := _span_of(doc, link))]
    inside = {at for union in unions for at in range(union.start, union.end)}
    kept = [piece for ent in doc.ents for piece in _cut(doc, ent, inside)]
    taken = {at for ent in kept for at in range(ent.start, ent.end)}
    added = [union for union in unions if taken.isdisjoint(range(union.start, union.end))]
    return filter_spans([*kept, *added])


def _span_of(doc: Doc, link: Link) -> Span | None:
    return doc.char_span(link.start, link.end, label="ORG", alignment_mode="expand")


def _cut(doc: Doc, ent: Span, inside: Set[int]) -> list[Span]:
    """A person without the union that the model took for a part of the name; `inside` are the unions' tokens."""
    if ent.label_ != "PER":
        return [ent]
    left = [at for at in range(ent.start, ent.end) if at not in inside]
    if not left:
        return []
    return [Span(doc, left[0], left[-1] + 1, label="PER")] if left[-1] - left[0] < len(left) else [ent]
