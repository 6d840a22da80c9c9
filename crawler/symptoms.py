"""What is odd about a page, beside its source's good ones and beside the run's others. Values in, a name out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from urllib.parse import urlsplit

from archive.addresses import normal_url
from records.health import PageLook, Symptom

_SYMPTOMS = frozenset(Symptom)
_FEW = 3  # good pages from which a habit can be told
_HABIT = 0.9  # of the good pages
_CUT = 0.5  # of the middle length, or of the same page's own text
_STALE = timedelta(days=5)
_OTHER_DAY = timedelta(hours=36)  # a day alone is noon, in whatever zone


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """A source's last good pages, the newest first."""

    pages: tuple[PageLook, ...] = ()

    @property
    def is_known(self) -> bool:
        return len(self.pages) >= _FEW

    @property
    def chars(self) -> int:
        return int(median(page.chars for page in self.pages)) if self.pages else 0

    @property
    def has_dates(self) -> bool:
        return self.is_known and sum(page.dated for page in self.pages) >= _HABIT * len(self.pages)


def find_symptom(look: PageLook, past: Past, others: Iterable[PageLook]) -> str:
    """`others` are other pages of this run. Only a suspicion: photo reports have no text, and briefs are short."""
    beside = [other for other in (*others, *past.pages) if other.url != look.url]
    return next(_oddities(look, past, beside), "")


def _oddities(look: PageLook, past: Past, beside: Sequence[PageLook]) -> Iterator[str]:
    """The plainest first."""
    if look.refused or look.wall:
        yield look.refused or look.wall
    if led_to_front(look) or any(_same_print(look, other) for other in beside):
        yield Symptom.SAME_PAGE
    if not look.chars:
        yield Symptom.NO_TEXT
    if look.garbled:
        yield Symptom.GARBLED
    if past.is_known and look.chars < _CUT * past.chars:
        yield Symptom.SHORT
    if look.title and any(other.title == look.title for other in beside):
        yield Symptom.SAME_TITLE
    if past.has_dates and not look.dated:
        yield Symptom.UNDATED
    if look.dated and (_is_old(look, past) or any(_same_moment(look, other) for other in beside)):
        yield Symptom.MISDATED


def compare(now: PageLook, then: PageLook, others: Sequence[PageLook]) -> str:
    """What has become worse about one and the same page. `others` are other pages of this run."""
    return next(_changes(now, then, others), "")


def _changes(now: PageLook, then: PageLook, others: Sequence[PageLook]) -> Iterator[str]:
    is_same = bool(now.chars) and now.print == then.print
    if now.refused or (now.wall and not is_same):
        yield now.refused or now.wall
    if led_to_front(now) or (not is_same and any(_same_print(now, other) for other in others)):
        yield Symptom.SAME_PAGE
    if not now.chars:
        yield Symptom.NO_TEXT
    if now.garbled and not then.garbled:
        yield Symptom.GARBLED
    if now.chars < _CUT * then.chars:
        yield Symptom.SHORT
    if now.title != then.title and any(now.title == other.title for other in others):
        yield Symptom.SAME_TITLE
    if then.dated and not now.dated:
        yield Symptom.UNDATED
    if now.published and then.published and abs(now.published - then.published) > _OTHER_DAY:
        yield Symptom.MISDATED


def is_refusal(symptom: str) -> bool:
    """Whether there was no page at all."""
    return bool(symptom) and symptom not in _SYMPTOMS


def led_to_front(look: PageLook) -> bool:
    """A redirect to the front page instead of a «not found»."""
    if look.landed in ("", look.url) or normal_url(look.landed) == normal_url(look.url):
        return False
    parts = urlsplit(look.landed)
    return parts.path in ("", "/") and not parts.query


def _same_print(one: PageLook, other: PageLook) -> bool:
    return bool(one.chars) and one.print == other.print and one.url != other.url


def _is_old(look: PageLook, past: Past) -> bool:
    """An old date on a new page, of a source whose new pages were fresh."""
    ages = [page.seen - page.published for page in past.pages if page.published is not None]
    if look.published is None or len(ages) < _FEW:
        return False
    return look.seen - look.published > max(_STALE, 3 * max(ages))


def _same_moment(one: PageLook, other: PageLook) -> bool:
    """To the second, noon apart: that is what a day alone is written as."""
    return one.published is not None and one.published == other.published and one.published.minute != 0
