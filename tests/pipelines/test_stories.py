"""Stories follow from the articles, not from the order in which they came."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from archive import outbox, schema
from archive.annotations import record_annotation
from archive.articles import find_placements, keep_article
from archive.frontier import register_sources, start_run
from archive.pickups import find_releases
from archive.store import open_archive, sqlite_url
from archive.stories import find_story
from pipelines.stories import place_annotated
from records.annotation import Annotation
from tests.archive.conftest import NOW, SOURCE, Desk, an_article

BODY = (
    "Профком шинного завода в среду провёл собрание в третьем цехе. Люди просили об одном: чтобы график смен "
    "вывешивали заранее, а не накануне вечером. Директор по персоналу пообещал, что с первого числа графики будут "
    "готовы за две недели. Председатель профкома заметила, что обещание уже звучало летом, и попросила закрепить его "
    "приказом. Приказ, по её словам, появился на доске объявлений на следующее утро, и рабочие фотографировали его."
)
REPRINT = (
    "Как сообщает «Вестник», " + BODY[:330].lower() + " Подробности — в следующем выпуске нашей программы."
)
OTHER = (
    "В библиотеке имени Чехова открылась выставка старых карт уезда. Самая ранняя нарисована от руки и показывает "
    "дороги, которых давно нет. Смотрительница говорит, что школьники первым делом ищут на карте свою улицу."
)


def placed(
    folder: Path, order: Sequence[int], texts: Sequence[str] = (BODY, REPRINT, OTHER), hours: int = 1
) -> dict[str, tuple[str, bool]]:
    """Story and reprint by article, the three texts arriving one crawl after the other in this order."""
    folder.mkdir()
    archive = open_archive(sqlite_url(folder / "archive.db"))
    with archive.writing() as connection:
        desk = Desk(archive, start_run(connection, NOW))
        register_sources(connection, [SOURCE])
    for number in order:
        desk.list_links(number)
        article = replace(
            an_article(number, hours=number * hours), outlet_id=f"outlet-{number}", text=texts[number]
        )
        with archive.writing() as connection:
            keep_article(connection, desk.run_id, article, NOW)
        desk.annotate(article)
        place_annotated(archive)
    ids = [an_article(number).id for number in range(len(texts))]
    with archive.reading() as connection:
        found = find_placements(connection, ids)
    archive.close()
    return {id_: (found[id_].story_id, found[id_].is_reprint) for id_ in ids}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_arrival_changes_nothing(tmp_path: Path, order: tuple[int, ...]) -> None:
    first, reprint, other = (an_article(number).id for number in range(3))
    assert placed(tmp_path / "x", order) == {
        first: (first, False),
        reprint: (first, True),
        other: (other, False),
    }


def test_the_same_words_a_fortnight_later_are_another_story(tmp_path: Path) -> None:
    found = placed(tmp_path / "x", (0, 1), (BODY, REPRINT), hours=24 * 14)
    assert {story for story, _is_reprint in found.values()} == set(found)


def test_a_late_link_between_two_stories_makes_them_one(tmp_path: Path) -> None:
    """Two papers took different halves of a release; the release itself is found last."""
    half = len(BODY) // 2
    release, first, second = BODY, BODY[: half + 40], BODY[half - 40 :]
    found = placed(tmp_path / "x", (1, 2, 0), (release, first, second))
    assert {story for story, _is_reprint in found.values()} == {an_article(0).id}


def test_what_follows_a_copy_but_not_the_first_is_another_story(tmp_path: Path) -> None:
    """Weekly texts around the same frame are no endless story: each first lends its name for ten days only."""
    found = placed(tmp_path / "x", (0, 1, 2, 3), [BODY] * 4, hours=24 * 6)
    first, third = an_article(0).id, an_article(2).id
    assert list(found.values()) == [(first, False), (first, True), (third, False), (third, True)]


def test_two_that_place_at_once_place_everything_once(desk: Desk) -> None:
    articles = [replace(an_article(number, hours=number), text=BODY) for number in range(150)]
    with desk.archive.writing() as connection:
        for article in articles:
            keep_article(connection, desk.run_id, article, NOW)
            record_annotation(connection, article.id, Annotation(model="test"))
    with ThreadPoolExecutor(2) as threads:
        counts = list(threads.map(place_annotated, [desk.archive] * 2))
    with desk.archive.reading() as connection:
        found = find_placements(connection, [article.id for article in articles])
        revisions = {revision for _id, revision in outbox.waiting(connection, 1000)}
    assert {place.story_id for place in found.values()} == {articles[0].id}
    assert (sum(counts), len(found), revisions) == (150, 150, {1})


def test_a_first_with_another_text_sets_its_copies_free(desk: Desk) -> None:
    """Whoever takes a new version of an article only has to take its place away."""
    texts = (BODY, BODY, REPRINT)
    kept = [
        replace(an_article(number, hours=number), outlet_id=f"outlet-{number}", text=text)
        for number, text in enumerate(texts)
    ]
    with desk.archive.writing() as connection:
        for article in kept:
            keep_article(connection, desk.run_id, article, NOW)
            record_annotation(connection, article.id, Annotation(model="test"))
    place_annotated(desk.archive)
    with desk.archive.writing() as connection:
        anew = {"text": OTHER, "story_id": None, "text_id": None, "fetched": NOW + timedelta(hours=1)}
        connection.execute(update(schema.articles).where(schema.articles.c.id == kept[0].id).values(anew))
    assert place_annotated(desk.archive) == 1
    with desk.archive.reading() as connection:
        found = find_placements(connection, [article.id for article in kept])
    first, second, _third = (article.id for article in kept)
    assert [found[article.id].story_id for article in kept] == [first, second, second]
    assert [found[article.id].is_reprint for article in kept] == [False, False, True]


def test_only_recent_texts_keep_their_keys(desk: Desk) -> None:
    def arrive(number: int, days: int) -> None:
        then = NOW + timedelta(days=days)
        article = replace(an_article(number, hours=24 * days), text=BODY, fetched=then)
        with desk.archive.writing() as connection:
            keep_article(connection, start_run(connection, then), article, then)
            record_annotation(connection, article.id, Annotation(model="test"))
        place_annotated(desk.archive)

    def having_keys() -> set[str]:
        with desk.archive.reading() as connection:
            numbers = set(connection.execute(select(schema.story_keys.c.number).distinct()).scalars())
            rows = connection.execute(
                select(schema.story_texts.c.number, schema.story_texts.c.article_id)
            ).all()
        assert numbers == {row.number for row in rows}
        return {row.article_id for row in rows}

    first, second = an_article(0).id, an_article(1).id
    arrive(0, days=0)
    arrive(1, days=19)
    assert having_keys() == {first, second}
    arrive(2, days=30)
    assert having_keys() == {second, an_article(2).id}


VERSION = (
    "На шинном заводе графики смен будут готовы за две недели, а не накануне вечером: об этом рабочие третьего цеха в "
    "среду договорились с директором по персоналу. Собрание провёл профком. Летом обещание уже давали, поэтому "
    "председатель настояла на приказе. Утром он висел на доске объявлений."
)
TITLES = (
    "Профком шинного завода добился графика смен",
    "Шинный завод обещает графики смен заранее",
    "Открылась выставка",
)


def arrive_as(desk: Desk, *arrivals: tuple[int, str, float, str], own: frozenset[str] = frozenset()) -> None:
    """(number, outlet, hours, text), each placed before the next one comes."""
    for number, outlet, hours, text in arrivals:
        title = TITLES[[BODY, VERSION].index(text)] if text in (BODY, VERSION) else TITLES[2]
        published = NOW + timedelta(hours=hours)
        article = replace(an_article(number), outlet_id=outlet, title=title, text=text, published=published)
        with desk.archive.writing() as connection:
            keep_article(connection, desk.run_id, article, NOW)
            record_annotation(connection, article.id, Annotation(model="test"))
        place_annotated(desk.archive, own)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1), (1, 3, 0, 2)])
def test_a_story_tells_who_was_first_who_copied_and_who_wrote_in_own_words(
    desk: Desk, order: tuple[int, ...]
) -> None:
    arrivals = [
        (0, "vestnik", 0, BODY),
        (1, "zarya", 2, REPRINT),
        (2, "iskra", 5, VERSION),
        (3, "sobiratel", 7, VERSION + " Фото автора."),
    ]
    arrive_as(desk, *(arrivals[number] for number in order))
    with desk.archive.reading() as connection:
        story = find_story(connection, an_article(0).id)
    ids = [an_article(number).id for number in range(4)]
    assert [member.article_id for member in story] == ids
    assert [member.kind for member in story] == ["first", "copy", "version", "copy"]
    assert [member.order for member in story] == [1, 2, 3, 4]
    assert [member.delay for member in story] == [timedelta(hours=hours) for hours in (0, 2, 5, 7)]
    assert [member.taken_from for member in story] == [ids[0], ids[0], ids[0], ids[2]]
    first, copy, version, its_copy = (member.share for member in story)
    assert (first, version < 0.2) == (1.0, True)
    assert 0.6 < copy < 1.0
    assert 0.9 < its_copy < 1.0


def test_the_same_event_told_again_next_week_is_another_story(desk: Desk) -> None:
    arrive_as(desk, (0, "vestnik", 0, BODY), (1, "iskra", 24 * 7, VERSION))
    with desk.archive.reading() as connection:
        assert len(find_story(connection, an_article(0).id)) == 1


def test_two_texts_of_one_outlet_on_one_event_are_two_stories(desk: Desk) -> None:
    """The second is a follow-up, and its own publication."""
    arrive_as(desk, (0, "vestnik", 0, BODY), (1, "vestnik", 5, VERSION))
    with desk.archive.reading() as connection:
        assert len(find_story(connection, an_article(0).id)) == 1


OWN = frozenset({"profsoyuz", "profsoyuz-vk"})


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_releases_are_matched_to_what_the_press_took_whoever_came_first(
    desk: Desk, order: tuple[int, ...]
) -> None:
    """The release itself is no member of the press's story: its first is the first of the press."""
    arrivals = [
        (0, "profsoyuz", 0, BODY),
        (1, "zarya", 3, REPRINT),
        (2, "vestnik", 8, BODY),
        (3, "profsoyuz", 1, OTHER),
    ]
    arrive_as(desk, *(arrivals[number] for number in order), own=OWN)
    with desk.archive.reading() as connection:
        releases = find_releases(connection, NOW, NOW + timedelta(days=1), OWN)
        story = find_story(connection, an_article(1).id)
    taken, unnoticed = releases
    assert (taken.article_id, unnoticed.article_id) == (an_article(0).id, an_article(3).id)
    assert unnoticed.pickups == ()
    assert [pickup.outlet_id for pickup in taken.pickups] == ["zarya", "vestnik"]
    assert [pickup.delay for pickup in taken.pickups] == [timedelta(hours=3), timedelta(hours=8)]
    assert 0.6 < taken.pickups[0].article_share < 1.0
    assert taken.pickups[1].article_share == taken.pickups[1].release_share == 1.0
    assert [(member.outlet_id, member.kind) for member in story] == [("zarya", "first"), ("vestnik", "copy")]


def test_one_release_on_the_site_and_in_a_network_is_one_and_each_article_took_it_once(desk: Desk) -> None:
    arrivals = ((0, "profsoyuz", 0, BODY), (1, "profsoyuz-vk", 1, BODY), (2, "vestnik", -2, BODY))
    arrive_as(desk, *arrivals, own=OWN)
    with desk.archive.reading() as connection:
        (release,) = find_releases(connection, NOW, NOW + timedelta(days=1), OWN)
    assert release.article_id == an_article(0).id
    assert [(pickup.outlet_id, pickup.delay) for pickup in release.pickups] == [
        ("vestnik", timedelta(hours=-2))
    ]


def test_an_edited_article_takes_back_what_it_had_taken(desk: Desk) -> None:
    arrive_as(desk, (0, "profsoyuz", 0, BODY), (1, "vestnik", 2, BODY), own=OWN)
    edited = replace(an_article(1), outlet_id="vestnik", text=OTHER, fetched=NOW + timedelta(hours=9))
    desk.list_links(1)
    with desk.archive.writing() as connection:
        connection.execute(
            update(schema.articles)
            .where(schema.articles.c.id == edited.id)
            .values(text=OTHER, text_id=None, story_id=None, fetched=edited.fetched)
        )
    assert place_annotated(desk.archive, OWN) == 1
    with desk.archive.reading() as connection:
        (release,) = find_releases(connection, NOW, NOW + timedelta(hours=1), OWN)
    assert release.pickups == ()
