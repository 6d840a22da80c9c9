"""Stories follow from the articles, not from the order in which they came."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive.articles import find_placements, keep_article
from archive.frontier import register_sources, start_run
from archive.store import open_archive, sqlite_url
from pipelines.stories import place_annotated
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
