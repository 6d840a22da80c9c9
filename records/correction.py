"""What a person said against the program, or for it, and what an annotation becomes by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar, Literal
from zoneinfo import ZoneInfo

from records.annotation import Annotation, Mention, Tone

CorrectionKind = Literal["tone", "union", "not-relevant", "date", "other-story", "same-story", "confirmed"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Word:
    """What all kinds have: of which article, when and by whom. `id` is the archive's, None before it was kept."""

    article_id: str
    made: datetime
    by: str
    id: int | None = field(default=None, compare=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionCorrection(_Word):
    """Of the mentions of `union` in the article; of the one that stands at `span`, where that is given.

    Either `tone` says how it should be judged, or `instead` which union is meant: "" where none is. `words` are those
    at `span` when it was said: where an edited article has others there, the correction rests.
    """

    union: str
    span: tuple[int, int] | None = None
    in_title: bool = False
    words: str = ""
    tone: Tone | None = None
    instead: str | None = None

    @property
    def kind(self) -> CorrectionKind:
        return "tone" if self.instead is None else "union"


@dataclass(frozen=True, kw_only=True, slots=True)
class NotRelevant(_Word):
    """The article is no coverage: it stays in the archive, and nobody is told of it."""

    kind: ClassVar[CorrectionKind] = "not-relevant"


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherDate(_Word):
    """When it was published. Without `has_time` only the day: `published` is noon of it in the outlet's zone."""

    published: datetime
    has_time: bool
    kind: ClassVar[CorrectionKind] = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherStory(_Word):
    """«Это не тот сюжет»: the article stands for itself, or `with_copies` of its own text."""

    with_copies: bool = True
    kind: ClassVar[CorrectionKind] = "other-story"


@dataclass(frozen=True, kw_only=True, slots=True)
class SameStory(_Word):
    """«Тот же сюжет, что …»: the stories of both articles are one."""

    other_id: str
    kind: ClassVar[CorrectionKind] = "same-story"


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed(_Word):
    """«Верно»: all that is shown of the article is right; with `union`, of the mentions of that union alone."""

    union: str = ""
    kind: ClassVar[CorrectionKind] = "confirmed"


Correction = MentionCorrection | NotRelevant | OtherDate | OtherStory | SameStory | Confirmed


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptCorrection:
    """A correction as the archive keeps it. `taken_back` is when and by whom, if it no longer holds."""

    correction: Correction
    title: str
    url: str
    taken_back: datetime | None = None
    taken_back_by: str = ""


def other_date(
    article_id: str, published: date | datetime, zone: ZoneInfo, made: datetime, by: str
) -> OtherDate:
    """Of a moment in `zone`, or of a day: noon of it there, as everywhere."""
    has_time = isinstance(published, datetime)
    moment = published if isinstance(published, datetime) else datetime.combine(published, time(12))
    known = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return OtherDate(
        article_id=article_id, made=made, by=by, published=known.astimezone(UTC), has_time=has_time
    )


def corrected(
    annotation: Annotation, corrections: Iterable[MentionCorrection], title: str, text: str
) -> Annotation:
    """The annotation as people have corrected it, the latest word last."""
    mentions = list(annotation.unions)
    for correction in sorted(corrections, key=lambda one: one.made):
        told = (
            tell(mention, correction) if concerns(correction, mention, title, text) else mention
            for mention in mentions
        )
        mentions = [mention for mention in told if mention is not None]
    return replace(annotation, unions=tuple(mentions))


def concerns(correction: MentionCorrection, mention: Mention, title: str, text: str) -> bool:
    if not is_of(correction, mention):
        return False
    words = (title if mention.in_title else text)[mention.start : mention.end]
    return correction.span is None or words == correction.words


def is_of(correction: MentionCorrection, mention: Mention) -> bool:
    """By union and place alone, whatever words stand there now."""
    if mention.union != correction.union:
        return False
    place = ((mention.start, mention.end), mention.in_title)
    return correction.span is None or place == (correction.span, correction.in_title)


def tell(mention: Mention, correction: MentionCorrection) -> Mention | None:
    """The mention as the correction has it; None where no union is meant."""
    if correction.instead is not None:
        return replace(mention, union=correction.instead) if correction.instead else None
    tone = correction.tone or 0
    return replace(mention, tone=tone, score=float(tone), confidence=1.0, sure=True)
