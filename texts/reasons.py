"""Why a source could not be read, in words for people who run no servers."""

from __future__ import annotations

from http import HTTPStatus

from records.article import Dropped
from texts import _

NOT_ASKED = "not-asked"


def plain_reason(outcome: str) -> str:
    """The words for a poll's outcome or a drop's reason (`http-403`, `robots`, …); an unknown code stands as it is."""
    if outcome.startswith("http-"):
        return _http_reason(outcome.removeprefix("http-"))
    words = {
        Dropped.ROBOTS: _("сайт запрещает программам читать этот раздел (robots.txt)"),
        Dropped.FORBIDDEN_ADDRESS: _("адрес ведёт во внутреннюю сеть, туда программа не ходит"),
        Dropped.TIMEOUT: _("сайт слишком долго не отвечает"),
        Dropped.UNREACHABLE: _("сайт недоступен: сервер не найден или не отвечает"),
        Dropped.TOO_LARGE: _("ответ сайта слишком велик"),
        Dropped.UNREADABLE: _("ответ сайта не читается: по адресу не лента и не страница"),
        Dropped.NOT_A_FEED: _("вместо ленты новостей сайт отдаёт что-то другое"),
        Dropped.NO_TOKEN: _("не читается: нет токена VK (переменная OTKLIK_CRAWL__VK_TOKEN)"),
        Dropped.API_REFUSED: _("сайт VK отвечает отказом"),
        Dropped.EMPTY: _("сайт отдаёт пустой ответ"),
        Dropped.NO_TEXT: _("на странице не нашлось текста"),
        Dropped.NOT_ARTICLE: _("это не статья"),
        Dropped.TOO_SHORT: _("текст слишком короток"),
        Dropped.TOO_OLD: _("публикация слишком старая"),
        Dropped.NOT_RELEVANT: _("не о профсоюзах"),
        Dropped.DUPLICATE_ADDRESS: _("та же статья под другим адресом"),
        Dropped.OUTLET_PAUSED: _("опрос издания приостановлен"),
        Dropped.OUTLET_REMOVED: _("издания больше нет в реестре"),
        NOT_ASKED: _("не опрашивалось"),
        "": _("не опрашивалось"),
    }
    return words.get(outcome) or _("не читается (код «{code}»)", code=outcome)


def _http_reason(status: str) -> str:
    words = {
        "401": _("сайт требует входа по паролю (401)"),
        "402": _("сайт требует оплаты (402)"),
        "403": _("сайт отказывает программе в доступе (403)"),
        "404": _("страницы по этому адресу больше нет (404)"),
        "410": _("страница удалена (410)"),
        "429": _("сайт просит обращаться реже (429)"),
        "451": _("доступ закрыт по требованию властей (451)"),
    }
    if status in words:
        return words[status]
    if status.startswith("5"):
        return _("на сайте неполадки (ошибка {status})", status=status)
    if status.startswith("3"):
        return _("сайт переадресует без конца или в никуда ({status})", status=status)
    return _("сайт ответил ошибкой {status}", status=_named(status))


def _named(status: str) -> str:
    try:
        return f"{status} {HTTPStatus(int(status)).phrase}"
    except ValueError:
        return status
