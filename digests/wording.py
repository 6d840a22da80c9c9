"""Periods, dates of articles and quotations in the words of a digest."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from records.digest import DigestArticle, DigestMention, DigestStory, Subscription
from records.period import Cadence, Month, Period
from texts import _, current_language, speaking
from texts.typography import NBSP, day_words, moment_words, month_name, tone_words


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a quotation; `marked` where it is the union's name."""

    text: str
    marked: bool


def toned_words(told: DigestStory | DigestArticle) -> str:
    """`негативный`; `не ясен` where the program cannot tell, which is not the same as neutral."""
    tone = told.tone if isinstance(told, DigestStory) else told.mentions[0].tone
    return tone_words(tone) if told.is_clear else _("не ясен")


def speaking_to(subscription: Subscription) -> AbstractContextManager[None]:
    """Texts in the subscription's language inside the `with` block."""
    return speaking(subscription.language or current_language())


def reader_zone(subscription: Subscription, zone: ZoneInfo) -> ZoneInfo:
    """The subscription's own time zone, else the installation's."""
    return ZoneInfo(subscription.timezone) if subscription.timezone else zone


def holder_words(mention: DigestMention) -> str:
    """Whose the words are, where they are not the author's own."""
    if mention.holder == "implied":
        return _("тон{nbsp}—{nbsp}по{nbsp}смыслу", nbsp=NBSP)
    if mention.holder == "author":
        return ""
    return _("это цитата, не слова издания") if mention.speech == "direct" else _("пересказ чужих слов")


def period_words(period: Period, *, year: bool = True) -> str:
    """`16–22 ноября 2026`, `17 ноября 2026`, `ноябрь 2026`; both months, and both years, where a week has two."""
    first, last = period.first, period.last
    if isinstance(period, Month):
        return f"{month_name(first)}{NBSP}{first.year}" if year else month_name(first)
    end = f"{day_words(last)}{NBSP}{last.year}" if year else day_words(last)
    if first.year != last.year:
        return f"{day_words(first)}{NBSP}{first.year} – {day_words(last)}{NBSP}{last.year}"
    if first.month != last.month:
        return f"{day_words(first)} – {end}"
    return end if first == last else f"{first.day}–{end}"


@dataclass(frozen=True, kw_only=True, slots=True)
class CadenceWords:
    """What a digest calls its own period, where it stands in a sentence."""

    review: str
    totals: str
    during: str
    earlier: str
    found_later: str
    this: str
    last: str


def cadence_words(cadence: Cadence) -> CadenceWords:
    if cadence == "daily":
        return CadenceWords(
            review=_("ежедневный обзор прессы"),
            totals=_("Итоги дня и разница с прошлым"),
            during=_("За день публикаций не найдено"),
            earlier=_("Днём раньше"),
            found_later=_("Вышли в прошлые дни, найдены после тех сводок; в итоги этого дня не входят."),
            this=_("Этот день"),
            last=_("Прошлый"),
        )
    if cadence == "weekly":
        return CadenceWords(
            review=_("еженедельный обзор прессы"),
            totals=_("Итоги недели и разница с прошлой"),
            during=_("За неделю публикаций не найдено"),
            earlier=_("Неделей раньше"),
            found_later=_("Вышли в прошлые недели, найдены после тех сводок; в итоги этой недели не входят."),
            this=_("Эта неделя"),
            last=_("Прошлая"),
        )
    return CadenceWords(
        review=_("ежемесячный обзор прессы"),
        totals=_("Итоги месяца и разница с прошлым"),
        during=_("За месяц публикаций не найдено"),
        earlier=_("Месяцем раньше"),
        found_later=_("Вышли в прошлые месяцы, найдены после тех сводок; в итоги этого месяца не входят."),
        this=_("Этот месяц"),
        last=_("Прошлый"),
    )


def published_words(article: DigestArticle, zone: ZoneInfo) -> str:
    if not article.date_known:
        return _("дата не указана, найдено {day}", day=moment_words(article.published, zone, has_time=False))
    return moment_words(article.published, zone, has_time=article.has_time)
