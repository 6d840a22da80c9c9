"""What is wrong with a source, in words for people who run no servers."""

from __future__ import annotations

from datetime import timedelta

from records.health import Symptom, Verdict
from texts import _, plural
from texts.reasons import plain_reason

_DAY = timedelta(days=1)


def verdict_words(verdict: Verdict) -> str:
    """What we make of a source, since when and why, in one sentence; its moment is in the reader's zone already."""
    reason = condition_words(verdict)
    match verdict.condition:
        case "failing":
            return _("не читается с {since:%d.%m.%Y}: {reason}", since=verdict.since, reason=reason)
        case "broken":
            return _("сломалось {since:%d.%m.%Y}: {reason}", since=verdict.since, reason=reason)
        case "silent":
            return _("молчит с {since:%d.%m.%Y}: {reason}", since=verdict.since, reason=reason)
        case "":
            return _("читается")


def condition_words(verdict: Verdict) -> str:
    """The reason without its «since when»; empty where nothing is wrong."""
    match verdict.condition:
        case "failing":
            return plain_reason(verdict.detail)
        case "broken":
            return symptom_words(verdict.detail)
        case "silent":
            return _silence(verdict)
        case "":
            return ""


def symptom_words(symptom: str) -> str:
    """The words for a `Symptom`, or for the reason of a refusal."""
    words: dict[str, str] = {
        Symptom.NO_TEXT: _("на страницах статей не находится текст"),
        Symptom.CAPTCHA: _("вместо статей сайт показывает проверку «вы не робот»"),
        Symptom.COOKIE_WALL: _("вместо статей сайт просит принять cookie"),
        Symptom.LOGIN: _("вместо статей сайт показывает форму входа"),
        Symptom.PARKED: _("вместо сайта заглушка: домен продаётся или не оплачен"),
        Symptom.ERROR_PAGE: _("вместо статей сайт показывает сообщение об ошибке"),
        Symptom.NEEDS_SCRIPT: _("без JavaScript страницы сайта пусты"),
        Symptom.SAME_PAGE: _("по разным адресам сайт отдаёт одну и ту же страницу"),
        Symptom.SAME_TITLE: _("у всех статей один и тот же заголовок"),
        Symptom.SHORT: _("от статей остались одни первые строки"),
        Symptom.GARBLED: _("текст статей нечитаем: сбилась кодировка"),
        Symptom.UNDATED: _("со страниц статей пропали даты"),
        Symptom.MISDATED: _("даты на страницах статей стали неверны"),
        Symptom.NO_ENTRIES: _("в ленте не осталось записей"),
        Symptom.NO_ADDRESSES: _("в записях ленты нет адресов статей"),
        Symptom.FOREIGN: _("лента ведёт на другой сайт"),
    }
    if symptom in words:
        return words[symptom]
    return _("страницы статей не читаются: {reason}", reason=plain_reason(symptom))


def _silence(verdict: Verdict) -> str:
    """`detail` is the longest pause that was usual, in seconds."""
    days = max(1, round(timedelta(seconds=float(verdict.detail or 0)) / _DAY))
    return _(
        "новостей нет гораздо дольше обычного (раньше перерывы были не длиннее {days} {words})",
        days=days,
        words=plural(days, "дня", "дней", "дней"),
    )
