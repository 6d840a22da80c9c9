"""The bytes of the sample press: charsets, feeds, HTML, dates."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser

import feedparser
import pytest

from demo.feeds import LABEL
from demo.sample import SampleArticle
from demo.site import Answer, build_site
from demo.stories import load_outlets
from tests.demo.conftest import MONDAY

BASE = "http://127.0.1.1:8000"
OUTLETS = load_outlets()
READABLE = [outlet for outlet in OUTLETS.values() if not outlet.trouble]


def site_of(outlet_id: str, articles: list[SampleArticle]) -> dict[str, Answer]:
    return build_site(OUTLETS[outlet_id], articles, BASE, "http://127.0.0.1:9/", MONDAY)


class Balance(HTMLParser):
    """Counts elements that are closed out of order."""

    void = frozenset({"meta", "link", "br", "img", "hr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.id)
def test_every_page_is_balanced_labelled_and_in_its_charset(outlet, articles) -> None:
    for path, answer in site_of(outlet.id, articles).items():
        if answer.status != 200 or not answer.content_type.startswith("text/html"):
            continue
        page = answer.body.decode(outlet.charset)
        balance = Balance()
        balance.feed(page)
        assert not balance.wrong and not balance.open, path
        assert LABEL in page
        assert f'<meta charset="{outlet.charset}">' in page


@pytest.mark.parametrize("outlet", READABLE, ids=lambda outlet: outlet.id)
def test_every_article_page_holds_its_whole_text(outlet, articles) -> None:
    site = site_of(outlet.id, articles)
    own = [article for article in articles if article.outlet.id == outlet.id]
    assert own
    for article in own:
        page = site[article.path].body.decode(outlet.charset)
        assert article.title in page
        assert all(f"<p>{paragraph}</p>" in page for paragraph in article.paragraphs)


@pytest.mark.parametrize("outlet", [o for o in READABLE if o.feed != "none"], ids=lambda outlet: outlet.id)
def test_every_feed_is_read_whole_by_feedparser(outlet, articles) -> None:
    answer = site_of(outlet.id, articles)[outlet.source_path]
    headers = {"content-type": answer.content_type}
    feed = feedparser.parse(io.BytesIO(answer.body), response_headers=headers)  # noqa: TID251 - BytesIO, as ruled
    own = {BASE + article.path: article for article in articles if article.outlet.id == outlet.id}
    assert {entry.link.split("?utm")[0] for entry in feed.entries} == set(own)
    for entry in feed.entries:
        article = own[entry.link.split("?utm")[0]]
        assert entry.title == article.title
        assert tuple(entry.published_parsed)[:5] == article.published.utctimetuple()[:5]


def test_the_campaign_outlet_lists_its_newest_articles_twice(articles) -> None:
    feed = site_of("volzhskiy-perekrestok", articles)["/rss.xml"].body.decode()
    links = re.findall(r"<link>([^<]*utm[^<]*)</link>", feed)
    assert len(set(links)) == len(links)
    assert len(links) == len({link.split("?")[0] for link in links}) + 3


def test_dates_are_said_in_every_way(articles) -> None:
    by_id = {article.id: article for article in articles}

    def page(article_id: str) -> str:
        article = by_id[article_id]
        return site_of(article.outlet.id, articles)[article.path].body.decode(article.outlet.charset)

    (block,) = re.findall(r"ld\+json\">(.*?)</script>", page("tobolmash-arrears"))
    assert json.loads(block)["datePublished"] == "2026-11-17T11:20:00+05:00"
    assert 'published_time" content="2026-11-16T14:25:00+05:00"' in page("chelyabinsk-ambulance")
    assert '<time datetime="2026-11-19T16:45:00+04:00">' in page("samara-gym")
    assert "19 ноября 2026, 09:10" in page("kurgan-silent-column")
    assert not re.search(r"2026|ноябр|\d\d:\d\d|\d+ \d\d", page("novgorod-cooks").split("</style>")[1])


def test_yesterday_is_called_so(articles) -> None:
    article = next(article for article in articles if article.id == "zavodskoy-yesterday")
    today = article.published.date().replace(day=article.published.day + 1)
    site = build_site(article.outlet, articles, BASE, "http://127.0.0.1:9/", today)
    assert "вчера, 14:05" in site[article.path].body.decode()


def test_the_listing_outlet_has_every_article_behind_its_selector(articles) -> None:
    page = site_of("zavodskoy-rayon", articles)["/news/"].body.decode()
    links = re.findall(r'<div class="item"><h3><a href="([^"]+)"', page)
    assert sorted(links) == sorted(a.path for a in articles if a.outlet.id == "zavodskoy-rayon")


def test_a_page_without_text_has_none(articles) -> None:
    page = site_of("yuzhnouralskiy-obzor", articles)["/obshchestvo/gallery.html"].body.decode()
    assert "<p>" not in page.split('<div class="text">')[1].split("</div>")[0]
