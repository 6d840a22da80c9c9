"""What people say of an article's relevance, date and story, whatever comes later and in whatever order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from archive import outbox
from archive.annotations import record_annotation
from archive.articles import find_articles, find_placements, keep_article
from archive.coverage import covered_articles
from archive.stories import find_story
from pipelines.correcting import correct, take_back
from pipelines.stories import place_annotated
from records.article import Article
from records.correction import Correction, NotRelevant, OtherDate, OtherStory, SameStory
from records.errors import InputError
from tests.archive.conftest import NOW, Desk, an_annotation, an_article

BODY = (
    "Профком завода добился индексации зарплаты на десять процентов, сообщила в пятницу председатель комитета. "
    "По её словам, переговоры с дирекцией шли с лета, и соглашение подписали обе стороны. "
    "Документ вступит в силу первого декабря и затронет четыре тысячи работников."
)
OTHER = (
    "Учителя района получили новые методические пособия по математике, рассказали в управлении образования. "
    "Книги напечатала областная типография, их хватит всем школам до конца учебного года."
)
LATER = NOW + timedelta(days=3)


def article(number: int, text: str = BODY, hours: int | None = None) -> Article:
    at = number if hours is None else hours
    return replace(an_article(number, hours=at), outlet_id=f"outlet-{number}", text=text)


def arrive(desk: Desk, *articles: Article) -> None:
    """As a crawl brings them: all of it, then their places."""
    with desk.archive.writing() as connection:
        for one in articles:
            keep_article(connection, desk.run_id, one, NOW)
            record_annotation(connection, one.id, an_annotation())
    place_annotated(desk.archive)


def say(desk: Desk, *said: Correction) -> int:
    return correct(desk.archive, said).ids[0]


def stories(desk: Desk, *articles: Article) -> list[int | None]:
    """The number of each article's story: which of them is its first."""
    ids = [one.id for one in articles]
    with desk.archive.reading() as connection:
        found = find_placements(connection, ids)
    return [ids.index(found[id_].story_id) if id_ in found else None for id_ in ids]


def revisions(desk: Desk) -> dict[str, int]:
    with desk.archive.reading() as connection:
        return dict(outbox.waiting(connection, 100))


def covered(desk: Desk) -> list[str]:
    with desk.archive.reading() as connection:
        found = covered_articles(
            connection, NOW - timedelta(days=90), NOW + timedelta(days=90), ["fp-kurgan"]
        )
    return [one.id for one in found]


def word(one: Article) -> dict[str, object]:
    return {"article_id": one.id, "made": NOW, "by": "Анна"}


def not_relevant(one: Article) -> NotRelevant:
    return NotRelevant(article_id=one.id, made=NOW, by="Анна")


def apart(one: Article, *, with_copies: bool = True, days: int = 0) -> OtherStory:
    return OtherStory(article_id=one.id, made=NOW + timedelta(days=days), by="Анна", with_copies=with_copies)


def same(one: Article, other: Article) -> SameStory:
    return SameStory(article_id=one.id, made=NOW, by="Анна", other_id=other.id)


def dated(one: Article, days: int) -> OtherDate:
    return OtherDate(
        article_id=one.id, made=LATER, by="Анна", published=NOW + timedelta(days=days), has_time=True
    )


def test_what_is_no_coverage_is_told_nobody_and_leaves_its_story_to_the_next(desk: Desk) -> None:
    kept = [article(number) for number in range(3)]
    arrive(desk, *kept)
    before = revisions(desk)
    id_ = say(desk, not_relevant(kept[0]))
    assert stories(desk, *kept) == [None, 1, 1]
    assert covered(desk) == [kept[1].id, kept[2].id]
    after = revisions(desk)
    assert all(after[one.id] > before[one.id] for one in kept)
    take_back(desk.archive, id_, "Борис", LATER)
    assert stories(desk, *kept) == [0, 0, 0]
    assert len(covered(desk)) == 3


def test_what_is_no_coverage_stays_so_when_it_is_edited_and_annotated_again(desk: Desk) -> None:
    kept = [article(number) for number in range(2)]
    arrive(desk, *kept)
    say(desk, not_relevant(kept[0]))
    arrive(desk, replace(kept[0], text=BODY + " Дополнено.", fetched=LATER))
    assert stories(desk, *kept) == [None, 1]
    assert covered(desk) == [kept[1].id]


def test_another_date_moves_the_article_and_makes_another_the_first(desk: Desk) -> None:
    kept = [article(number) for number in range(3)]
    arrive(desk, *kept)
    id_ = say(desk, dated(kept[0], 2))
    with desk.archive.reading() as connection:
        found = find_articles(connection, [kept[0].id])[kept[0].id]
        [first, *_others] = find_story(connection, kept[1].id)
    assert (found.published, found.published_by) == (NOW + timedelta(days=2), "person")
    assert first.article_id == kept[1].id
    assert stories(desk, *kept) == [1, 1, 1]
    take_back(desk.archive, id_, "Борис", LATER)
    with desk.archive.reading() as connection:
        assert find_articles(connection, [kept[0].id])[kept[0].id] == kept[0]
    assert stories(desk, *kept) == [0, 0, 0]


def test_the_latest_date_counts_and_the_first_found_comes_back(desk: Desk) -> None:
    one = article(0)
    arrive(desk, one)
    ids = [say(desk, dated(one, days)) for days in (-5, -7)]
    for id_, published in zip(reversed(ids), (-5, 0), strict=True):
        take_back(desk.archive, id_, "Борис", LATER)
        with desk.archive.reading() as connection:
            found = find_articles(connection, [one.id])[one.id].published
        assert found == NOW + timedelta(days=published)


def test_a_day_that_has_not_come_is_no_date(desk: Desk) -> None:
    one = article(0)
    arrive(desk, one)
    with pytest.raises(InputError, match="не наступила"):
        say(desk, dated(one, 30))


@pytest.mark.parametrize(("with_copies", "expected"), [(True, [0, 0, 0]), (False, [0, 1, 1])])
def test_a_first_that_stands_for_itself_keeps_its_copies_or_not(
    desk: Desk, with_copies: bool, expected: list[int]
) -> None:
    kept = [article(number) for number in range(3)]
    arrive(desk, *kept)
    id_ = say(desk, apart(kept[0], with_copies=with_copies))
    assert stories(desk, *kept) == expected
    take_back(desk.archive, id_, "Борис", LATER)
    assert stories(desk, *kept) == [0, 0, 0]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_article_set_apart_stays_so_whatever_comes_later(desk: Desk, order: Sequence[int]) -> None:
    kept = [article(number) for number in range(4)]
    arrive(desk, kept[3])
    say(desk, apart(kept[3]))
    for number in order:
        arrive(desk, kept[number])
    assert stories(desk, *kept) == [0, 0, 0, 3]


def test_joined_stories_are_one_with_all_that_comes_to_either(desk: Desk) -> None:
    first, copy, other, late = article(1), article(2), article(3, OTHER), article(4, OTHER)
    earlier = article(0)
    arrive(desk, first, other)
    id_ = say(desk, same(other, first))
    assert stories(desk, first, other) == [0, 0]
    arrive(desk, late)
    arrive(desk, copy)
    assert stories(desk, first, copy, other, late) == [0, 0, 0, 0]
    arrive(desk, earlier)
    assert stories(desk, earlier, first, copy, other, late) == [0] * 5
    with desk.archive.reading() as connection:
        members = find_story(connection, earlier.id)
    assert [member.kind for member in members] == ["first", "copy", "copy", "version", "copy"]
    take_back(desk.archive, id_, "Борис", LATER)
    assert stories(desk, earlier, first, copy, other, late) == [0, 0, 0, 3, 3]


def test_who_leaves_a_joined_story_leaves_the_join_too(desk: Desk) -> None:
    first, other = article(0), article(1, OTHER)
    arrive(desk, first, other)
    say(desk, same(other, first))
    say(desk, apart(other, days=1))
    assert stories(desk, first, other) == [0, 1]


def test_a_join_outlives_an_edit_and_a_new_annotation(desk: Desk) -> None:
    first, other = article(0), article(1, OTHER)
    arrive(desk, first, other)
    say(desk, same(other, first))
    arrive(desk, replace(other, text=OTHER + " Дополнено к вечеру.", fetched=LATER))
    assert stories(desk, first, other) == [0, 0]
    before = revisions(desk)
    with desk.archive.writing() as connection:
        record_annotation(connection, other.id, an_annotation(tone=-1))
    assert stories(desk, first, other) == [0, 0]
    assert revisions(desk)[other.id] == before[other.id] + 1


def test_an_old_story_loses_one_article_and_stays_one(desk: Desk) -> None:
    """Its texts were forgotten long ago: no new ones can belong to it."""
    from archive.story_keys import forget_texts  # noqa: PLC0415 - used once

    kept = [article(number) for number in range(4)]
    arrive(desk, *kept)
    with desk.archive.writing() as connection:
        forget_texts(connection, [one.id for one in kept])
    say(desk, not_relevant(kept[0]))
    assert stories(desk, *kept) == [None, 1, 1, 1]


def test_one_article_is_no_story_with_itself_and_one_that_is_not_there_with_nobody(desk: Desk) -> None:
    one = article(0)
    arrive(desk, one)
    with pytest.raises(InputError, match="укажите другую"):
        say(desk, same(one, one))
    with pytest.raises(InputError, match="нет"):
        say(desk, same(one, article(7)))
