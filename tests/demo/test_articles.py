"""How many sample articles there are, of which kinds, and when."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, timedelta

from demo.articles import write_articles
from demo.sample import SampleArticle
from demo.stories import load_outlets
from tests.demo.conftest import MONDAY


def weeks(articles: list[SampleArticle]) -> Counter[int]:
    return Counter((article.published.date() - MONDAY).days // 7 for article in articles)


def test_there_are_enough_outlets_and_articles(articles: list[SampleArticle]) -> None:
    assert len({article.outlet.id for article in articles}) >= 12
    assert len(articles) >= 200
    assert sum(article.reachable for article in articles) >= 200


def test_the_same_monday_gives_the_same_articles(articles: list[SampleArticle]) -> None:
    assert write_articles(MONDAY) == articles


def test_another_monday_moves_every_article_by_as_much(articles: list[SampleArticle]) -> None:
    later = {article.id: article for article in write_articles(MONDAY + timedelta(weeks=3))}
    for article in articles:
        moved = later[article.id].published.replace(tzinfo=None) - article.published.replace(tzinfo=None)
        assert moved == timedelta(weeks=3)


def test_the_reported_week_has_more_than_each_week_before(articles: list[SampleArticle]) -> None:
    relevant = weeks([article for article in articles if article.relevant])
    assert relevant[0] > relevant[-1] > relevant[-2] > 0
    assert weeks(articles)[0] > weeks(articles)[-1] > weeks(articles)[-2] > 0


def test_some_articles_fall_outside_the_three_weeks(articles: list[SampleArticle]) -> None:
    assert weeks(articles)[-3] and weeks(articles)[1]


def test_a_night_in_tomsk_is_still_the_week_before_in_moscow(articles: list[SampleArticle]) -> None:
    night = next(article for article in articles if article.id == "tomsk-utilities")
    assert night.published.date() == MONDAY
    assert night.published.astimezone(UTC).date() == MONDAY - timedelta(days=1)


def test_an_article_is_always_of_yesterday() -> None:
    today = date(2026, 11, 26)
    assert any(article.published.date() == date(2026, 11, 25) for article in write_articles(MONDAY, today))


def test_at_least_a_third_is_plainly_irrelevant(articles: list[SampleArticle]) -> None:
    irrelevant = [article for article in articles if not article.relevant]
    assert len(irrelevant) * 3 >= len(articles)
    assert {article.kind for article in irrelevant} == {"everyday", "labour", "trap"}


def test_every_trouble_and_every_way_to_be_read_is_there() -> None:
    outlets = load_outlets().values()
    assert {outlet.trouble for outlet in outlets} >= {"slow", "dead-feed", "robots", "inward", "forbidden"}
    assert {outlet.feed for outlet in outlets} == {"rss", "atom", "none"}
    assert {outlet.dated for outlet in outlets} == {"json-ld", "meta", "time", "visible", "relative", "none"}
    assert {outlet.charset for outlet in outlets} == {"utf-8", "windows-1251"}
    assert any(outlet.declared == "" for outlet in outlets)
    assert any(outlet.campaign for outlet in outlets)


def test_ids_and_addresses_are_distinct(articles: list[SampleArticle]) -> None:
    assert len({article.id for article in articles}) == len(articles)
    assert len({(article.outlet.id, article.path) for article in articles}) == len(articles)
