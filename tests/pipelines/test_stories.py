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
from archive.store import open_archive, sqlite_url
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
        article = replace(an_article(number, hours=number * hours), text=texts[number])
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
    kept = [replace(an_article(number, hours=number), text=text) for number, text in enumerate(texts)]
    with desk.archive.writing() as connection:
        for article in kept:
            keep_article(connection, desk.run_id, article, NOW)
            record_annotation(connection, article.id, Annotation(model="test"))
    place_annotated(desk.archive)
    with desk.archive.writing() as connection:
        anew = {"text": OTHER, "story_id": None}
        connection.execute(update(schema.articles).where(schema.articles.c.id == kept[0].id).values(anew))
    assert place_annotated(desk.archive) == 1
    with desk.archive.reading() as connection:
        found = find_placements(connection, [article.id for article in kept])
    first, second, _third = (article.id for article in kept)
    assert [found[article.id].story_id for article in kept] == [first, second, second]
    assert [found[article.id].is_reprint for article in kept] == [False, False, True]


def test_only_recent_texts_keep_their_bands(desk: Desk) -> None:
    def arrive(number: int, days: int) -> None:
        then = NOW + timedelta(days=days)
        article = replace(an_article(number, hours=24 * days), text=BODY, fetched=then)
        with desk.archive.writing() as connection:
            keep_article(connection, start_run(connection, then), article, then)
            record_annotation(connection, article.id, Annotation(model="test"))
        place_annotated(desk.archive)

    def having_bands() -> set[str]:
        with desk.archive.reading() as connection:
            return set(connection.execute(select(schema.story_bands.c.article_id)).scalars())

    first, second = an_article(0).id, an_article(1).id
    arrive(0, days=0)
    arrive(1, days=19)
    assert having_bands() == {first, second}
    arrive(2, days=30)
    assert having_bands() == {second, an_article(2).id}
