"""An invented site on loopback with a feed, a sitemap and articles, for the commands that look for sources."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from tests.crawler.press import PARAGRAPH, Answer, Press, rss

HOME = """<!doctype html><html lang="ru"><head><meta charset="utf-8">
<title>Заречные вести — новости Челябинска и Челябинской области</title>
<meta property="og:site_name" content="Заречные вести">
{head}</head><body>{body}<p>Челябинск сегодня. Вести из Челябинска.</p></body></html>"""
FEED_LINK = '<link rel="alternate" type="application/rss+xml" title="Новости" href="/rss.xml">'
ARTICLE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title} | Заречные вести</title>
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}"></head>
<body><nav><a href="/">Главная</a></nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"""
TITLE = "На «Зарнице» договорились об индексации"


def home(*, head: str = FEED_LINK, body: str = '<a href="/about">О нас</a>') -> Answer:
    return Answer(HOME.format(head=head, body=body).encode())


def article(title: str = TITLE, published: str = "2026-11-23T10:15:00+05:00") -> Answer:
    paragraphs = "".join(f"<p>{PARAGRAPH}Абзац {number}.</p>" for number in range(1, 4))
    return Answer(ARTICLE.format(title=title, published=published, paragraphs=paragraphs).encode())


def feed(press: Press, *paths: str) -> Answer:
    urls = [press.url + path for path in paths]
    return Answer(rss(urls, date=format_datetime(datetime.now(UTC))), content_type="application/rss+xml")


def sitemap(press: Press, *paths: str) -> Answer:
    today = datetime.now(UTC).date().isoformat()
    urls = "".join(f"<url><loc>{press.url}{path}</loc><lastmod>{today}</lastmod></url>" for path in paths)
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    return Answer(body.encode(), content_type="application/xml")


def open_site(press: Press) -> None:
    press.answers["/"] = home()
    press.answers["/rss.xml"] = feed(press, "/news/1", "/news/2")
    press.answers["/news/1"] = article()
    press.answers["/news/2"] = article("Вторая новость Заречья")


def configure(folder: Path, *presses: Press, own: str | None = "own", more: str = "") -> None:
    """otklik.toml of a user who may ask these sites; the own register folder is there."""
    allowed = ", ".join(f'"{press.place}"' for press in presses)
    lines = [
        "[crawl]",
        'contact = "press@example.org"',
        "delay = 0.0",
        "deadline = 5.0",
        f"allow_addresses = [{allowed}]",
    ]
    if own is not None:
        lines += ["[registry]", f'folder = "{own}"', more]
        (folder / own).mkdir(exist_ok=True)
    (folder / "otklik.toml").write_text("\n".join(lines) + "\n", "utf-8")
