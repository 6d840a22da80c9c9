"""The dates that a reader of the page sees, each with how much speaks for its being the article's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.date_evidence import (
    DatedText,
    is_machine,
    names_of,
    pattern_of,
    score_of_repetition,
    score_of_words,
    stands_elsewhere,
)
from crawler.date_words import Reading
from crawler.headline import Headline
from crawler.selectors import compiled, short_text

# A short script in the body writes a date where it stands.
_TEXTS = compiled(
    "//text()[normalize-space() and not(ancestor::head or parent::style or parent::script[string-length() > 80]"
    " or ancestor::select or ancestor::textarea or ancestor::noscript or ancestor::template)]"
)
_DATE_LIKE = re.compile(
    r"\d{1,4}[./年-]\d{1,2}[./月-]\d{1,2}|\d{1,2}\D{0,4}\s*[^\W\d_]{3}|[^\W\d_]{3}\.?\s+\d{1,2}\b"
    r"|[^\W\d_]{3}\s+(?:19|20)\d\d\b|\b(?:сегодня|вчера|позавчера)\b|\bназад\b"
    r"|^\W*(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[аья]\W*$",
    re.IGNORECASE,
)
# Where none of these stands, that need not be tried.
_HINT = re.compile(
    r"\d|сегодня|вчера|назад|январ|феврал|март|апрел|ма[аья]|июн|июл|август|сентябр|октябр|ноябр|декабр"
)
# «МОСКВА, 4 янв — РИА», «Псков. 28 ноября. ИНТЕРФАКС — »
_DATELINE = re.compile(
    r"[А-ЯЁ][^.,\d]{2,30}[.,]\s{1,2}\d{1,2}\s[^\W\d_]{3,10}[.,]{0,2}(?:\s20\d\d\D{0,6})?\s?[-—–./(]"
)
_LONGEST = 100  # characters of a statement; a longer text is about something else
_LONGEST_AROUND = 60
_MOST = 400  # dates; a page with more of them is a calendar or an archive


@dataclass(frozen=True, kw_only=True, slots=True)
class VisibleDate:
    """`score` grows with what speaks for the date; `machine`: it was written for machines, in a <time> or microdata.

    `in_head`: it stands above the headline and its block, where many sites show their own clock.
    """

    reading: Reading
    score: float
    machine: bool = False
    in_head: bool = False


def visible_dates(
    tree: HtmlElement, headline: Headline | None, read: Callable[[str], Reading | None]
) -> list[VisibleDate]:
    """All that may be the article's date."""
    places, headline_at = _places(tree, headline)
    alike = Counter(pattern_of(place.element) for place in places)
    elsewhere: dict[HtmlElement, bool] = {}
    found = []
    for place in places:
        reading = read(place.text)
        if reading is None or stands_elsewhere(place.element, headline, elsewhere):
            continue
        score = score_of_words(place, reading) + score_of_repetition(alike[pattern_of(place.element)])
        in_head = False
        if headline is not None:
            distance = place.offset - headline_at
            score += headline.closeness(place.element, distance)
            in_head = distance < 0 and not headline.is_beside(place.element)
        machine = is_machine(place.element)
        found.append(VisibleDate(reading=reading, score=score, machine=machine, in_head=in_head))
    return found


def _places(tree: HtmlElement, headline: Headline | None) -> tuple[list[DatedText], int]:
    """The texts that may hold a date, and where the headline begins."""
    places: dict[HtmlElement, DatedText] = {}
    headline_at: int | None = None
    offset = 0
    for text in _TEXTS(tree):
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        if headline_at is None and headline is not None and headline.holds(element):
            headline_at = offset
        offset += len(text)
        # Of a longer text only the beginning counts: it may be a dateline.
        if len(places) < _MOST and element not in places and _is_date_like(text.strip()[:_LONGEST]):
            place = _place(element, " ".join(text.split()), offset - len(text))
            if place is not None:
                places[element] = place
    return list(places.values()), headline_at or 0


def _is_date_like(text: str) -> bool:
    return _HINT.search(text.lower()) is not None and _DATE_LIKE.search(text) is not None


def _place(element: HtmlElement, text: str, offset: int) -> DatedText | None:
    """With the rest of a short element, in which the time may stand; and with its parent's where that is short too."""
    names = names_of(element)
    if element.tag in ("time", "abbr"):
        stated = element.get("datetime") or element.get("title") or text
        return DatedText(element=element, text=stated, offset=offset, names=names)
    whole = short_text(element, _LONGEST)
    if not whole:
        if dateline := _DATELINE.match(text):
            return DatedText(
                element=element, text=dateline.group(), offset=offset, names=names, dateline=True
            )
        if len(text) > _LONGEST_AROUND:
            return None
        return DatedText(element=element, text=text, offset=offset, names=names, piece=True)
    parent = element.getparent()
    if parent is not None and parent.tag not in ("body", "html", "li", "tr", "ul"):
        around = short_text(parent, _LONGEST_AROUND)
        if around:
            return DatedText(element=element, text=around, offset=offset, names=f"{names} {names_of(parent)}")
    return DatedText(element=element, text=whole, offset=offset, names=names)
