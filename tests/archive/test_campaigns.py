"""A campaign's words out of a real archive, as they stand in the articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from archive.annotations import record_annotation
from archive.campaigns import find_sayings
from records.annotation import CampaignMention
from tests.archive.conftest import NOW, Desk, an_annotation

WEEK = NOW - timedelta(days=1), NOW + timedelta(days=6)
SAID = CampaignMention(campaign="may", start=0, end=13, wording="verbatim")


def put(desk: Desk, number: int, *said: CampaignMention, hours: int = 0) -> str:
    article = desk.keep(number, hours)
    with desk.archive.writing() as connection:
        record_annotation(connection, article.id, replace(an_annotation(), campaigns=said))
    return article.id


def test_each_place_is_told_with_its_words_from_the_text_or_the_title(desk: Desk) -> None:
    later = put(desk, 1, SAID, hours=3)
    earlier = put(desk, 2, replace(SAID, start=0, end=7, in_title=True, wording="paraphrased"), SAID)
    put(desk, 3, replace(SAID, campaign="mayor"))
    put(desk, 4)
    with desk.archive.reading() as connection:
        found = find_sayings(connection, *WEEK, "may", {"vestnik"})
    assert [(one.article_id, one.words, one.wording) for one in found] == [
        (earlier, "Новость", "paraphrased"),
        (earlier, "Профком завод", "verbatim"),
        (later, "Профком завод", "verbatim"),
    ]


def test_another_week_and_another_outlet_are_left_out(desk: Desk) -> None:
    put(desk, 1, SAID, hours=24 * 8)
    put(desk, 2, SAID)
    with desk.archive.reading() as connection:
        assert len(find_sayings(connection, *WEEK, "may", {"vestnik"})) == 1
        assert find_sayings(connection, *WEEK, "may", {"zarya"}) == []


def test_what_says_any_sign_of_patterns_finds_nothing(desk: Desk) -> None:
    put(desk, 1, SAID)
    with desk.archive.reading() as connection:
        assert find_sayings(connection, *WEEK, "%", {"vestnik"}) == []
        assert find_sayings(connection, *WEEK, 'may"', {"vestnik"}) == []
