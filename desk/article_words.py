"""What was found in an article, and how it came here, in words of a press officer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from records.annotation import Annotation, Holder, Mention, Quote, Role, Speech, Wording
from records.article import Article, DateSource
from records.story import MemberKind
from texts import _
from texts.typography import NBSP, tone_words

_SURE, _LIKELY = 0.9, 0.7  # how sure a date must be to be called so


def mention_tone_words(mention: Mention) -> str:
    return tone_words(mention.tone) if mention.sure else _("тон не ясен")


def holder_words(holder: Holder, speaker: str = "") -> str:
    if holder == "quoted":
        return (
            _("слова того, кого цитируют: {name}", name=speaker)
            if speaker
            else _("слова того, кого цитируют")
        )
    return {"author": _("слова издания"), "implied": _("тон — по смыслу, прямо не сказано")}[holder]


def speech_words(speech: Speech) -> str:
    return {
        "direct": _("в прямой речи"),
        "indirect": _("в пересказе чужих слов"),
        "none": _("в тексте от издания"),
    }[speech]


def role_words(role: Role) -> str:
    return {"main": _("статья о нём"), "episodic": _("упомянут вскользь")}[role]


def wording_words(wording: Wording) -> str:
    return {"verbatim": _("слово в слово"), "paraphrased": _("другими словами")}[wording]


def member_words(kind: MemberKind) -> str:
    return {
        "first": _("первая публикация"),
        "copy": _("перепечатка"),
        "version": _("своими словами"),
    }[kind]


def find_speaker(mention: Mention, annotation: Annotation) -> str:
    """Who says the mention's words, where a quote of a named person covers it; "" else."""
    around = [quote for quote in annotation.quotes if quote.speaker and _covers(quote, mention)]
    inmost = min(around, key=lambda quote: quote.end - quote.start, default=None)
    return (inmost.speaker or "") if inmost else ""


def _covers(quote: Quote, mention: Mention) -> bool:
    return not mention.in_title and quote.start <= mention.start and mention.end <= quote.end


def date_source_words(source: DateSource | None) -> str:
    words: Mapping[DateSource | None, str] = {
        "person": _("исправлена человеком"),
        "json-ld": _("из данных страницы для поисковиков"),
        "meta": _("из служебных полей страницы"),
        "time-element": _("из пометки времени на странице"),
        "selector": _("с того места страницы, где это издание ставит дату"),
        "visible": _("из видимого текста страницы"),
        "feed": _("из ленты издания"),
        "url": _("из адреса страницы"),
        "first-seen": _("по дню, когда статью увидел Отклик"),
        None: _("не найдена: статья стоит по дню, когда её увидел Отклик"),
    }
    return words[source]


def date_confidence_words(article: Article) -> str:
    """Empty where there is no date."""
    if article.published is None:
        return ""
    if article.published_confidence >= _SURE:
        return _("дата надёжна")
    return _("дата вероятна") if article.published_confidence >= _LIKELY else _("дата ненадёжна")


def delay_words(delay: timedelta) -> str:
    """`через 3 ч 20 мин`; two parts at most, the larger ones."""
    minutes = round(abs(delay).total_seconds() / 60)
    if not minutes:
        return _("в ту же минуту")
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts: Sequence[tuple[int, str]] = (
        [(days, _("д")), (hours, _("ч"))] if days else [(hours, _("ч")), (rest, _("мин"))]
    )
    length = " ".join(f"{number}{NBSP}{unit}" for number, unit in parts if number)
    return (
        _("спустя {length}", length=length)
        if delay >= timedelta(0)
        else _("на {length} раньше", length=length)
    )


def follow_words(delay: timedelta, *, is_exact: bool) -> str:
    """How long after the first publisher, or a release; where one of both times of day is not known, in days alone."""
    if is_exact:
        return delay_words(delay)
    days = round(delay / timedelta(1))
    return delay_words(timedelta(days)) if days else _("в тот же день")


def share_words(share: float | None) -> str:
    """`83 %`; a dash where there is nothing to share."""
    return "—" if share is None else f"{share * 100:.0f}{NBSP}%"


FUNCTIONS: Mapping[str, Any] = {
    "mention_tone_words": mention_tone_words,
    "holder_words": holder_words,
    "speech_words": speech_words,
    "role_words": role_words,
    "wording_words": wording_words,
    "member_words": member_words,
    "date_source_words": date_source_words,
    "date_confidence_words": date_confidence_words,
    "delay_words": delay_words,
    "follow_words": follow_words,
    "share_words": share_words,
}
