"""An article's tone toward a union is that of its strongest mention."""

from __future__ import annotations

import pytest

from records.annotation import Mention, Tone
from records.tones import article_tones


def mention(tone: Tone, score: float, union: str = "fnpr") -> Mention:
    return Mention(
        start=0,
        end=4,
        union=union,
        tone=tone,
        score=score,
        confidence=0.5,
        evidence=(0, 4),
        holder="author",
        speech="none",
        role="main",
    )


@pytest.mark.parametrize(
    ("mentions", "tone"),
    [
        ([mention(1, 0.4), mention(-1, -0.7), mention(0, 0.1)], -1),
        ([mention(1, 0.8), mention(-1, -0.7), mention(-1, -0.7)], 1),
        ([mention(0, 0.3), mention(1, 0.2)], 1),
        ([mention(1, 0.6), mention(-1, -0.6)], -1),
        ([mention(0, 0.3), mention(0, -0.3)], 0),
    ],
)
def test_the_strongest_mention_decides_and_a_tie_is_negative(mentions: list[Mention], tone: Tone) -> None:
    assert article_tones(mentions) == {"fnpr": tone}


def test_each_union_has_a_tone_of_its_own() -> None:
    assert article_tones([mention(1, 0.5), mention(-1, -0.9, "rosprofzhel")]) == {
        "fnpr": 1,
        "rosprofzhel": -1,
    }
