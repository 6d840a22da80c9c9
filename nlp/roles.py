"""Which unions a text is about, and which it only names: main or episodic, by where and how often they stand in it."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from nlp.linking import Link
from records.annotation import Role

Span = tuple[int, int]
PATH = Path(__file__).with_name("roles.toml")
_MOST = 6  # mentions: beyond that more say nothing
_LATE, _OFTEN = (
    0.6,
    3,
)  # a union first named behind this share of the text, and not so often, is never its matter


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleFeatures:
    """`place`: where the union is first named, as a share of the text. `rank`: how many were named before it.

    `others`: how many other unions the text names; `mentions`: how often this one, at most six; `alone`: the share
    of its mentions in whose sentence no other stands.
    """

    place: float
    rank: float
    others: float
    mentions: float
    alone: float


def find_roles(
    links: Sequence[Link], sentences: Sequence[Span], length: int, headline: Collection[str] = ()
) -> dict[str, Role]:
    """The role of every union that is linked in a text of `length` characters. What the headline names is main."""
    return {
        union: "main" if union in headline or _is_main(features) else "episodic"
        for union, features in role_features(links, sentences, length).items()
    }


def role_features(links: Sequence[Link], sentences: Sequence[Span], length: int) -> dict[str, RoleFeatures]:
    """By union, in the order of their first mentions."""
    named = [(str(link.union), link.start) for link in links if link.union and not link.distractor]
    starts = [start for start, _end in sentences]
    places = [(union, start, bisect_right(starts, start)) for union, start in named]
    counts = Counter(union for union, _start in named)
    in_sentence: dict[int, set[str]] = {}
    for union, _start, sentence in places:
        in_sentence.setdefault(sentence, set()).add(union)
    alone = Counter(union for union, _start, sentence in places if len(in_sentence[sentence]) == 1)
    first: dict[str, int] = {}
    for union, start in named:
        first.setdefault(union, start)
    return {
        union: RoleFeatures(
            place=start / max(length, 1),
            rank=float(rank),
            others=float(len(first) - 1),
            mentions=float(min(counts[union], _MOST)),
            alone=alone[union] / counts[union],
        )
        for rank, (union, start) in enumerate(first.items())
    }


@cache
def load_role_weights() -> Mapping[str, float]:
    """Weights of a logistic regression, by `python -m nlp.training.train_views`."""
    return {name: float(weight) for name, weight in tomllib.loads(PATH.read_text(encoding="utf-8")).items()}


def _is_main(features: RoleFeatures) -> bool:
    if features.place > _LATE and features.mentions < _OFTEN:
        return False
    weights = load_role_weights()
    score = weights["intercept"] + sum(weights[name] * value for name, value in asdict(features).items())
    return bool(score >= 0)
