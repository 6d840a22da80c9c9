"""Weeks, dates of articles and quotations in the words of a digest."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from records.digest import DigestArticle, DigestMention, Week
from texts import _
from texts.typography import NBSP, day_words, moment_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a quotation; `marked` where it is the union's name."""

    text: str
    marked: bool


def holder_words(mention: DigestMention) -> str:
    """Whose the words are, where they are not the author's own."""
    if mention.holder == "implied":
        return _("тон{nbsp}—{nbsp}по{nbsp}смыслу", nbsp=NBSP)
    if mention.holder == "author":
        return ""
    return _("это цитата, не слова издания") if mention.speech == "direct" else _("пересказ чужих слов")


def week_words(week: Week, *, year: bool = True) -> str:
    """`16–22 ноября 2026`; both months, and both years, where the week has two."""
    monday, sunday = week.monday, week.sunday
    end = f"{day_words(sunday)}{NBSP}{sunday.year}" if year else day_words(sunday)
    if monday.year != sunday.year:
        return f"{day_words(monday)}{NBSP}{monday.year} – {day_words(sunday)}{NBSP}{sunday.year}"
    if monday.month != sunday.month:
        return f"{day_words(monday)} – {end}"
    return f"{monday.day}–{end}"


def published_words(article: DigestArticle, zone: ZoneInfo) -> str:
    if not article.date_known:
        return _("дата не указана, найдено {day}", day=moment_words(article.published, zone, has_time=False))
    return moment_words(article.published, zone, has_time=article.has_time)
