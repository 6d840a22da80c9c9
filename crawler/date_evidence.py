"""What speaks for a date's being the article's own, and what against: its words, its markup, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.date_words import Reading
from crawler.headline import Headline
from crawler.month_names import month_number

_WORD = re.compile(r"[^\W\d_]+")
_CALENDAR = re.compile(
    r"(?:пон|вто|сре|чет|пят|суб|вос)\w*|пн|вт|ср|чт|пт|сб|вс|года?|в|мск|сегодня|вчера|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|at|on|am|pm|de|gmt|utc|e[sd]t|p[sd]t",
    re.IGNORECASE,
)
_SAYS_PUBLISHED = re.compile(
    r"опубликован|публикаци|размещен|размещён|добавлен|выложен|^дата\b|publish|posted|publicad|publié",
    re.IGNORECASE,
)
_SAYS_OTHERWISE = re.compile(
    r"^\W*(?:обновлен|изменен|последнее|updated|modified|last)|окончани|заверш|голосован|опрос|лиценз|свидетельств"
    r"|рождени|регистраци|погода|курс|©|copyright|до \d|^с \d",
    re.IGNORECASE,
)
_NAMED_AFTER_DATES = re.compile(r"date|time|publi|posted|created|дата", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"comment|sidebar|related|similar|popular|footer|header-|weather|currency|archive|calendar|menu|widget|banner"
    r"|today|clock|current|\bnow\b|[-_]now\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class DatedText:
    """A text with a date. `offset` counts the page's characters before it; `names` are those of the markup around.

    A `piece` is part of a longer text; a `dateline` is the beginning of one.
    """

    element: HtmlElement
    text: str
    offset: int
    names: str
    piece: bool = False
    dateline: bool = False


def score_of_words(place: DatedText, reading: Reading) -> float:
    if place.dateline:
        return 2.0
    score = 1.0 if reading.has_time else 0.0
    score += 1.5 if _NAMED_AFTER_DATES.search(place.names) else 0.0
    score += 0.5 if re.search(r"(?:19|20)\d\d", place.text) else 0.0
    score += 2.0 if is_machine(place.element) else 0.0
    if _SAYS_PUBLISHED.search(place.text):
        score += 2.5
    elif _SAYS_OTHERWISE.search(place.text):
        score -= 3.0
    return score - _of_other_words(place)


def _of_other_words(place: DatedText) -> float:
    """What speaks against a date among many words: it is told of, not stated."""
    words = _WORD.findall(place.text)
    letters = sum(len(word) for word in words if not _CALENDAR.fullmatch(word) and not month_number(word))
    score = 5.0 if letters > 30 else 1.0 if letters > 15 else 0.0
    score += 1.5 if place.piece and letters > 3 else 0.0
    if any(above.tag == "a" for above in (place.element, *place.element.iterancestors())):
        score += 2.5 if letters > 3 else 1.0
    return score


def score_of_repetition(times: int) -> float:
    """Dates in a row are a list's."""
    return 0.0 if times == 1 else -0.5 if times == 2 else -3.5


def is_machine(element: HtmlElement) -> bool:
    return bool(element.tag == "time" or element.get("itemprop") == "datePublished")


def names_of(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def pattern_of(element: HtmlElement) -> tuple[str, ...]:
    """Elements of one list share it."""
    parent = element.getparent()
    own = (str(element.tag), element.get("class") or "")
    return own if parent is None else (*own, str(parent.tag), parent.get("class") or "")


def stands_elsewhere(
    element: HtmlElement | None, headline: Headline | None, known: dict[HtmlElement, bool]
) -> bool:
    """In a part of the page that is named or shaped after something else, and that the headline is not in."""
    if (
        element is None
        or element.tag in ("body", "html")
        or (headline is not None and headline.is_in(element))
    ):
        return False
    if element not in known:
        known[element] = (
            element.tag in ("aside", "footer", "nav")
            # A list item with a link is a teaser; one without may be the article's own line of facts.
            or (element.tag == "li" and element.find(".//a") is not None)
            or bool(_ELSEWHERE.search(names_of(element)))
            or stands_elsewhere(element.getparent(), headline, known)
        )
    return known[element]
