"""What is one address and what is two: an article fetched twice costs little, two taken for one lose an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from archive.addresses import address_id, normal_url
from crawler.pages import find_canonical

SAME = [
    ("https://zarya.example/n/1", "http://zarya.example/n/1"),
    ("https://zarya.example/n/1", "https://ZARYA.example:443/n/1#comments"),
    ("https://zarya.example/", "https://zarya.example"),
    (
        "https://zarya.example/n?id=5",
        "https://zarya.example/n?utm_source=a&id=5&UTM_medium=b&yclid=1&_openstat=x&",
    ),
    ("https://zarya.example/n?id=5", "https://zarya.example/n?id=5&from=smi2&ref=main&rss"),
    ("https://zarya.example/n?id=5", "https://zarya.example/n?id=5&utm%5Fsource=rss"),
    ("https://zarya.example/n/1", "https://zarya.example/n/1?amp"),
    ("https://zarya.example/n/1", "https://zarya.example/n/1?print=Y"),
    ("https://zarya.example/n/1?id=2", "https://zarya.example/n/1?amp=1&id=2&print="),
    ("https://zarya.example/n/1", "https://zarya.example/n/1?outputType=amp"),
    ("https://zarya.example/n/1/", "https://zarya.example/n/1/amp/"),
    ("https://zarya.example/n/1", "https://zarya.example/n/1/amp"),
    ("https://zarya.example/n/1", "https://zarya.example/amp/n/1"),
    ("https://zarya.example/n/1/", "https://zarya.example/n/1/print/"),
    ("https://zarya.example/n?q=%d0%bf", "https://zarya.example/n?q=%D0%BF"),
    ("https://zarya.example/n?q=%d0%bf", "https://zarya.example/n?q=п"),
    ("https://zarya.example/n?q=%CF%F0", "https://zarya.example/n?q=%cf%f0"),
    ("https://zarya.example/n?q=a+b", "https://zarya.example/n?q=a%20b"),
    ("https://пример.example/n", "https://xn--e1afmkfd.example/n"),
]
DIFFERENT = [
    ("https://zarya.example/n/1", "https://zarya.example/n/2"),
    ("https://zarya.example/n/1", "https://m.zarya.example/n/1"),
    ("https://zarya.example/n/1", "https://zarya.example:8080/n/1"),
    # «Приказ» and «Премия» in windows-1251: read as UTF-8 both are replacement characters.
    ("https://zarya.example/n?t=%CF%F0%E8%EA%E0%E7", "https://zarya.example/n?t=%CF%F0%E5%EC%E8%FF"),
    ("https://zarya.example/#!/news/1", "https://zarya.example/#!/news/2"),
    ("https://zarya.example/#!/news/1", "https://zarya.example/"),
    ("https://zarya.example/show?from=5131", "https://zarya.example/show?from=5132"),
    ("https://zarya.example/show?ref=5131", "https://zarya.example/show"),
    ("https://zarya.example/show?rss=2026-11-12", "https://zarya.example/show?rss=2026-11-13"),
    ("https://zarya.example/?print=5131", "https://zarya.example/?print=5132"),
    ("https://zarya.example/?amp=5131", "https://zarya.example/"),
    ("https://zarya.example/print/1", "https://zarya.example/1"),
    ("https://zarya.example/amp/", "https://zarya.example/"),
    ("https://zarya.example/camp", "https://zarya.example/c"),
    ("https://zarya.example/n/1-amp", "https://zarya.example/n/1-"),
    ("https://zarya.example/n?a=1&b=2", "https://zarya.example/n?a=1%26b=2"),
]
KEPT = [
    "https://zarya.example/n?12345",
    "https://zarya.example/n?id=5&t=%cf%f0%e8",
    "https://zarya.example/n?path=a/b;c&d=%20",
    "https://zarya.example/#!/news/1",
    "https://zarya.example/n/1/amp/",
    "https://zarya.example/%d0%bf",
    "http://[2001:db8::1]:8080/n",
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_write_an_articles_address_are_one(one: str, other: str) -> None:
    assert address_id(one) == address_id(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_articles_addresses_stay_two(one: str, other: str) -> None:
    assert address_id(one) != address_id(other)


@pytest.mark.parametrize("url", KEPT)
def test_a_shown_address_leads_where_the_outlets_own_does(url: str) -> None:
    assert normal_url(url) == url


def test_a_shown_address_has_no_marks_of_the_reader() -> None:
    url = "HTTPS://Zarya.example:443/n?from=smi2&id=5&&print=Y&q=a b&utm_source=rss#top"
    assert normal_url(url) == "https://zarya.example/n?id=5&q=a%20b"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://[zarya", "Invalid IPv6"),
        ("https://zarya.example:port/", "Port"),
        ("https://zarya.example/\ud800", "surrogates"),
    ],
)
def test_what_is_no_address_is_refused(url: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        normal_url(url)


@pytest.mark.parametrize(
    ("url", "stated", "canonical"),
    [
        ("https://m.zarya.example/n/1", "https://zarya.example/n/1", "https://zarya.example/n/1"),
        ("https://amp.zarya.example/n/1", "https://zarya.example/n/1", "https://zarya.example/n/1"),
        ("https://zarya.example/n/1/amp/", "https://zarya.example/n/1", "https://zarya.example/n/1"),
        ("https://m.zarya.example/n/1", "", "https://m.zarya.example/n/1"),
        # A front page for everybody's canonical address would make all articles one.
        ("https://zarya.example/?p=1", "https://zarya.example/", "https://zarya.example/?p=1"),
        ("https://zarya.example/#!/n/1", "https://zarya.example/", "https://zarya.example/#!/n/1"),
        ("https://zarya.example/", "https://zarya.example/#!/n/1", "https://zarya.example/#!/n/1"),
    ],
)
def test_a_variants_own_page_says_which_article_it_is(url: str, stated: str, canonical: str) -> None:
    page = f"<html><head><link rel='canonical' href='{stated}'></head><body></body></html>"
    assert find_canonical(document_fromstring(page), url, "https://zarya.example/") == canonical


@given(st.text(alphabet="abп/?&=#!%D0f+; ampprint_utm1", max_size=40))
def test_the_form_of_an_address_is_final(rest: str) -> None:
    url = normal_url(f"https://zarya.example/{rest}")
    assert normal_url(url) == url
    assert address_id(url) == address_id(f"https://zarya.example/{rest}")
