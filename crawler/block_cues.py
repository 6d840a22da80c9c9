"""Words and class names by which a line betrays what it is: a caption, a comment, the small print, a list of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

# Beginnings of words, lower case; a cue at the beginning of a line counts as `<name>_first` too.
_WORDS: dict[str, str] = {
    "more": (
        "читайте|читать|смотрите|смотри|по теме|материалы по|другие новости|другие материалы|другие статьи|похожие|"
        "связанные|последние|главные|главное|популярн|самое |самые|топ-|новости|лента|архив|далее|подробн|в рубрике|"
        "ранее|сюжет|теги|тэги|метки|ключевые слова|рубрик|раздел|также|следующая|предыдущая|статьи|материалы|"
        "рекомендуем|выбор редакции|не пропустите|вам может|по материалам|анонс|ссылки|каталог|что ещё|что еще|"
        "больше новостей|ещё по теме|еще по теме|другое|интересное|партнёр|партнер"
    ),
    "caption": "фото|видео|иллюстраци|изображение|на снимке|снимок|архив|кадр|скриншот",
    "comment": (
        "комментари|комментиру|отзыв|обсуди|обсужд|ответить|цитировать|нравится|рейтинг|оценк|оценить|проголосов|"
        "пожаловаться|модератор|гость|аноним|сообщений|форум|написал"
    ),
    "legal": (
        "(c) |использовани|свидетельств|редакци|копировани|лицензи|политик|cookie|пользовател|мнение|разработк|дизайн|"
        "хостинг|авторск|законодательств|запрещ|разреш|регистрац|реквизит|материалов|ответственност|"
        "зарегистрирован|издани|иноагент|экстремист|нарушает|содержит|публикуются|рекламн|цитировани|настоящ|согласи|"
        "охраняются|владел|допускается|распростран|правовые|ограничени|администраци|обязу|размещен|объявлени"
    ),
    "small_print": (
        "все права|права защищены|права на материал|перепечатк|гиперссылк|правообладател|редакция |мнение редакции|"
        "мнения авторов|рекламных объявлен|рекламодател|учредител|главный редактор|свидетельство о рег|роскомнадзор|"
        "цитировани|использование материал|использовании материал|копирование материал|файлы cookie|персональных данн|"
        "политика конф|пользовательское сог|пользователь |рекомендательные техн|зарегистрирован|настоящ|©"
    ),
    "form": (
        "войти|вход |регистр|парол|логин|e-mail|email|введите|отправ|ваше имя|поиск|найти|подпис|рассылк|закладк|"
        "добавить|распечат|печат|версия|скачать|заказать|выбер|нажмите|выделите|ctrl|ошибк|опечатк|javascript|браузер|"
        "размер шрифта|увеличить|загрузк|подождите"
    ),
    "share": (
        "подел|вконтакте|в контакте|facebook|twitter|livejournal|одноклассник|мой мир|telegram|телеграм|whatsapp|"
        "viber|дзен|rss|блог|присоедин|канал|yandex|яндекс|google|liveinternet|мессендж|соцсет|max"
    ),
    "contact": "@|тел.|телефон|http|www|факс|адрес|почт",
    "byline": "источник|автор|просмотр|прочит|опубликован|публикац|обновлен|дата|время|корреспондент|текст",
    "advert": "реклам|партнер|спонсор|скидк|цен|купить|магазин|руб.|акци|на правах",
}
_MONTHS = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_DATE = re.compile(
    rf"\b\d{{1,2}}[./\s-]{{1,2}}(?:\d\d?|(?:{_MONTHS})\w*)(?:[./\s-]{{1,2}}\d{{2,4}})?\b|\b\d\d?[:.]\d\d\b|^(?:сегодня|вчера)\b"
)
CUES = tuple(_WORDS)

_BOX_NAMES: dict[str, str] = {
    "comment": r"comment|komment|disqus|forum|reply|review|opinion|otziv|otzyv",
    "side": (
        r"side|right|left|widget|relat|recom|similar|more|other|last|popular|top|rating|anons|announc|teas|list|"
        r"archive|calendar|informer|see-?also|lenta|also|block"
    ),
    "nav": r"nav|menu|foot|head|bread|crumb|pag(?:er|ing)|tabs?\b|tool|search|login|auth|logo|path|copyright",
    "advert": (
        r"banner|advert|\bads?\b|\badv|reklam|promo|partner|sponsor|share|social|like|subscr|counter|cookie|popup|"
        r"modal|vote|poll|\btags?\b|keyword|rss|bookmark|donat|telegram|telega"
    ),
    "caption": r"caption|figcap|photo|foto|image|img|pic|gallery|desc|credit|author|source|date|time|info|meta",
    "content": r"article|text|body|content|story|entry|post|news|full|main|detail|publication|material",
    "text": (
        r"article-?body|(?:article|news|full|post|entry|story|detail|body)[-_]*(?:text|content|body)|(?:^|[\s_-])text"
    ),
}
BOX_NAMES = tuple(_BOX_NAMES)
_NAME_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _BOX_NAMES.values())


def find_cues(lines: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How often each of CUES occurs in each line, and whether the line begins with it. The lines are in lower case."""
    counts = np.zeros((len(lines), len(CUES)))
    first = np.zeros((len(lines), len(CUES)))
    page = "\n" + "\n".join(lines)
    starts = np.cumsum([1, *(len(line) + 1 for line in lines)])
    automaton, owners = _automaton()
    found = automaton.find_matches_as_indexes(page, overlapping=False)
    for index, start, _end in found:
        if page[start - 1].isalpha():
            continue
        line = int(np.searchsorted(starts, start, "right")) - 1
        counts[line, owners[index]] += 1
        # Before the first word a line may have a dash, a bullet or a quote mark.
        if start - starts[line] <= 3:
            first[line, owners[index]] = 1
    return counts, first


@lru_cache(maxsize=1)
def _automaton() -> tuple[AhoCorasick, tuple[int, ...]]:
    words = [(word, owner) for owner, cue in enumerate(CUES) for word in _WORDS[cue].split("|")]
    automaton = AhoCorasick(
        [word for word, _ in words],
        matchkind=MatchKind.LeftmostLongest,
        implementation=Implementation.ContiguousNFA,
    )
    return automaton, tuple(owner for _, owner in words)


def has_date(line: str) -> bool:
    return bool(_DATE.search(line))


@lru_cache(maxsize=8192)
def name_cues(name: str) -> tuple[bool, ...]:
    """Which of BOX_NAMES the class, id or itemprop of a box speaks of."""
    return tuple(bool(pattern.search(name)) for pattern in _NAME_PATTERNS)
