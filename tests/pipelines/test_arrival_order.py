"""Stories follow from the articles alone, whatever the order in which they came and the cuts between the runs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.annotations import record_annotation
from archive.articles import find_placements, keep_article
from archive.frontier import register_sources, start_run
from archive.store import open_archive, sqlite_url
from nlp.stories import (
    WINDOW,
    Print,
    bands,
    is_copy,
    read_print,
    signature,
    terms,
    verbatim_share,
)
from nlp.story_events import EVENT_WINDOW, SHARED_TERMS, is_version
from pipelines.correcting import correct
from pipelines.stories import place_annotated
from records.annotation import Annotation
from records.article import Article
from records.correction import Correction, OtherDate, OtherStory
from records.story import Placement
from tests.archive.conftest import NOW, SOURCE, an_article

RUN = 1
# Three releases in sentences of eight words that stand nowhere else; no word is another one's case form.
RELEASES = [
    [" ".join(f"{word}{sentence}{release}рьк" for word in "бвгджзкл") + "." for sentence in "бвгджзклмн"]
    for release in "мнп"
]
OUTLETS = ("vestnik", "zarya", "iskra", "profsoyuz")
OWN = {"profsoyuz"}


def a_text(number: int, release: int, start: int, length: int, more: int) -> str:
    """So many sentences of a release, some of the next one, and one of its own."""
    taken = RELEASES[release][start : start + length] + RELEASES[(release + 1) % 3][:more]
    return " ".join([*taken, f"А это сообщает редакция номер {number}."])


def in_own_words(number: int, release: int, start: int, length: int) -> str:
    """The rare words of so many sentences of a release, in another order: no three of them stand together as before."""
    words = " ".join(RELEASES[release][start : start + length]).replace(".", "").split()
    step = 3 + number % 4
    return " ".join(word for first in range(step) for word in words[first::step]) + "."


@st.composite
def weeks_of_copies(draw: st.DrawFn) -> list[Article]:
    """Copies, shortened and mixed ones, other outlets' own versions, and a union's own releases."""
    articles = []
    for number in range(draw(st.integers(2, 9))):
        release, start, length = draw(st.integers(0, 2)), draw(st.integers(0, 7)), draw(st.integers(1, 10))
        told_anew = draw(st.sampled_from([False, False, True]))
        more = draw(st.sampled_from([0, 0, 2, 6]))
        words = RELEASES[release][start].replace(".", "").split()
        articles.append(
            replace(
                an_article(number, hours=draw(st.integers(0, 34)) * draw(st.sampled_from([4, 24]))),
                outlet_id=draw(st.sampled_from(OUTLETS)),
                title=" ".join(words[:4]),
                text=in_own_words(number, release, start, length)
                if told_anew
                else a_text(number, release, start, length, more),
            )
        )
    return articles


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


def placed(
    empty: Path, runs: Sequence[Sequence[Article]], said: Mapping[str, Correction] = MappingProxyType({})
) -> dict[str, Placement]:
    """Where the articles stand after these runs, one after the other; `said` of each as soon as it is there."""
    with TemporaryDirectory() as folder:
        archive = open_archive(sqlite_url(Path(shutil.copy(empty, folder))))
        for run in runs:
            with archive.writing() as connection:
                for article in run:
                    keep_article(connection, RUN, article, NOW)
                    record_annotation(connection, article.id, Annotation(model="test"))
            assert place_annotated(archive, OWN) == len(run)
            for one in (article for article in run if article.id in said):
                correct(archive, [said[one.id]], OWN)
        with archive.reading() as connection:
            found = find_placements(connection, [article.id for run in runs for article in run])
        archive.close()
    return found


def by_the_rule(
    articles: Sequence[Article], apart: Mapping[str, bool] = MappingProxyType({})
) -> dict[str, Placement]:
    """The rule in its plainest words: each in its time's order joins the earliest first to which it belongs, among the
    texts if it is a copy; and the first of each text likewise among the stories. One set apart joins nobody."""
    prints = {article.id: read_print(article.title, article.text) for article in articles}
    by_time = sorted(articles, key=lambda article: (article.timestamp, article.id))
    texts = find_firsts(
        by_time,
        WINDOW,
        lambda one, other: (
            one.id not in apart and apart.get(other.id, True) and are_copies(prints, one, other)
        ),
    )
    stories = find_firsts(
        [article for article in by_time if texts[article.id] == article.id],
        EVENT_WINDOW,
        lambda one, other: not {one.id, other.id} & {*apart} and are_versions(prints, one, other),
    )
    places = {}
    for article in by_time:
        text_id = texts[article.id]
        earlier = [one.id for one in by_time if texts[one.id] == text_id]
        earlier = earlier[: earlier.index(article.id)] or [stories[article.id]]
        source = max(earlier, key=lambda id_: verbatim_share(prints[article.id], prints[id_]))
        places[article.id] = Placement(
            article_id=article.id,
            story_id=stories[text_id],
            text_id=text_id,
            taken_from=source,
            similarity=1.0 if source == article.id else verbatim_share(prints[article.id], prints[source]),
        )
    return places


def find_firsts(
    by_time: Sequence[Article], window: timedelta, belongs: Callable[[Article, Article], bool]
) -> dict[str, str]:
    firsts: list[Article] = []
    found = {}
    for article in by_time:
        near = [first for first in firsts if article.timestamp - first.timestamp <= window]
        first = next((first for first in near if belongs(article, first)), article)
        if first is article:
            firsts.append(article)
        found[article.id] = first.id
    return found


def are_near(one: Print, other: Print, days: int) -> bool:
    """`days` are counted from midnight to midnight."""
    if {*bands(signature(one.triples))} & {*bands(signature(other.triples))} and days <= WINDOW.days:
        return True
    return days <= EVENT_WINDOW.days and len({*terms(one)} & {*terms(other)}) >= SHARED_TERMS


def days_apart(one: Article, other: Article) -> int:
    return abs((one.timestamp.date() - other.timestamp.date()).days)


def are_copies(prints: Mapping[str, Print], one: Article, other: Article) -> bool:
    pair = prints[one.id], prints[other.id]
    same_outlet, apart = one.outlet_id == other.outlet_id, abs(one.timestamp - other.timestamp)
    return (
        (one.outlet_id in OWN) == (other.outlet_id in OWN)
        and are_near(*pair, days_apart(one, other))
        and is_copy(*pair, apart, same_outlet=same_outlet)
    )


def are_versions(prints: Mapping[str, Print], one: Article, other: Article) -> bool:
    pair = prints[one.id], prints[other.id]
    return (
        one.outlet_id != other.outlet_id
        and not {one.outlet_id, other.outlet_id} & OWN
        and are_near(*pair, days_apart(one, other))
        and is_version(*pair)
    )


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=weeks_of_copies(), data=st.data())
def test_any_order_in_any_runs_ends_where_the_rule_says(
    empty: Path, articles: list[Article], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(articles))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    runs = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    assert placed(empty, runs) == by_the_rule(articles)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=weeks_of_copies(), data=st.data())
def test_what_people_set_apart_is_apart_in_any_order(
    empty: Path, articles: list[Article], data: st.DataObject
) -> None:
    some = st.sampled_from([article.id for article in articles])
    apart = data.draw(st.dictionaries(some, st.booleans(), min_size=1, max_size=3))
    order = data.draw(st.permutations(articles))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    runs = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    said = {
        id_: OtherStory(article_id=id_, made=NOW, by="Анна", with_copies=copies)
        for id_, copies in apart.items()
    }
    assert placed(empty, runs, said) == by_the_rule(articles, apart)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=weeks_of_copies(), data=st.data())
def test_what_people_dated_stands_where_it_would_have_stood_with_that_date(
    empty: Path, articles: list[Article], data: st.DataObject
) -> None:
    days = st.integers(-10, 34)
    ids = [article.id for article in articles]
    dates = data.draw(st.dictionaries(st.sampled_from(ids), days, min_size=1, max_size=3))
    order = data.draw(st.permutations(articles))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1))))
    runs = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    moments = {id_: NOW + timedelta(days=days, minutes=7) for id_, days in dates.items()}
    said = {
        id_: OtherDate(article_id=id_, made=max(NOW, moment), by="Анна", published=moment, has_time=True)
        for id_, moment in moments.items()
    }
    moved = [replace(article, published=moments.get(article.id, article.published)) for article in articles]
    assert placed(empty, runs, said) == by_the_rule(moved)


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
        replace(
            an_article(number, hours=number),
            outlet_id=OUTLETS[number % 4],
            text=a_text(number, number % 3, number % 5, 5, 0),
        )
        for number in range(250)
    ]
    half = timedelta(hours=125) + NOW
    late = [article for article in articles if article.timestamp < half]
    early = [article for article in articles if article.timestamp >= half]
    assert placed(empty, [early, late]) == by_the_rule(articles)
