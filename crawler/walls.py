"""Pages that keep their text back: what a short page says of itself."""

from __future__ import annotations

import re

from records.health import Symptom

_LOOKED_AT = 60_000  # characters of the page
_WORDY = 1500  # characters of text: a wall says less
_WORDLESS = 40  # characters: not even a menu
_UNSEEN = re.compile(
    r"<(script|style|template|svg)\b.*?</\1\s*>|<!--.*?-->|<(?!noscript)[^>]*>", re.DOTALL | re.IGNORECASE
)

# In the order in which they count: a parked domain asks for cookies too.
_SAYINGS: tuple[tuple[Symptom, re.Pattern[str]], ...] = tuple(
    (symptom, re.compile(words, re.IGNORECASE))
    for symptom, words in (
        (
            Symptom.PARKED,
            r"домен\w* .{0,60}(прода[её]тся|припаркован|не оплачен|свободен|истек|ист[её]к|можно купить)|"
            r"купить (этот )?домен|продл\w+ домен|сайт (не оплачен|временно отключ[её]н|заблокирован за неуплату)|"
            r"domain .{0,40}(for sale|parked|expired)|buy this domain",
        ),
        (
            Symptom.CAPTCHA,
            r"captcha|капч[аиуе]|вы не робот|я не робот|что вы человек|проверк\w+ (вашего )?браузера|"
            r"подозрительн\w+ (активност|трафик)|just a moment|checking your browser|verify (that )?you are human|"
            r"ddos-guard|attention required",
        ),
        (
            Symptom.COOKIE_WALL,
            r"(прин\w+|соглас\w+|разреш\w+|включ\w+|использу\w+).{0,60}(cookie|куки)|"
            r"(cookie|куки).{0,80}(соглас|прин(ять|имаю)|включ|разреш)|(accept|enable) cookies",
        ),
        (
            Symptom.LOGIN,
            r"(войдите|авторизуйтесь|зарегистрируйтесь)\b.{0,80}(чтобы|читать|продолж|доступ|аккаунт|уч[её]тн|парол)|"
            r"вход (на сайт|в (личный )?кабинет)|"
            r"(логин|e-?mail|телефон).{0,60}пароль|забыли пароль|(log|sign) in to",
        ),
        (
            Symptom.NEEDS_SCRIPT,
            r"(включите|включить|требуется|необходим|без|отключ[её]н\w*).{0,40}java\s?script|"
            r"java\s?script.{0,60}(включ|отключ[её]н|требуется|необходим|disabled|required)|enable javascript",
        ),
        (
            Symptom.ERROR_PAGE,
            r"(ошибка|error)\W{0,3}[45]\d\d|[45]\d\d\W{1,3}(ошибка|error|not found|forbidden|bad gateway|internal)|"
            r"страниц\w* не (найдена|существует)|внутренняя ошибка|(ведутся|проводятся) (технические|профилактические)"
            r" работы|сайт (временно )?недоступен|технические работы|fatal error|database (connection )?error|"
            r"bad gateway|service (temporarily )?unavailable|доступ (запрещ[её]н|ограничен)|access denied",
        ),
    )
)


def find_wall(title: str, text: str, page: str) -> str:
    """The `Symptom` that a page without a proper text shows, or nothing. `page` is its decoded HTML.

    Where an article was found, what stands around it is no wall: many pages ask for cookies in a corner.
    """
    if len(text) > _WORDY:
        return ""
    said = text or " ".join(_UNSEEN.sub(" ", page[:_LOOKED_AT]).split())
    if len(said) > _WORDY:
        return ""
    spoken = f"{title} {said}"
    found = next((symptom for symptom, words in _SAYINGS if words.search(spoken)), "")
    is_shell = not text and len(said) < _WORDLESS and "<script" in page.lower()
    return found or (Symptom.NEEDS_SCRIPT if is_shell else "")
