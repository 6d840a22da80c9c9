"""Articles as lists show them, and what pages tell of an outlet and of a person. No record here holds a whole text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from records.annotation import Tone


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedArticle:
    """`tones` are by union, of its strongest mention (`records.tones`). Without `has_time` only the day is known.

    One without a place among the stories yet is a story of its own.
    """

    id: str
    title: str
    url: str
    outlet_id: str
    timestamp: datetime
    date_known: bool
    has_time: bool
    story_id: str
    is_reprint: bool
    tones: Mapping[str, Tone]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletSpan:
    """What one outlet wrote in one span of time, of the unions asked for.

    `articles` are those that mention one of them, `mentions` are by tone, `quotes` those of their words and of their
    people's, `releases` the own releases that it took something of.
    """

    since: datetime
    until: datetime
    articles: int
    mentions: Mapping[Tone, int]
    quotes: int
    releases: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletQuality:
    """How good a source an outlet is, over one span of time. A share of nothing is None.

    `shared_stories` are the stories that another outlet told too; in `first_stories` of them it was the first.
    `hours_behind` is the median over the others, of its own earliest article behind the first publisher's, where both
    have a time of day; `followed` are so many. `copies` repeat the text of another outlet.
    """

    articles: int
    dated: int
    timed: int
    signed: int
    copies: int
    shared_stories: int
    first_stories: int
    followed: int
    hours_behind: float | None

    @property
    def first_share(self) -> float | None:
        return _share(self.first_stories, self.shared_stories)

    @property
    def copy_share(self) -> float | None:
        return _share(self.copies, self.articles)

    @property
    def completeness(self) -> float | None:
        """The mean of three shares of its articles: with a date, with a time of day, with an author."""
        if not self.articles:
            return None
        return fmean(part / self.articles for part in (self.dated, self.timed, self.signed))


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonFigures:
    """One person by name; `roles` as written and `unions` with the articles that say so, the commonest first."""

    name: str
    articles: int
    quotes: int
    first: datetime
    last: datetime
    roles: tuple[tuple[str, int], ...]
    unions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPerson:
    """In how many articles of some time a person stands, and when last."""

    name: str
    articles: int
    last: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedQuote:
    """`words` are as they stand in the article, of which the rest is as in `ListedArticle`."""

    article_id: str
    title: str
    outlet_id: str
    timestamp: datetime
    has_time: bool
    words: str
    direct: bool
    speaker: str | None
    unions: tuple[str, ...]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
