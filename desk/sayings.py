"""Which of a campaign's slogans, key messages and hashtags the press repeated word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.campaigns import SaidWords
from records.agenda import Campaign
from search.words import clean, fold

SayingKind = Literal["slogan", "message", "hashtag"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Repeated:
    """`said` are the places where it stands word for word; of a hashtag, also where the letters' case is another."""

    kind: SayingKind
    text: str
    said: Sequence[SaidWords]

    @property
    def articles(self) -> Sequence[str]:
        return tuple(dict.fromkeys(one.article_id for one in self.said))

    @property
    def outlets(self) -> Sequence[str]:
        return tuple(dict.fromkeys(one.outlet_id for one in self.said))


def list_repeated(campaign: Campaign, said: Sequence[SaidWords]) -> tuple[list[Repeated], list[SaidWords]]:
    """Every saying of the campaign, with those that nobody repeated; and the places that say one in other words."""
    by_words: dict[str, list[SaidWords]] = defaultdict(list)
    for one in said:
        by_words[_glued(one.words) if one.wording == "verbatim" else ""].append(one)
    kinds: list[tuple[SayingKind, Sequence[str]]] = [
        ("slogan", campaign.slogans),
        ("message", campaign.messages),
        ("hashtag", campaign.hashtags),
    ]
    found = [
        Repeated(kind=kind, text=text, said=tuple(by_words.pop(_glued(text), ())))
        for kind, sayings in kinds
        for text in sayings
    ]
    others = [one for places in by_words.values() for one in places]
    return found, sorted(others, key=lambda one: (one.timestamp, one.article_id))


def _glued(text: str) -> str:
    """As a hashtag is written: a slogan is the same with and without its spaces and signs."""
    return "".join(sign for sign in fold(clean(text).casefold()) if sign.isalnum())
