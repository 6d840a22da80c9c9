"""What the archive tells of texts that resemble one another."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from archive.frontier import start_run
from archive.schema import articles
from archive.store import Transaction
from archive.stories import articles_with_old_bands, find_bands, find_followers, find_neighbours, record_bands
from tests.archive.conftest import NOW, Desk

DAY = timedelta(days=1)


def test_neighbours_share_a_band_and_a_time(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)
    desk.place(article, article.id)

    def found(connection: Transaction, bands: list[int], days: int) -> list[str]:
        since, until = NOW + (days - 1) * DAY, NOW + days * DAY
        neighbours = find_neighbours(connection, bands, since, until, all_after=since)
        return [member.article_id for member in neighbours]

    with desk.archive.reading() as connection:
        assert found(connection, [2, 3, 9], days=1) == [article.id]
        assert found(connection, [9], days=1) == []
        assert found(connection, [3], days=2) == []


def test_of_earlier_neighbours_only_the_firsts_are_told(desk: Desk) -> None:
    first, copy = desk.keep(1), desk.keep(2, hours=1)
    for article in (first, copy):
        desk.annotate(article)
        desk.place(article, first.id)

    def found(connection: Transaction, hours: int) -> set[str]:
        all_after = NOW + timedelta(hours=hours)
        neighbours = find_neighbours(connection, [1], NOW - DAY, NOW + DAY, all_after=all_after)
        return {member.article_id for member in neighbours}

    with desk.archive.reading() as connection:
        assert found(connection, hours=1) == {first.id, copy.id}
        assert found(connection, hours=2) == {first.id}
        assert [member.article_id for member in find_followers(connection, [first.id])] == [copy.id]


def test_a_new_text_has_none_of_the_old_bands(desk: Desk) -> None:
    first, second = desk.keep(1), desk.keep(2)
    with desk.archive.writing() as connection:
        record_bands(connection, {first.id: [1, 2], second.id: [1, -5, 2**54]})
        record_bands(connection, {first.id: [2, 3, 3]})
        found = find_bands(connection, [first.id, second.id])
        assert {id_: sorted(bands) for id_, bands in found.items()} == {
            first.id: [2, 3],
            second.id: [-5, 1, 2**54],
        }


def test_bands_are_old_when_both_the_article_and_its_fetching_are(desk: Desk) -> None:
    """An old article that was found today may still get a copy that is found tomorrow."""
    old, found_late, listed_late = desk.keep(1), desk.keep(2), desk.keep(3)
    with desk.archive.writing() as connection:
        start_run(connection, NOW + 30 * DAY)
        times = {
            old.id: {"timestamp": NOW, "fetched": NOW},
            found_late.id: {"timestamp": NOW, "fetched": NOW + 20 * DAY},
            listed_late.id: {"timestamp": NOW + 20 * DAY, "fetched": NOW},
        }
        for article_id, those in times.items():
            connection.execute(update(articles).where(articles.c.id == article_id).values(those))
        record_bands(connection, dict.fromkeys(times, (1, 2)))
        assert articles_with_old_bands(connection, 20 * DAY) == [old.id]
        record_bands(connection, {old.id: []})
        assert articles_with_old_bands(connection, 20 * DAY) == []
