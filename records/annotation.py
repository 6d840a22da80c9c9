"""What the language pipeline says of a text. Offsets are half-open, in characters of the given text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Tone = Literal[-1, 0, 1]
Label = Literal["PER", "ORG", "LOC"]
Holder = Literal["author", "quoted", "implied"]
Speech = Literal["direct", "indirect", "none"]
Role = Literal["main", "episodic"]
Wording = Literal["verbatim", "paraphrased"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A text to understand, with what is known of where it stood. `region` is the outlet's (ISO 3166-2)."""

    id: str
    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    region: str = ""
    published: datetime | None = None
    targets: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    start: int
    end: int
    label: Label


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A mention of a union that the registry knows, with the tone toward it.

    `score` is in −1…1, `confidence` in 0…1. The evidence is a sentence that contains the mention. A mention in the
    title has `in_title` True, and both its spans count in characters of the title. `sure` False: the judge abstains,
    the tone is 0 for want of confidence. `region` (ISO 3166-2) is that of a branch of an industry union, "" where the
    union itself is meant or the text says no region. `described`: no name but a definite description («облсовпроф»,
    «федерация») that means this union.
    """

    start: int
    end: int
    union: str
    tone: Tone
    score: float
    confidence: float
    evidence: tuple[int, int]
    holder: Holder
    speech: Speech
    role: Role
    in_title: bool = False
    sure: bool = True
    region: str = ""
    described: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownUnion:
    """An organization that the registry does not know; `union` is its industry union, where the text says it."""

    start: int
    end: int
    union: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """`name` is nominative and full; `role` the position as written; `union` an id where the text says it."""

    start: int
    end: int
    name: str
    role: str | None = None
    union: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words that somebody said, as quoted (`direct`) or as reported.

    `speaker` is the nominative name and `speaker_span` its mention that says so, both None where the text names nobody.
    `unions` are ids of those that the words name, that the sentence around names, or that the speaker acts for.
    """

    start: int
    end: int
    direct: bool
    speaker: str | None = None
    speaker_span: tuple[int, int] | None = None
    unions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AnnotationFault:
    """A kept article on whose text `model` fails, and how."""

    article_id: str
    title: str
    url: str
    model: str
    failed: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetTone:
    tone: Tone
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicEvidence:
    """The words that showed a topic. With `in_title` the span counts in characters of the title."""

    topic: str
    start: int
    end: int
    in_title: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignMention:
    """A slogan, key message or hashtag of a campaign: word for word, or in other forms or with few other words.

    With `in_title` the span counts in characters of the title.
    """

    campaign: str
    start: int
    end: int
    wording: Wording
    in_title: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Annotation:
    """All that was found in one text. `model` names the versions that found it, so that it can be found again.

    `open_names` counts the names, of title and text, that several unions could have meant and that stayed unlinked.
    """

    model: str
    entities: tuple[Entity, ...] = ()
    unions: tuple[Mention, ...] = ()
    unknown_unions: tuple[UnknownUnion, ...] = ()
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    topics: tuple[str, ...] = ()
    topic_evidence: tuple[TopicEvidence, ...] = ()
    campaigns: tuple[CampaignMention, ...] = ()
    open_names: int = 0
    targets: tuple[TargetTone, ...] | None = None
