from __future__ import annotations

import pytest

from crawler.look import is_garbled
from crawler.walls import find_wall
from records.health import Symptom

RUSSIAN = (
    "Профком вымышленного завода обсудил порядок выплат и план ремонта кровли, сообщили жители посёлка. " * 3
)


@pytest.mark.parametrize(
    ("title", "page", "wall"),
    [
        ("", "<p>Подтвердите, что вы не робот</p>", Symptom.CAPTCHA),
        ("Just a moment...", "<script>var captcha</script><p>Подождите</p>", Symptom.CAPTCHA),
        ("", "<p>Для входа на сайт включите cookies в браузере</p>", Symptom.COOKIE_WALL),
        ("", "<label>Логин<input></label> <label>Пароль<input></label>", Symptom.LOGIN),
        ("", "<h1>Домен nebyl.example продаётся</h1>", Symptom.PARKED),
        ("", "<p>Хостинг сайта не оплачен: сайт временно отключён</p>", Symptom.PARKED),
        ("502 Bad Gateway", "<hr>nginx", Symptom.ERROR_PAGE),
        ("", "<p>На сайте ведутся технические работы</p>", Symptom.ERROR_PAGE),
        ("", "<noscript>Для работы сайта включите JavaScript</noscript><div id=app>", Symptom.NEEDS_SCRIPT),
        ("Небыль", "<script src=/app.js></script><div id=app></div>", Symptom.NEEDS_SCRIPT),
        (
            "Фоторепортаж",
            "<nav>Главная, новости, редакция, контакты, архив</nav><img><script>captcha()</script><!-- пароль-->",
            "",
        ),
    ],
)
def test_a_page_without_a_text_says_why(title: str, page: str, wall: str) -> None:
    assert find_wall(title, "", f"<html><body>{page}</body></html>") == wall


def test_an_article_is_no_wall_whatever_stands_around_it() -> None:
    banner = "<div>Мы используем файлы cookie. Согласен</div><div>Войдите: логин, пароль</div>"
    assert find_wall("Кровлю починят", RUSSIAN, banner) == ""
    assert find_wall("Кровлю починят", "", f"<p>{RUSSIAN * 10}</p>{banner}") == "", "the page has much to say"
    assert find_wall("Лекции", "Вход для слушателей свободный. Запись выложат на сайте федерации.", "") == ""
    assert find_wall("", "Мы используем файлы cookie. Примите условия.", "") == Symptom.COOKIE_WALL


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        (RUSSIAN, False),
        (RUSSIAN.encode().decode("cp1251", "replace"), True),
        (RUSSIAN.encode("koi8-r").decode("cp1251"), True),
        (RUSSIAN.encode("cp1251").decode("latin-1"), True),
        (RUSSIAN.encode("cp1251").decode("utf-8", "replace"), True),
        (
            "Һөнәр берлеге әгъзалары эш хакын күтәрү турында сөйләште, дип хәбәр итте җыен рәисе Гөлнара. "
            * 2,
            False,
        ),
        ("The committee of the invented plant has met again to speak of wages and of the roof. " * 2, False),
        ("Профком 2026: 10 % и 20 %", False),
    ],
    ids=[
        "russian",
        "utf-8 as cp1251",
        "koi8 as cp1251",
        "cp1251 as latin",
        "cp1251 as utf-8",
        "tatar",
        "english",
        "short",
    ],
)
def test_garbled_text_is_told_from_russian(text: str, garbled: bool) -> None:
    assert is_garbled(text) == garbled
