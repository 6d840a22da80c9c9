"""Twenty-two ways in which an outlet that was read well yesterday is not read today, though it answers with 200."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.crawler.press import Answer
from tests.faults.newsroom import Newsroom, Story, draw_feed, draw_page

Change = Callable[[Newsroom, str], None]  # `other` is the address of another, healthy outlet


def _pages(make: Callable[[Newsroom, Story], Answer]) -> Change:
    def change(room: Newsroom, _other: str) -> None:
        room.page = make
        room.serve()

    return change


def _text(body: str) -> Answer:
    return Answer(f'<html lang="ru"><head><meta charset="utf-8">{body}</html>'.encode())


def _one_page(body: str) -> Change:
    return _pages(lambda _room, _story: _text(body))


def _new_markup(_room: Newsroom, story: Story) -> Answer:
    held = "".join(f'<x-text value="{sentence}"></x-text>' for sentence in story.text)
    date = f'<meta property="article:published_time" content="{story.published.isoformat()}">'
    return _text(f"<title>{story.title}</title>{date}</head><body><h1>{story.title}</h1>{held}</body>")


def _one_title(_room: Newsroom, story: Story) -> Answer:
    own = (
        draw_page(story)
        .replace(f"{story.title} — Небыль", "Небыль: новости")
        .replace(f"<h1>{story.title}</h1>", "")
    )
    return Answer(own.encode())


def _no_date(_room: Newsroom, story: Story) -> Answer:
    return Answer(draw_page(story, date="").encode())


def _one_date(_room: Newsroom, story: Story) -> Answer:
    stuck = datetime.now(UTC) - timedelta(days=20)
    return Answer(draw_page(story, date=stuck.replace(hour=9, minute=0, second=0).isoformat()).encode())


def _future(_room: Newsroom, story: Story) -> Answer:
    return Answer(draw_page(story, date=(story.published + timedelta(days=4000)).isoformat()).encode())


def _teaser(_room: Newsroom, story: Story) -> Answer:
    cut = (
        draw_page(story)
        .replace("</p><p>", "<!--", 1)
        .replace("</article>", "--> Читать полностью</p></article>")
    )
    return Answer(cut.encode())


def _mojibake(_room: Newsroom, story: Story) -> Answer:
    return Answer(draw_page(story).encode().decode("cp1251", errors="replace").encode())


def _script_only(_room: Newsroom, _story: Story) -> Answer:
    return _text(
        '<title>Небыль</title><script src="/app.js"></script></head><body><div id="app"></div></body>'
    )


def _to_front(_room: Newsroom, _story: Story) -> Answer:
    return Answer(status=302, headers={"Location": "/"})


def _refused(_room: Newsroom, _story: Story) -> Answer:
    return Answer(status=403)


def _feed(make: Callable[[Newsroom, str], bytes]) -> Change:
    def change(room: Newsroom, other: str) -> None:
        room.serve()
        room.press.answers["/rss.xml"] = Answer(make(room, other), content_type="application/rss+xml")

    return change


def _parked(room: Newsroom, _other: str) -> None:
    room.press.answers = dict.fromkeys(room.press.answers, _text(PARKED)) | {
        "/robots.txt": Answer(status=404)
    }


def _new_listing(room: Newsroom, _other: str) -> None:
    room.serve()
    front = room.press.answers["/"]
    room.press.answers["/"] = Answer(front.body.replace(b'ul class="all"', b'ul class="river"'))


def _frozen(room: Newsroom, _other: str) -> None:
    """Nothing is served anew."""
    room.stories.clear()


COOKIES = (
    "<title>Небыль</title></head><body><div><h2>Мы используем cookie</h2><p>Чтобы продолжить, примите условия "
    "использования файлов cookie на нашем сайте.</p><button>Согласен</button></div></body>"
)
CAPTCHA = (
    "<title>Проверка</title></head><body><h1>Подтвердите, что вы не робот</h1><p>С вашего адреса замечена "
    "подозрительная активность. Введите символы с картинки.</p><form><input></form></body>"
)
SAME = (
    "<title>Рады видеть вас на новом сайте</title></head><body><article><h1>Рады видеть вас на новом сайте</h1>"
    + "<p>Мы переехали на новую площадку и скоро перенесём сюда все материалы прошлых лет. Спасибо за терпение. </p>"
    * 9
    + "</article></body>"
)
BROKEN = (
    "<title>Ошибка 500</title></head><body><h1>Внутренняя ошибка сервера</h1><p>Ведутся технические работы, "
    "попробуйте зайти позже.</p></body>"
)
LOGIN = (
    "<title>Вход</title></head><body><h1>Войдите, чтобы читать</h1><form><label>Логин<input></label><label>Пароль"
    "<input type=password></label><a>Забыли пароль?</a></form></body>"
)
PARKED = (
    "<title>nebyl.example</title></head><body><h1>Домен nebyl.example продаётся</h1><p>Купить домен можно у "
    "регистратора. Смотрите также: кредиты, отдых, ремонт.</p></body>"
)

CHANGES: dict[str, Change] = {
    "new markup without text": _pages(_new_markup),
    "cookie wall": _one_page(COOKIES),
    "captcha": _one_page(CAPTCHA),
    "one page for all addresses": _one_page(SAME),
    "error page as 200": _one_page(BROKEN),
    "one title for all": _pages(_one_title),
    "dates gone": _pages(_no_date),
    "one date for all": _pages(_one_date),
    "dates in the future": _pages(_future),
    "texts cut to a teaser": _pages(_teaser),
    "mojibake": _pages(_mojibake),
    "empty feed": _feed(lambda room, _other: draw_feed(room, [])),
    "feed as HTML": _feed(lambda _room, _other: COOKIES.encode()),
    "frozen feed": _frozen,
    "feed leads to another host": _feed(lambda room, other: draw_feed(room, room.stories[-4:], host=other)),
    "feed without links": _feed(lambda room, _other: draw_feed(room, room.stories[-4:], linked=False)),
    "listing drawn anew": _new_listing,
    "empty shell for scripts": _pages(_script_only),
    "login page": _one_page(LOGIN),
    "parked domain": _parked,
    "all redirected to the front page": _pages(_to_front),
    "pages refused, feed not": _pages(_refused),
}
