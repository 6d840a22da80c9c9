"""How a source's pages look, what is odd about them, and what we make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from statistics import median
from typing import Literal


class Symptom(StrEnum):
    """What is odd about a page or a source. A page that was refused has the refusal itself (`http-403`, `robots`)."""

    NO_TEXT = "no-text"
    CAPTCHA = "captcha"
    COOKIE_WALL = "cookie-wall"
    LOGIN = "login"
    PARKED = "parked"
    ERROR_PAGE = "error-page"
    NEEDS_SCRIPT = "needs-script"
    SAME_PAGE = "same-page"
    SAME_TITLE = "same-title"
    SHORT = "short"
    GARBLED = "garbled"
    UNDATED = "undated"
    MISDATED = "misdated"
    NO_ENTRIES = "no-entries"  # of the source itself, as are those below
    NO_ADDRESSES = "no-addresses"
    FOREIGN = "foreign"


WALLS = frozenset(
    {
        Symptom.CAPTCHA,
        Symptom.COOKIE_WALL,
        Symptom.LOGIN,
        Symptom.PARKED,
        Symptom.ERROR_PAGE,
        Symptom.NEEDS_SCRIPT,
    }
)
OF_THE_LIST = frozenset({Symptom.NO_ENTRIES, Symptom.NO_ADDRESSES, Symptom.FOREIGN})

# Not readable at all; not what it was; without news for far longer than usual; as it should be or not known.
Condition = Literal["failing", "broken", "silent", ""]


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLook:
    """One page as it was read. `chars` is the length of its text, `print` a digest of it. `dated` and `signed`: the
    page itself has a date and an author; `published` is that date. `landed` is where redirects led. `wall` is a
    `Symptom` of a page that keeps its text back; `refused` the named reason why there was no page at all."""

    url: str
    seen: datetime
    title: str = ""
    print: str = ""
    chars: int = 0
    published: datetime | None = None
    dated: bool = False
    signed: bool = False
    garbled: bool = False
    wall: str = ""
    landed: str = ""
    refused: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLook:
    """The pages of a source in one run, counted. `chars` is the median length of their texts, `odd` counts the pages
    with a symptom."""

    pages: int = 0
    empty: int = 0
    chars: int = 0
    dated: int = 0
    signed: int = 0
    titles: int = 0
    texts: int = 0
    walls: int = 0
    garbled: int = 0
    odd: int = 0

    @classmethod
    def of(cls, looks: Sequence[PageLook], odd: int) -> SourceLook:
        read = [look for look in looks if not look.refused]
        return cls(
            pages=len(read),
            empty=sum(not look.chars for look in read),
            chars=int(median(look.chars for look in read)) if read else 0,
            dated=sum(look.dated for look in read),
            signed=sum(look.signed for look in read),
            titles=len({look.title for look in read}),
            texts=len({look.print for look in read if look.chars}),
            walls=sum(bool(look.wall) for look in read),
            garbled=sum(look.garbled for look in read),
            odd=odd,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PageSigns:
    """How many of a source's pages themselves say when they were published, and by whom."""

    pages: int
    dated: int
    signed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`detail` is a `Symptom`, a refusal's reason, or a poll's outcome; `since` is when it began, as far as we saw."""

    condition: Condition = ""
    since: datetime | None = None
    detail: str = ""


HEALTHY = Verdict()
