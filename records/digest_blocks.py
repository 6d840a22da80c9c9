"""What a digest tells beside its stories: each a short block that is absent where it has nothing to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from records.annotation import Tone
from records.period import Period


@dataclass(frozen=True, kw_only=True, slots=True)
class TrendPoint:
    """One period: articles by tone, and stories."""

    period: Period
    by_tone: Mapping[Tone, int]
    stories: int

    @property
    def articles(self) -> int:
        return sum(self.by_tone.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """The periods before, the earliest first, as far back as the press was read; and this one at the end."""

    points: tuple[TrendPoint, ...] = ()

    @property
    def earlier(self) -> tuple[TrendPoint, ...]:
        return self.points[:-1]

    def average(self, tone: Tone | None = None) -> float:
        """Articles a period before this one, of one tone or of all; 0 where there is no earlier period."""
        numbers = [point.articles if tone is None else point.by_tone[tone] for point in self.earlier]
        return sum(numbers) / len(numbers) if numbers else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceShare:
    """In how many articles a union (with its branch) is named; the share is of those that name any of its siblings."""

    name: str
    articles: int
    share: float
    is_ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """`total` is the denominator: articles that name at least one of `siblings` unions."""

    shares: tuple[VoiceShare, ...] = ()
    total: int = 0
    siblings: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Noted:
    """An article named in a block, with what is said of it."""

    title: str
    url: str
    outlet: str
    published: datetime
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Uptake:
    """A campaign in the period: `verbatim` articles quote it word for word."""

    name: str
    articles: int
    verbatim: int
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseFate:
    """A union's own release and the names of the outlets that took words of it; none took it where they are none."""

    title: str
    url: str
    published: datetime
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    day: date
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """`role` as the press writes it, `union` as shown; "" where unknown."""

    name: str
    articles: int
    role: str = ""
    union: str = ""
    is_ours: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocks:
    """`unheard` are articles on our topics in which we have no voice, of `all_unheard`."""

    trend: Trend = Trend()
    voice: Voice = Voice()
    unheard: tuple[Noted, ...] = ()
    all_unheard: int = 0
    campaigns: tuple[Uptake, ...] = ()
    taken: tuple[ReleaseFate, ...] = ()
    untaken: tuple[ReleaseFate, ...] = ()
    coming: tuple[Coming, ...] = ()
    quoted: tuple[Quoted, ...] = ()
