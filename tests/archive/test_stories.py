"""What the archive tells of texts that resemble one another."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update

from archive.frontier import start_run
from archive.schema import articles, story_keys
from archive.store import Transaction
from archive.stories import articles_to_place, find_copies, find_story, find_versions, record_placements
from archive.story_keys import KeyedText, forget_texts, outlived_texts, register_texts
from archive.story_neighbours import Nearness, find_near
from records.article import Article
from records.story import Member, Placement
from tests.archive.conftest import NOW, Desk

DAY = timedelta(days=1)
BAND = 2**62
NEARNESS = Nearness(band_days=10, term_days=3, terms=3)


def keyed(article: Article, keys: list[int], days: float = 20) -> KeyedText:
    member = Member(
        article_id=article.id,
        outlet_id=article.outlet_id,
        timestamp=article.timestamp,
        fetched=article.fetched,
    )
    return KeyedText(article=member, keys=keys, until=article.timestamp + days * DAY)


def near(connection: Transaction, article: Article) -> set[str]:
    found = find_near(connection, [article.id], NEARNESS)
    return {member.article_id for member in found.get(article.id, ())}


def count_keys(connection: Transaction) -> int:
    return connection.execute(select(func.count()).select_from(story_keys)).scalar_one()


def test_those_are_near_that_share_a_band_within_ten_days(desk: Desk) -> None:
    first, second, late = desk.keep(1), desk.keep(2, hours=24 * 10), desk.keep(3, hours=24 * 21)
    with desk.archive.writing() as connection:
        register_texts(
            connection, [keyed(article, [BAND + 7, BAND + 9]) for article in (first, second, late)]
        )
        assert near(connection, first) == {second.id}
        assert near(connection, second) == {first.id}
        assert near(connection, late) == set()


def test_those_are_near_that_share_three_terms_within_three_days(desk: Desk) -> None:
    first, with_three, with_two = desk.keep(1), desk.keep(2, hours=72), desk.keep(3)
    late = desk.keep(4, hours=24 * 4)
    with desk.archive.writing() as connection:
        register_texts(connection, [keyed(first, [1, 2, 3, 4])])
        register_texts(connection, [keyed(with_three, [2, 3, 4, 5]), keyed(with_two, [3, 4, 5, 6])])
        register_texts(connection, [keyed(late, [1, 2, 3, 4])])
        assert near(connection, first) == {with_three.id}
        assert near(connection, with_two) == {with_three.id}


def test_many_at_once_are_each_told_their_own_neighbours(desk: Desk) -> None:
    some = [desk.keep(number) for number in range(6)]
    with desk.archive.writing() as connection:
        register_texts(
            connection, [keyed(each, [BAND + number // 2, number]) for number, each in enumerate(some)]
        )
        found = find_near(connection, [each.id for each in some], NEARNESS)
    pairs = {id_: [member.article_id for member in members] for id_, members in found.items()}
    assert pairs == {each.id: [some[number ^ 1].id] for number, each in enumerate(some)}


def test_a_new_text_has_none_of_the_old_keys_and_a_forgotten_one_has_none(desk: Desk) -> None:
    first, second = desk.keep(1), desk.keep(2)
    with desk.archive.writing() as connection:
        register_texts(connection, [keyed(first, [BAND, BAND + 1]), keyed(second, [BAND + 1, 2**63 - 1])])
        register_texts(connection, [keyed(first, [BAND + 2, BAND + 2])])
        assert (count_keys(connection), near(connection, second)) == (3, set())
        forget_texts(connection, [first.id, second.id])
        assert count_keys(connection) == 0
        assert near(connection, second) == set()


def test_texts_are_outlived_when_a_run_begins_after_all_that_can_belong_to_them(desk: Desk) -> None:
    old, recent = desk.keep(1), desk.keep(2)
    with desk.archive.writing() as connection:
        register_texts(connection, [keyed(old, [1], days=20), keyed(recent, [2], days=40)])
        assert outlived_texts(connection, 10) == []
        start_run(connection, NOW + 30 * DAY)
        assert outlived_texts(connection, 10) == [old.id]
        forget_texts(connection, [old.id])
        assert outlived_texts(connection, 10) == []


def test_copies_belong_to_a_text_and_versions_to_a_story(desk: Desk) -> None:
    first, copy, version, its_copy = some = [desk.keep(number, hours=number) for number in range(4)]
    texts = {first.id: first.id, copy.id: first.id, version.id: version.id, its_copy.id: version.id}
    for article in some:
        desk.annotate(article)
    with desk.archive.writing() as connection:
        assert [member.article_id for member in articles_to_place(connection, 9)] == [
            each.id for each in some
        ]
        placements = [
            Placement(
                article_id=each.id,
                story_id=first.id,
                text_id=texts[each.id],
                taken_from=texts[each.id],
                similarity=0.5,
            )
            for each in some
        ]
        record_placements(connection, placements)
        assert articles_to_place(connection, 9) == []
        copies = {member.article_id for member in find_copies(connection, [first.id, version.id])}
        assert copies == {copy.id, its_copy.id}
        assert [member.article_id for member in find_versions(connection, [first.id])] == [version.id]
        kinds = [member.kind for member in find_story(connection, first.id)]
        assert kinds == ["first", "copy", "version", "copy"]
        assert find_story(connection, copy.id) == []


def test_only_a_changed_place_is_told_to_the_index(desk: Desk) -> None:
    article = desk.keep(1)
    desk.annotate(article)

    def revision() -> int:
        with desk.archive.reading() as connection:
            query = select(articles.c.revision).where(articles.c.id == article.id)
            found: int = connection.execute(query).scalar_one()
        return found

    desk.place(article, article.id)
    placed = revision()
    desk.place(article, article.id)
    assert revision() == placed
    with desk.archive.writing() as connection:
        connection.execute(update(articles).where(articles.c.id == article.id).values(similarity=0.25))
    desk.place(article, article.id)
    assert revision() == placed + 1
