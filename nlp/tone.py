"""The tone toward each mentioned union, with the sentence that shows it, whose view it is, and how large its part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from nlp.holders import holder_of, text_style
from nlp.links import Link
from nlp.overlaps import Overlaps
from nlp.roles import find_roles
from nlp.sentences import evidence
from nlp.tone_asking import ask_targets, ask_unions, speeches_of
from nlp.tone_judging import Judge, Judgement, load_judge
from nlp.tone_view import Named, Span
from records.annotation import Mention, Speech, TargetTone


@Language.factory(
    "tone",
    assigns=["doc._.mentions", "doc._.target_tones"],
    requires=["doc._.sentences", "doc._.links", "token.lemma", "doc.ents"],
    default_config={"folder": ""},
)
def create_tone(nlp: Language, name: str, folder: str) -> ToneJudge:  # noqa: ARG001 - spaCy's signature
    """`folder` holds a transformer of the user's own (nlp/tone_transformer.py); "" takes the models built in."""
    return ToneJudge(folder)


class ToneJudge:
    def __init__(self, folder: str = "") -> None:
        self.folder = folder

    def __call__(self, doc: Doc) -> Doc:
        links = [link for link in doc._.links if link.union and not link.distractor]
        if not links and not doc._.targets:
            return doc
        judge = load_judge(self.folder)
        if links:
            doc._.mentions = _mentions(doc, links, judge)
        if doc._.targets:
            doc._.target_tones = _target_tones(doc, judge)
        return doc


def _mentions(doc: Doc, links: Sequence[Link], judge: Judge) -> tuple[Mention, ...]:
    text, sentences = doc.text, doc._.sentences
    speeches = speeches_of(doc, [(link.start, link.end) for link in links])
    style = text_style(text)
    roles = find_roles(links, sentences, len(text))
    found = []
    for link, speech, judged in zip(links, speeches, _judge(doc, links, speeches, judge), strict=True):
        span = (link.start, link.end)
        around = evidence(sentences, *span)
        union = cast("str", link.union)
        found.append(
            Mention(
                start=link.start,
                end=link.end,
                union=union,
                tone=judged.tone,
                score=judged.score,
                confidence=judged.confidence,
                sure=judged.sure,
                evidence=around,
                holder=holder_of(text, span, around, tone=judged.tone, speech=speech, style=style),
                speech=speech,
                role=roles[union],
                region=link.region,
                described=link.described,
            )
        )
    return tuple(found)


def _judge(doc: Doc, links: Sequence[Link], speeches: Sequence[Speech], judge: Judge) -> Sequence[Judgement]:
    """Of each link; the other organizations are shown to the judge as such."""
    beside = [_named(link) for link in doc._.links if link.unknown]
    return judge.judge_unions(ask_unions(doc, [_named(link) for link in links], speeches, beside))


def _named(link: Link) -> Named:
    return Named(span=(link.start, link.end), key=link.union or f"?{link.start}")


def _target_tones(doc: Doc, judge: Judge) -> tuple[TargetTone, ...]:
    """What meets a union is judged as it; any other span by the general model."""
    spans: Sequence[Span] = doc._.targets
    mentions = Overlaps[Mention](doc._.mentions, lambda mention: (mention.start, mention.end))
    met = [next(iter(mentions.of(span)), None) for span in spans]
    judged = judge.judge_targets(ask_targets(doc, spans))
    return tuple(
        TargetTone(tone=one.tone, score=one.score)
        if mention is None
        else TargetTone(tone=mention.tone, score=mention.score)
        for mention, one in zip(met, judged, strict=True)
    )
