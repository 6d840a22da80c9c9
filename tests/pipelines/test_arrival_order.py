"""Stories follow from the articles alone, whatever the order in which they came and the cuts between the runs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.annotations import record_annotation
from archive.articles import find_placements, keep_article
from archive.frontier import register_sources, start_run
from archive.store import open_archive, sqlite_url
from nlp.stories import WINDOW, bands, is_same_story, shingles, signature, verbatim_share
from pipelines.stories import place_annotated
from records.annotation import Annotation
from records.article import Article
from records.story import Placement
from tests.archive.conftest import NOW, SOURCE, an_article

RUN = 1
# Three releases in sentences of eight words that stand nowhere else.
RELEASES = [
    [" ".join(f"слово{release}{sentence}{word}" for word in "абвгдежз") + "." for sentence in "абвгдежзик"]
    for release in "мнп"
]


def a_text(number: int, release: int, start: int, length: int, more: int) -> str:
    """So many sentences of a release, some of the next one, and one of its own."""
    taken = RELEASES[release][start : start + length] + RELEASES[(release + 1) % 3][:more]
    return " ".join([*taken, f"А это сообщает редакция номер {number}."])


@st.composite
def weeks_of_copies(draw: st.DrawFn) -> list[Article]:
    numbers = range(draw(st.integers(2, 9)))
    return [
        replace(
            an_article(number, hours=24 * draw(st.integers(0, 34))),
            text=a_text(
                number,
                draw(st.integers(0, 2)),
                draw(st.integers(0, 7)),
                draw(st.integers(1, 10)),
                draw(st.sampled_from([0, 0, 2, 6])),
            ),
        )
        for number in numbers
    ]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that is copied for each example: making one takes longer than all that is done with it."""
    file = tmp_path_factory.mktemp("empty") / "archive.db"
    archive = open_archive(sqlite_url(file))
    with archive.writing() as connection:
        start_run(connection, NOW)
        register_sources(connection, [SOURCE])
    archive.close()
    return file


def placed(empty: Path, runs: Sequence[Sequence[Article]]) -> dict[str, Placement]:
    """Where the articles stand after these runs, one after the other."""
    with TemporaryDirectory() as folder:
        archive = open_archive(sqlite_url(Path(shutil.copy(empty, folder))))
        for run in runs:
            with archive.writing() as connection:
                for article in run:
                    keep_article(connection, RUN, article, NOW)
                    record_annotation(connection, article.id, Annotation(model="test"))
            assert place_annotated(archive) == len(run)
        with archive.reading() as connection:
            found = find_placements(connection, [article.id for run in runs for article in run])
        archive.close()
    return found


def by_the_rule(articles: Sequence[Article]) -> dict[str, Placement]:
    """The rule in its plainest words: each in its time's order joins the earliest first that it repeats."""
    words = {article.id: shingles(article.text) for article in articles}
    keys = {id_: set(bands(signature(those))) for id_, those in words.items()}
    firsts: list[Article] = []
    places = {}
    for article in sorted(articles, key=lambda article: (article.timestamp, article.id)):
        repeated = [
            first
            for first in firsts
            if article.timestamp - first.timestamp <= WINDOW
            and keys[article.id] & keys[first.id]
            and is_same_story(words[article.id], words[first.id])
        ]
        first = repeated[0] if repeated else article
        if first is article:
            firsts.append(article)
        places[article.id] = Placement(
            article_id=article.id,
            story_id=first.id,
            is_reprint=first is not article,
            similarity=verbatim_share(words[article.id], words[first.id]),
        )
    return places


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=weeks_of_copies(), data=st.data())
def test_any_order_in_any_runs_ends_where_the_rule_says(
    empty: Path, articles: list[Article], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(articles))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    runs = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    assert placed(empty, runs) == by_the_rule(articles)


def test_a_weekly_text_that_comes_backwards_is_the_same_stories_as_forwards(empty: Path) -> None:
    """Each week's text repeats the one before: the deepest rearrangement that one late article can cause."""
    weekly = [
        replace(an_article(number, hours=24 * 7 * number), text=a_text(number, 0, 0, 9, 0))
        for number in range(8)
    ]
    forwards = placed(empty, [[article] for article in weekly])
    assert forwards == placed(empty, [[article] for article in reversed(weekly)]) == by_the_rule(weekly)
    assert [forwards[article.id].is_reprint for article in weekly] == [False, True] * 4


def test_more_articles_than_one_batch_end_as_the_rule_says(empty: Path) -> None:
    """Two hundred and fifty, of which the later half came first."""
    articles = [
        replace(an_article(number, hours=number), text=a_text(number, number % 3, number % 5, 5, 0))
        for number in range(250)
    ]
    half = timedelta(hours=125) + NOW
    late = [article for article in articles if article.timestamp < half]
    early = [article for article in articles if article.timestamp >= half]
    assert placed(empty, [early, late]) == by_the_rule(articles)
