"""Saved pages of our own writing become articles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from archive.addresses import address_id
from crawler.pages import extract_article, find_canonical
from records.article import Article, Drop, Link
from records.registry import ArticleSelectors, Outlet, Source

FETCHED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
URL = "https://zarya.example/news/42"
LINK = Link(url=URL + "?utm_source=rss", source_id="zarya/0", outlet_id="zarya", title="Из ленты")
FIRST = (
    "Профком вымышленного завода «Зарница» и дирекция подписали соглашение о ежегодной индексации заработной платы "
    "на уровень инфляции в регионе, сообщили в пресс-службе предприятия."
)
SECOND = (
    "— Мы добивались этого два года, — сказала председатель профкома Ирина Выдумова. — Теперь порядок записан в "
    "коллективном договоре, и отменить его приказом нельзя."
)
THIRD = "Соглашение вступит в силу с нового года и будет действовать три года для всех цехов и служб завода."

PAGE = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>«Зарница» индексирует зарплаты — Заря</title>
<meta property="og:title" content="«Зарница» индексирует зарплаты | Заря">
<meta property="og:description" content="Подписано соглашение"><meta property="article:section" content="Экономика">
<meta name="author" content="Пётр Вымыслов"><link rel="canonical" href="https://www.zarya.example/news/42">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2026-11-22T14:05:00+05:00",
"author": [{{"@type": "Person", "name": "Анна Небылицына"}}]}}</script></head>
<body><header><nav><a href="/">Главная</a><a href="/sport">Спорт</a></nav></header>
<main><article><h1>«Зарница» индексирует зарплаты</h1>
<div class="body"><p>{FIRST}</p><figure><img src="1.jpg"><figcaption>Подписание. Фото: Н. Снимков</figcaption></figure>
<p>{SECOND}</p><p>Читайте также: <a href="/news/41">В городе открыли каток</a></p><p>{THIRD}</p>
<p>Фото: архив редакции</p><p>Подписывайтесь на наш канал!</p></div></article>
<aside><h3>Популярное</h3><ul><li><a href="/news/40">Погода на неделю</a></li>
<li><a href="/news/39">Курсы валют</a></li></ul></aside>
</main><footer>Учредитель — ООО «Вымысел»</footer></body></html>"""


def outlet(**selectors: tuple[str, ...]) -> Outlet:
    return Outlet(
        id="zarya",
        name="Заря",
        url="https://zarya.example/",
        kind="external",
        region="RU-KGN",
        timezone="Asia/Yekaterinburg",
        sources=(Source(id="zarya/0", outlet_id="zarya", kind="feed", url="https://zarya.example/rss"),),
        article=ArticleSelectors(**selectors),
    )


def extract(
    page: str | bytes, content_type: str = "text/html", **selectors: tuple[str, ...]
) -> Article | Drop:
    body = page if isinstance(page, bytes) else page.encode()
    return extract_article(
        body, url=URL, outlet=outlet(**selectors), link=LINK, content_type=content_type, fetched=FETCHED
    )


def article_of(page: str | bytes, **selectors: tuple[str, ...]) -> Article:
    article = extract(page, **selectors)
    assert isinstance(article, Article)
    return article


def test_an_article_has_all_that_its_page_says() -> None:
    article = article_of(PAGE)
    assert article.title == "«Зарница» индексирует зарплаты"
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert article.authors == ("Анна Небылицына",)
    assert (article.lead, article.section, article.language) == ("Подписано соглашение", "Экономика", "ru")
    assert article.published == datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
    assert (article.published_has_time, article.published_by) == (True, "json-ld")
    assert article.canonical_url == "https://www.zarya.example/news/42"
    assert article.id == address_id(article.canonical_url)
    assert article.url == LINK.url
    assert (article.first_seen, article.fetched) == (FETCHED, FETCHED)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_an_old_encoding_gives_the_same_words(encoding: str) -> None:
    page = (
        PAGE.replace("«", '"')
        .replace("»", '"')
        .replace("—", "-")
        .replace('charset="utf-8"', f'charset="{encoding}"')
    )
    text = article_of(page.encode(encoding)).text
    assert text.startswith('Профком вымышленного завода "Зарница" и дирекция подписали соглашение')


@pytest.mark.parametrize("body", ["div.body > p", "//div[@class='body']/p"])
def test_the_outlets_own_selectors_come_first_and_the_rest_is_still_cleaned(body: str) -> None:
    article = article_of(
        PAGE, body=("div.gone", body), title=("h3",), authors=("//meta[@name='author']/@content",)
    )
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert (article.title, article.authors) == ("Популярное", ("Пётр Вымыслов",))


def test_a_selector_for_the_date_beats_the_metadata() -> None:
    page = PAGE.replace('<div class="body">', '<i id="when">вчера, 9:15</i><div class="body">')
    article = article_of(page, published=("#when",))
    assert (article.published, article.published_by) == (
        datetime(2026, 11, 22, 4, 15, tzinfo=UTC),
        "selector",
    )


SIGNATURES = [
    ('<span class="author">Автор: Анна Небылицына</span>', ("Анна Небылицына",)),
    ('<a rel="author">Анна Небылицына</a> <a rel="author">Пётр И. Ли</a>', ("Анна Небылицына", "Пётр И. Ли")),
    ('<p itemprop="author">Анна Небылицына и Пётр Вымыслов</p>', ("Анна Небылицына", "Пётр Вымыслов")),
    ('<div class="author">Фото автора, подпишитесь на рассылку</div>', ()),
    ('<div class="authority">Анна Небылицына</div>', ()),
]  # fmt: skip


@pytest.mark.parametrize(("line", "authors"), SIGNATURES)
def test_a_signature_counts_where_the_metadata_name_nobody(line: str, authors: tuple[str, ...]) -> None:
    page = f"<html><body><article><h1>Договор подписан</h1>{line}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    assert article_of(page).authors == authors


CANONICAL = [
    ("https://zarya.example/news/42", "https://zarya.example/news/42"),
    ("/news/042", "https://zarya.example/news/042"),
    ("https://thief.example/news/42", URL),
    ("https://zarya.example/", URL),
    ("javascript:alert(1)", URL),
    ("http://[broken", URL),
    ("", URL),
]


@pytest.mark.parametrize(("stated", "expected"), CANONICAL)
def test_a_canonical_address_counts_on_the_outlets_own_host_only(stated: str, expected: str) -> None:
    page = PAGE.replace("https://www.zarya.example/news/42", stated)
    assert article_of(page).canonical_url == expected


def test_pages_that_are_no_articles_are_dropped_under_their_reason() -> None:
    for page, content_type, reason in [
        (b"%PDF-1.4 ...", "application/pdf", "not-article"),
        (b"\x89PNG", "image/png", "not-article"),
        (b"", "text/html", "unreadable"),
        (b"<html><body></body></html>", "text/html", "no-text"),
    ]:
        drop = extract(page, content_type)
        assert isinstance(drop, Drop)
        assert (drop.url, drop.reason) == (LINK.url, reason)


def test_a_page_without_title_takes_the_feeds() -> None:
    page = f"<html><body><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></body></html>"
    article = article_of(page)
    assert (article.title, article.published) == ("Из ленты", None)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 5000 + FIRST,
        "<p>" + "а" * 300_000,
        "<table>" * 500 + f"<p>{FIRST}</p>",
        '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + PAGE,
        PAGE.replace('"NewsArticle"', '["NewsArticle", 7], "headline": [], "dateCreated": {}').replace('"Person"', "7"),
        "<?xml version='1.0' encoding='utf-8'?>" + PAGE,
        PAGE.replace("</", "<"),
        PAGE[: len(PAGE) // 2],
    ],
)  # fmt: skip
def test_hostile_markup_ends_in_an_article_or_a_reason(page: str) -> None:
    assert isinstance(extract(page), (Article, Drop))


def test_a_saved_page_without_an_address_has_only_the_canonical_one_it_states() -> None:
    stated = "<html><head><link rel='canonical' href='https://vestnik.example/1'></head><body></body></html>"
    assert find_canonical(document_fromstring(stated), "", "") == "https://vestnik.example/1"
    assert find_canonical(document_fromstring("<html><body></body></html>"), "", "") == ""
