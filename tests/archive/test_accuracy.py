"""How often the program was right: only what people looked at counts, whatever was said later of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.accuracy import Accuracy, Judged, measure_accuracy
from archive.corrected import say, take_back
from archive.store import Archive, open_archive, sqlite_url
from records.correction import Confirmed, Correction, MentionCorrection, NotRelevant
from tests.desk.guards_fixtures import ARTICLES, FIRST, NOW, SECOND
from tests.digests.press import put_articles

TEXT = " ".join(ARTICLES[0].sentences)
GOOD, BAD = (0, 14), (TEXT.index("СТФ обузой"), TEXT.index("СТФ обузой") + 10)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    archive = open_archive(sqlite_url(tmp_path / "archive.db"))
    put_articles(archive, ARTICLES)
    yield archive
    archive.close()


def measured(archive: Archive, *said: Correction) -> Accuracy:
    with archive.writing() as connection:
        for one in said:
            say(connection, one)
    with archive.reading() as connection:
        return measure_accuracy(connection, NOW - timedelta(days=365))


def of(span: tuple[int, int], hour: int = 0, union: str = "stf", **word: Any) -> MentionCorrection:
    words = TEXT[slice(*span)]
    made = NOW + timedelta(hours=hour)
    return MentionCorrection(
        article_id=FIRST, made=made, by="anna", union=union, span=span, words=words, **word
    )


def test_what_nobody_looked_at_counts_for_nothing(archive: Archive) -> None:
    found = measured(archive)
    assert found.tone == found.union == Judged(right=0, of=0)
    assert (found.mentions, found.articles, found.looked_at) == (4, 2, 0)


def test_a_tone_said_of_one_mention_judges_its_union_too(archive: Archive) -> None:
    found = measured(archive, of(GOOD, tone=1), of(BAD, tone=1))
    assert (found.tone, found.union) == (Judged(right=1, of=2), Judged(right=2, of=2))


def test_another_union_is_wrong_and_its_tone_is_what_was_said_of_it_later(archive: Archive) -> None:
    moved = of(BAD, instead="poezda")
    found = measured(archive, moved)
    assert (found.tone, found.union) == (Judged(right=0, of=0), Judged(right=0, of=1))
    found = measured(archive, of(BAD, hour=1, union="poezda", tone=-1))
    assert (found.tone, found.union) == (Judged(right=1, of=1), Judged(right=0, of=1))


def test_of_what_is_no_union_the_tone_is_not_judged(archive: Archive) -> None:
    found = measured(archive, of(BAD, tone=-1), of(BAD, hour=1, instead=""))
    assert (found.tone, found.union) == (Judged(right=0, of=0), Judged(right=0, of=1))


def test_a_confirmed_article_judges_all_its_mentions_as_they_stand_then(archive: Archive) -> None:
    all_right = Confirmed(article_id=FIRST, made=NOW + timedelta(hours=2), by="boris")
    found = measured(archive, of(GOOD, tone=0), all_right)
    assert (found.tone, found.union) == (Judged(right=2, of=3), Judged(right=3, of=3))


def test_what_was_taken_back_counts_no_longer_and_articles_are_counted_by_kind(archive: Archive) -> None:
    found = measured(archive, of(GOOD, tone=0), NotRelevant(article_id=SECOND, made=NOW, by="anna"))
    assert (found.tone.of, found.not_relevant, found.articles, found.looked_at) == (1, 1, 1, 2)
    with archive.writing() as connection:
        for number in (1, 2):
            take_back(connection, number, "anna", NOW)
    found = measured(archive)
    assert (found.tone.of, found.not_relevant, found.articles, found.looked_at) == (0, 0, 2, 0)


def test_few_judgements_make_a_wide_interval() -> None:
    low, high = Judged(right=8, of=10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    low, high = Judged(right=800, of=1000).interval
    assert (round(low, 3), round(high, 3)) == (0.774, 0.824)
    assert Judged(right=0, of=0).interval == (0.0, 1.0)
