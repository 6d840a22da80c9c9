"""How often the program was right, by the word of the people who looked.

Nobody says «верно» to all that they read, so only what somebody spoke of counts as looked at: corrected, or confirmed
by one click. Who corrects more readily than they confirm makes the program look worse than it is. Mentions that it did
not find are in no figure here: a person has nothing to click on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal

from records.annotation import Mention
from records.correction import Confirmed, Correction, MentionCorrection, is_of, tell

Aspect = Literal["tone", "union", "relevance", "date", "story"]
ASPECTS: tuple[Aspect, ...] = ("tone", "union", "relevance", "date", "story")
_OF_ARTICLES: Mapping[str, Aspect] = {
    "not-relevant": "relevance",
    "date": "date",
    "other-story": "story",
    "same-story": "story",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    confirmed: int = 0
    corrected: int = 0

    @property
    def looked_at(self) -> int:
        return self.confirmed + self.corrected

    @property
    def right(self) -> float | None:
        """The share (0…1) of what was looked at; None where nothing was."""
        return self.confirmed / self.looked_at if self.looked_at else None


@dataclass(frozen=True, kw_only=True, slots=True)
class AccuracyCard:
    """`aspects` count mentions for tone and union, articles for the others. `since` is when the first word counted
    was said, None where nobody said any; `people` are so many who did."""

    since: datetime | None
    people: int
    articles: Tally
    aspects: Mapping[Aspect, Tally]


@dataclass(frozen=True, slots=True)
class _Look:
    """What came of one article: the aspect, and was the program right? Twice the same one for two mentions."""

    verdicts: Sequence[tuple[Aspect, bool]]

    @property
    def is_right(self) -> bool:
        return all(right for _aspect, right in self.verdicts)


def count_accuracy(said: Iterable[Correction], found: Mapping[str, Sequence[Mention]]) -> AccuracyCard:
    """`found` are the mentions of these articles as the program found them, before anybody corrected it."""
    words = sorted(said, key=lambda one: (one.article_id, one.made))
    looks = [
        _Look([*_of_article(those), *_of_mentions(those, found.get(id_, ()))])
        for id_, those in ((id_, list(group)) for id_, group in groupby(words, lambda one: one.article_id))
    ]
    return AccuracyCard(
        since=min((one.made for one in words), default=None),
        people=len({one.by for one in words}),
        articles=_tally([look.is_right for look in looks if look.verdicts]),
        aspects={
            aspect: _tally([right for look in looks for name, right in look.verdicts if name == aspect])
            for aspect in ASPECTS
        },
    )


def _of_article(said: Sequence[Correction]) -> Iterator[tuple[Aspect, bool]]:
    wrong = {_OF_ARTICLES[one.kind] for one in said if one.kind in _OF_ARTICLES}
    confirmed = any(isinstance(one, Confirmed) and not one.union for one in said)
    for aspect in dict.fromkeys(_OF_ARTICLES.values()):
        if aspect in wrong or confirmed:
            yield aspect, aspect not in wrong


def _of_mentions(said: Sequence[Correction], found: Sequence[Mention]) -> Iterator[tuple[Aspect, bool]]:
    """A tone said as the program had it confirms it; said of one very mention, it lets the union stand, too.
    One of no union, or of another, has no tone to be right."""
    confirmed = {one.union for one in said if isinstance(one, Confirmed)}
    corrections = [one for one in said if isinstance(one, MentionCorrection)]
    for mention in found:
        yield from _of_mention(mention, corrections, confirmed)


def _of_mention(
    mention: Mention, corrections: Sequence[MentionCorrection], confirmed: AbstractSet[str]
) -> Iterator[tuple[Aspect, bool]]:
    now: Mention | None = mention
    toned = seen = False
    for one in corrections:
        if now is not None and is_of(one, now):
            toned = toned or one.tone is not None
            seen = seen or one.span is not None
            now = tell(now, one)
    union = now.union if now else ""
    if union != mention.union:
        yield "union", False
    elif seen or confirmed & {"", union}:
        yield "union", True
    if now is not None and (toned or (union == mention.union and confirmed & {"", union})):
        yield "tone", now.tone == mention.tone


def _tally(verdicts: Sequence[bool]) -> Tally:
    right = sum(verdicts)
    return Tally(confirmed=right, corrected=len(verdicts) - right)
