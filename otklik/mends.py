"""What to do about a source that cannot be read: the mend for each reason, for people who run no servers."""

from __future__ import annotations

from records.article import Dropped
from records.health import Symptom, Verdict
from texts import _


def mend_for(reason: str, url: str) -> str:
    """One step that helps, or a word that waiting does; `url` is the source's or page's address."""
    if reason.startswith("http-"):
        return _http_mend(reason.removeprefix("http-"))
    mends: dict[str, str] = {
        Dropped.ROBOTS: _("запрет не обходится: попросите редакцию или поставьте paused с причиной"),
        Dropped.FORBIDDEN_ADDRESS: _("если издание ваше, откройте адрес в crawl.allow_addresses"),
        Dropped.TIMEOUT: _("подождите день; если не пройдёт, увеличьте crawl.deadline"),
        Dropped.UNREACHABLE: _("откройте адрес в браузере: сайт закрыт или переехал"),
        Dropped.TOO_LARGE: _("увеличьте crawl.feed_mib или crawl.page_mib"),
        Dropped.UNREADABLE: _("найдите ленту заново: otklik sources add АДРЕС-САЙТА"),
        Dropped.NOT_A_FEED: _("найдите ленту заново: otklik sources add АДРЕС-САЙТА"),
        Dropped.EMPTY: _("подождите день; если не пройдёт, найдите ленту заново"),
        Dropped.NO_TEXT: _("укажите в файле издания [article] body"),
        Dropped.NOT_ARTICLE: _("лента ведёт не на статьи: возьмите другую"),
        Dropped.NO_TOKEN: _("задайте токен в OTKLIK_CRAWL__VK_TOKEN"),
        **_broken_mends(),
    }
    return mends.get(reason) or _("посмотрите, что по адресу {url}", url=url)


def condition_mend(verdict: Verdict, url: str) -> str:
    """The mend for what we make of a source; nothing for a healthy one."""
    match verdict.condition:
        case "silent":
            return _(
                "откройте сайт: если новости там есть, найдите ленту заново: otklik sources add АДРЕС-САЙТА"
            )
        case "failing" | "broken":
            return mend_for(verdict.detail, url)
        case "":
            return ""


def _broken_mends() -> dict[str, str]:
    body = _("сайт переделали: укажите в файле издания [article] body по новой странице")
    refusal = _("запрет не обходится: попросите редакцию пустить программу или поставьте paused с причиной")
    again = _("найдите ленту заново: otklik sources add АДРЕС-САЙТА")
    wait = _("подождите день: неполадки у них; если не пройдёт, откройте сайт в браузере")
    return {
        Symptom.CAPTCHA: refusal,
        Symptom.COOKIE_WALL: refusal,
        Symptom.LOGIN: refusal,
        Symptom.PARKED: _("сайт закрыт или переехал: впишите новый адрес или поставьте paused с причиной"),
        Symptom.ERROR_PAGE: wait,
        Symptom.NEEDS_SCRIPT: _("найдите ленту с полным текстом: otklik sources add АДРЕС-САЙТА"),
        Symptom.SAME_PAGE: wait,
        Symptom.SAME_TITLE: _("сайт переделали: укажите в файле издания [article] title"),
        Symptom.SHORT: body,
        Symptom.GARBLED: wait,
        Symptom.UNDATED: _("сайт переделали: укажите в файле издания [article] published"),
        Symptom.MISDATED: _("сайт переделали: укажите в файле издания [article] published"),
        Symptom.NO_ENTRIES: again,
        Symptom.NO_ADDRESSES: again,
        Symptom.FOREIGN: _(
            "если сайт переехал, впишите новый адрес в url издания; если нет, возьмите другую ленту"
        ),
    }


def _http_mend(status: str) -> str:
    mends = {
        "401": _("вход по паролю программа не обходит: поставьте paused с причиной"),
        "402": _("оплату программа не обходит: поставьте paused с причиной"),
        "403": _("отказ программа не обходит: попросите редакцию или поставьте paused с причиной"),
        "404": _("найдите новый адрес: otklik sources add АДРЕС-САЙТА"),
        "410": _("найдите новый адрес: otklik sources add АДРЕС-САЙТА"),
        "429": _("подождите: программа будет обращаться реже"),
        "451": _("доступ закрыт: поставьте paused с причиной"),
    }
    if status in mends:
        return mends[status]
    return _("подождите день: неполадки у них") if status.startswith("5") else _("откройте адрес в браузере")
