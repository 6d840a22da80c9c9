"""From chances to a judgement: a tone where the judge is sure enough, else none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from nlp.tone_model import Asked, load_tone_model
from nlp.tone_valence import Floats
from records.annotation import Tone

_TONES: tuple[Tone, ...] = (-1, 0, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """`confidence` is the chance of the likeliest tone; below the threshold `sure` is False and the tone 0."""

    tone: Tone
    score: float
    confidence: float
    sure: bool = True


UNKNOWN = Judgement(tone=0, score=0.0, confidence=0.0, sure=False)


class Judge(Protocol):
    """What is asked for a document; None in the list was no question, and gets UNKNOWN."""

    def judge_unions(self, asked: Sequence[Asked | None]) -> list[Judgement]: ...

    def judge_targets(self, asked: Sequence[Asked | None]) -> list[Judgement]: ...


class BuiltInJudge:
    def judge_unions(self, asked: Sequence[Asked | None]) -> list[Judgement]:
        judged = _judge("union", asked)
        return [_seconded(one, told.told) if told else one for one, told in zip(judged, asked, strict=True)]

    def judge_targets(self, asked: Sequence[Asked | None]) -> list[Judgement]:
        return _judge("target", asked)


def _seconded(judged: Judgement, told: Sequence[str]) -> Judgement:
    """Two witnesses: where the model leans to a side, unsure, and the rules of the field say the same, that holds."""
    if judged.sure or not judged.score:
        return judged
    tone: Tone = 1 if judged.score > 0 else -1
    agreed = any(f"told={strength * tone}" in told for strength in (1, 2))
    return replace(judged, tone=tone, sure=True) if agreed else judged


def _judge(name: str, asked: Sequence[Asked | None]) -> list[Judgement]:
    model = load_tone_model(name)
    chances = iter(model.chances([one for one in asked if one is not None]))
    return [UNKNOWN if one is None else judgement_of(next(chances), model.threshold) for one in asked]


def judgement_of(chances: Floats, threshold: float) -> Judgement:
    """Of the chances of −1, 0 and 1. The score never has another sign than the tone."""
    best = int(chances.argmax())
    tone, confidence = _TONES[best], float(chances[best])
    score = float(chances[2] - chances[0])
    if confidence < threshold:
        return Judgement(tone=0, score=round(score, 3), confidence=round(confidence, 3), sure=False)
    if score * tone < 0:
        score = 0.0
    return Judgement(tone=tone, score=round(score, 3), confidence=round(confidence, 3))


@cache
def load_judge(folder: str = "") -> Judge:
    """The models built in, or the transformer in a folder of the user's own."""
    if not folder:
        return BuiltInJudge()
    from nlp.tone_transformer import TransformerJudge  # noqa: PLC0415 - its libraries are an extra

    return TransformerJudge(Path(folder))
