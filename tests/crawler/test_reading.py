"""One reading of a source: which page it asks for next, and what poll comes of it."""

from __future__ import annotations

from typing import Any

from crawler.faults import Fault
from crawler.http_facts import HttpFacts
from crawler.links import Listing
from crawler.reading import Reading
from records.article import LastAnswer, Link
from records.registry import Source

HOME = "https://zarya.example"
SOURCE = Source(id="zarya/0", outlet_id="zarya", kind="listing", url=f"{HOME}/1")


def begin(*, most_pages: int = 9, news: bool = True) -> Reading:
    return Reading(
        SOURCE, LastAnswer(), most_pages=most_pages, brings_news=lambda links: bool(links) and news
    )


def listing(*paths: str, then: str = "", parts: tuple[str, ...] = (), **more: Any) -> Listing:
    links = tuple(Link(url=f"{HOME}{path}", source_id="zarya/0", outlet_id="zarya") for path in paths)
    children = tuple(f"{HOME}{part}" for part in parts)
    return Listing(
        outcome="ok", links=links, next_url=f"{HOME}{then}" if then else "", children=children, **more
    )


def test_pages_are_asked_for_until_one_brings_nothing_new() -> None:
    reading = begin()
    reading.take(listing("/a", "/b", then="/2"), f"{HOME}/1")
    assert reading.next_url() == f"{HOME}/2"
    reading.take(listing(then="/3"), f"{HOME}/2")
    assert reading.next_url() is None
    poll = reading.poll()
    assert (poll.outcome, poll.found, poll.complete, poll.detail) == ("ok", 2, True, "")


def test_the_parts_of_an_index_are_asked_for_whether_there_is_news_or_not() -> None:
    reading = begin(news=False)
    reading.take(listing(parts=("/a.xml", "/b.xml")), f"{HOME}/index.xml")
    assert reading.next_url() == f"{HOME}/a.xml"
    reading.take(listing(parts=("/deep.xml",)), f"{HOME}/a.xml")
    assert [reading.next_url(), reading.next_url(), reading.next_url()] == [
        f"{HOME}/deep.xml",
        f"{HOME}/b.xml",
        None,
    ]


def test_no_page_is_asked_for_twice_in_one_reading() -> None:
    reading = begin()
    reading.take(listing("/a", then="/1"), f"{HOME}/1")
    assert reading.next_url() is None
    reading = begin()
    reading.take(listing(parts=("/a.xml", "/a.xml", "/1")), f"{HOME}/1")
    assert [reading.next_url(), reading.next_url()] == [f"{HOME}/a.xml", None]


def test_an_address_that_nobody_may_ask_for_is_passed_over() -> None:
    reading = begin()
    links = listing("/a").links
    reading.take(Listing(outcome="ok", links=links, next_url="file:///etc/passwd"), f"{HOME}/1")
    assert reading.next_url() is None


def test_a_reading_ends_at_its_limit_and_says_what_it_left() -> None:
    reading = begin(most_pages=2)
    reading.take(listing("/a", then="/2"), f"{HOME}/1")
    assert reading.next_url() == f"{HOME}/2"
    reading.take(listing("/b", then="/3"), f"{HOME}/2")
    assert reading.next_url() is None
    poll = reading.poll()
    assert (poll.found, poll.complete, poll.detail) == (2, True, "pages left unread: 1")


def test_a_first_page_that_fails_is_the_sources_failure() -> None:
    reading = begin()
    reading.fail(Fault(reason="timeout", detail="60 s", retry_after=30.0), f"{HOME}/1")
    poll = reading.poll()
    assert (poll.outcome, poll.detail, poll.retry_after, reading.links) == ("timeout", "60 s", 30.0, ())


def test_a_later_page_that_fails_leaves_what_came_before_it_and_no_validator() -> None:
    for failing in ("fault", "listing"):
        reading = begin()
        reading.facts = HttpFacts(etag='"a"', last_modified="today", fresh_for=60.0)
        reading.take(listing("/a", then="/2", parts=("/x",)), f"{HOME}/1")
        if failing == "fault":
            reading.fail(Fault(reason="http-502"), f"{HOME}/x")
        else:
            reading.take(Listing(outcome="unreadable", detail="why"), f"{HOME}/x")
        assert reading.next_url() is None
        poll = reading.poll()
        assert (poll.outcome, poll.found, poll.complete) == ("ok", 1, False)
        assert (poll.etag, poll.last_modified, poll.fresh_for) == (None, None, 60.0)
        assert poll.detail.startswith(f"{HOME}/x: ")


def test_a_page_that_was_cut_leaves_no_validator() -> None:
    reading = begin()
    reading.facts = HttpFacts(etag='"a"')
    reading.take(listing("/a", whole=False), f"{HOME}/1")
    assert reading.poll().etag is None


def test_an_article_on_two_pages_is_listed_once() -> None:
    reading = begin()
    reading.take(listing("/a", then="/2", unusable={"no-link": 1}), f"{HOME}/1")
    reading.take(listing("/a?utm_source=x", "/b", unusable={"no-link": 2}), f"{HOME}/2")
    assert [link.url for link in reading.links] == [f"{HOME}/a", f"{HOME}/b"]
    assert reading.poll().unusable == {"no-link": 3}
