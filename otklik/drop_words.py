"""Why an article was not taken, in words for a table."""

from __future__ import annotations

from records.article import Dropped
from texts import _
from texts.reasons import plain_reason


def drop_words(reason: str) -> str:
    words: dict[str, str] = {
        Dropped.NOT_RELEVANT: _("не о профсоюзах"),
        Dropped.NO_TEXT: _("нет текста"),
        Dropped.TOO_SHORT: _("слишком коротко"),
        Dropped.TOO_OLD: _("старое"),
        Dropped.NOT_ARTICLE: _("не статья"),
        Dropped.DUPLICATE_ADDRESS: _("тот же материал под другим адресом"),
        Dropped.ROBOTS: _("запрещено robots.txt"),
        Dropped.TIMEOUT: _("не дождались ответа"),
        # Entries that a source lists and that cannot be taken.
        "no-link": _("без ссылки"),
        "bad-address": _("негодный адрес"),
        "repeated": _("дважды в одном списке"),
        "cut": _("лента оборвана"),
        "undated": _("в карте сайта без даты"),
        "too-many": _("в карте сайта больше 50 000 адресов"),
        "advert": _("реклама"),
    }
    return words.get(reason) or plain_reason(reason)
