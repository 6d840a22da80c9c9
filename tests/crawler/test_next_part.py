"""An article in several parts: which link leads to the next one."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from crawler.next_part import find_next_part

ZARYA = "https://zarya.example"
PARTS = [
    ("/news/42", "/news/42", "/news/42?page=2", "/news/42?page=2"),
    ("/news/42", "/news/42?page=2", "?page=3", "/news/42?page=3"),
    ("/news/17", "/news/17", "/news/17/2", "/news/17/2"),
    ("/news/most/", "/news/most/", "/news/most/2/", "/news/most/2/"),
    ("/news/most/", "/news/most/2/", "/news/most/3/", "/news/most/3/"),
    ("/news/most/", "/news/most/", "/news/most/page/2/#top", "/news/most/page/2/"),
    ("/most.html", "/most.html", "most-page2.html", "/most-page2.html"),
    ("/index.php?id=7", "/index.php?id=7", "?id=7&PAGEN_1=2", "/index.php?id=7&PAGEN_1=2"),
]


@pytest.mark.parametrize(("first", "url", "href", "expected"), PARTS)
def test_the_next_part_bears_the_articles_own_address_and_the_next_number(
    first: str, url: str, href: str, expected: str
) -> None:
    page = f"<html><body><a href='/'>Главная</a><div class='pages'><b>1</b> <a href='{href}'>2</a></div></body></html>"
    assert find_next_part(document_fromstring(page), ZARYA + url, first=ZARYA + first) == ZARYA + expected


OTHERS = [
    "<a rel='next' href='/news/43'>Следующая статья</a>",
    "<link rel='next' href='/news/43'>",
    "<a href='/news/43?page=2'>2</a>",
    "<a href='/news/2'>2</a>",
    "<a href='/news/42?page=3'>3</a>",
    "<a href='/news/42'>1</a>",
    "<a href='/news?page=2'>2</a>",
    "<a href='https://other.example/news/42?page=2'>2</a>",
    "<div class='comments'><p><a href='/news/42?page=2'>2</a></p></div>",
    "<a href='/news/42/comment-page-2'>2</a>",
    "<a href='javascript:next(2)'>2</a><a href='http://[broken'>2</a><a href=''>2</a>",
]


@pytest.mark.parametrize("link", OTHERS)
def test_another_article_and_the_comments_are_no_next_part(link: str) -> None:
    page = f"<html><head></head><body>{link}</body></html>"
    assert find_next_part(document_fromstring(page), ZARYA + "/news/42", first=ZARYA + "/news/42") is None


def test_an_address_that_cannot_be_read_has_no_next_part() -> None:
    assert (
        find_next_part(
            document_fromstring("<a href='?page=2'>2</a>"), "http://[broken", first="http://[broken"
        )
        is None
    )
