"""What a digest is made of, and what became of each copy of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from records.annotation import Holder, Speech, Tone
from records.digest_blocks import Blocks
from records.period import Cadence, Period
from records.registry import OutletKind

Length = Literal["short", "normal", "full"]
Attachment = Literal["xlsx", "docx"]
DeliveryState = Literal["planned", "sending", "sent", "failed", "unknown", "skipped"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """How often, and when: at `hour` of the reader's clock, on the first `weekday` (0 is Monday) after the period's
    end, or without one on the day after it. Hour 0 means as soon as the period is over."""

    cadence: Cadence = "weekly"
    weekday: int | None = None
    hour: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """Who gets which digest. Empty `regions`, `topics` and `tones` mean all of them; `unions` are ids and mean their
    whole branches. `timezone` and `language` are the reader's, "" where they are those of the configuration.
    With `approve` nothing goes out before somebody has looked at it."""

    id: str
    title: str
    unions: tuple[str, ...]
    regions: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tones: tuple[Tone, ...] = ()
    schedule: Schedule = Schedule()
    timezone: str = ""
    language: str = ""
    length: Length = "normal"
    attachments: tuple[Attachment, ...] = ("xlsx",)
    approve: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestMention:
    """`highlights` are the spans of the union's name in `sentence`. Not `sure`: the tone is 0 for
    want of confidence."""

    union: str
    tone: Tone
    sentence: str
    holder: Holder
    speech: Speech
    highlights: tuple[tuple[int, int], ...] = ()
    sure: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestArticle:
    """An article of the period with its mentions of the subscription's unions, the strongest tone first.

    Outlet and region are ids. Without `date_known`, `published` is when the article was first seen.
    """

    id: str
    title: str
    url: str
    outlet: str
    region: str
    published: datetime
    has_time: bool
    is_reprint: bool
    mentions: tuple[DigestMention, ...]
    outlet_kind: OutletKind = "external"
    date_known: bool = True
    story: str = ""

    @property
    def is_clear(self) -> bool:
        """Is the tone known? Not where all is neutral and of some of it the program says only that it cannot tell."""
        return self.mentions[0].tone != 0 or all(mention.sure for mention in self.mentions)


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestStory:
    """A story with its first article of the period, then the reprints, and what other outlets wrote of the same event
    in words of their own. `reasons` are the parts of `importance`, as (what, points), so that the mail can show why the
    story stands where it stands."""

    first: DigestArticle
    reprints: tuple[DigestArticle, ...]
    tone: Tone
    importance: float
    reasons: tuple[tuple[str, float], ...]
    versions: tuple[DigestArticle, ...] = ()

    @property
    def articles(self) -> tuple[DigestArticle, ...]:
        """All of them, the first one first."""
        return (self.first, *self.versions, *self.reprints)

    @property
    def is_clear(self) -> bool:
        return self.tone != 0 or all(article.is_clear for article in self.articles)


@dataclass(frozen=True, kw_only=True, slots=True)
class LateFinds:
    """What earlier periods published and no digest told. `copies` belong to stories that are told already, here or in
    an earlier digest: they are named, and the story is not told again."""

    stories: tuple[DigestStory, ...] = ()
    copies: tuple[DigestArticle, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """Counts of one period. `by_tone` counts articles by the tone toward the subscription's unions; `external` those
    in outlets that are neither a union's nor an authority's nor an aggregator; `unclear` those of the neutral ones
    whose tone nobody can tell; regions and unions are ids."""

    articles: int
    stories: int
    outlets: int
    by_tone: Mapping[Tone, int]
    by_region: Mapping[str, int]
    by_union: Mapping[str, int]
    external: int = 0
    unclear: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class UnreadOutlet:
    """An outlet that could not be read, since when, and why, in plain words. `since` None: it never was read.

    `partly`: another source of the same outlet was read, so it counts as read all the same. `doubtful`: it answers, and
    yet is not what it was.
    """

    id: str
    outlet: str
    url: str
    since: datetime | None
    reason: str
    partly: bool = False
    doubtful: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Names:
    """How the ids in a digest are shown."""

    unions: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """`id` is the period and the subscription: there is one a period, whoever asks and however often. `timezone` is
    the one whose midnights bound the period and in which dates are shown. `skipped` are the periods since the last
    digest of which none was sent."""

    id: str
    subscription: Subscription
    period: Period
    stories: tuple[DigestStory, ...]
    totals: Totals
    before: Totals
    unread: tuple[UnreadOutlet, ...]
    read_outlets: int
    sample: bool = False
    timezone: str = "Europe/Moscow"
    names: Names = Names()
    late: LateFinds = LateFinds()
    skipped: tuple[Period, ...] = ()
    blocks: Blocks = field(default_factory=Blocks)

    @property
    def told(self) -> Mapping[str, str]:
        """Story id by article id, for every article that stands in the mail or its table."""
        stories = (*self.stories, *self.late.stories)
        articles = [article for story in stories for article in story.articles]
        return {article.id: article.story for article in (*articles, *self.late.copies)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One copy for one recipient. `message_id` follows from digest and recipient, so a second copy is recognised."""

    digest_id: str
    recipient: str
    state: DeliveryState
    message_id: str
    changed: datetime
    detail: str = ""
