"""From the archive to the digest: what counts, in which order, and what is admitted to be missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from archive.coverage import covered_articles
from archive.schema import articles
from archive.store import Archive
from digests.compose import compose_digest
from digests.period import period_bounds
from records.digest import Digest, Subscription
from records.errors import ConfigError
from records.period import Week
from records.registry import BrokenOutlet
from tests.digests.press import (
    CRAWLED,
    NOW,
    READ,
    SUBSCRIPTION,
    Said,
    Written,
    outlet,
    put_articles,
    record_outcome,
    registry,
)
from tests.digests.sample_week import put_sample_weeks

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = Week(year=2026, number=47)
NOTE = Written(
    outlet="luka",
    title="Заметка",
    sentences=("Вчера в городе выступил СТФ.",),
    said=[Said(union="stf", name="СТФ")],
    published=datetime(2026, 11, 18, 12, tzinfo=UTC),
)


def compose(
    archive: Archive, subscription: Subscription = SUBSCRIPTION, week: Week = WEEK, zone: ZoneInfo = MOSCOW
) -> Digest:
    return compose_digest(archive, registry(), subscription, week, zone)


def titles(digest: Digest) -> list[str]:
    return [story.first.title for story in digest.stories]


def test_the_same_archive_gives_the_same_digest(archive: Archive) -> None:
    put_sample_weeks(archive)
    assert compose(archive) == compose(archive)


def test_totals_count_this_week_and_the_one_before(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive)
    assert (digest.totals.articles, digest.totals.stories, digest.totals.outlets) == (14, 9, 8)
    assert digest.totals.by_tone == {-1: 6, 0: 3, 1: 5}
    assert digest.totals.external == 11
    assert digest.totals.by_union == {"steklo": 6, "poezda": 5, "zarechye": 4, "stf": 3}
    assert digest.totals.by_region == {"RU-SAM": 6, "RU-CHE": 5, "RU-TOM": 3}
    assert (digest.before.articles, digest.before.by_tone) == (3, {-1: 1, 0: 0, 1: 2})


def test_a_story_is_told_once_with_its_reprints(archive: Archive) -> None:
    put_sample_weeks(archive)
    first = compose(archive).stories[0]
    assert first.first.outlet == "zavodskaya"
    assert [reprint.outlet for reprint in first.reprints] == ["stepnoy", "sobiratel", "volzhanin"]
    assert all(reprint.is_reprint for reprint in first.reprints)


def test_an_article_belongs_to_the_week_of_its_local_day(archive: Archive) -> None:
    monday = datetime(2026, 11, 15, 21, tzinfo=UTC)  # 00:00 in Moscow
    put_articles(
        archive,
        [
            replace(NOTE, title="первая минута", published=monday),
            replace(NOTE, title="минутой раньше", published=monday - timedelta(minutes=1)),
            replace(NOTE, title="последняя минута", published=monday + timedelta(days=7, minutes=-1)),
            replace(NOTE, title="следующая неделя", published=monday + timedelta(days=7)),
        ],
    )
    assert titles(compose(archive)) == ["последняя минута", "первая минута"]
    assert titles(compose(archive, zone=ZoneInfo("Europe/Berlin"))) == [
        "следующая неделя",
        "последняя минута",
    ]


def test_an_undated_article_counts_when_it_was_first_seen_and_says_so(archive: Archive) -> None:
    put_articles(archive, [replace(NOTE, published=None)], seen=datetime(2026, 11, 20, tzinfo=UTC))
    article = compose(archive).stories[0].first
    assert not article.date_known
    assert article.published == datetime(2026, 11, 20, tzinfo=UTC)


def test_a_union_means_its_whole_branch_and_nothing_beside_it(archive: Archive) -> None:
    put_articles(
        archive,
        [
            replace(NOTE, title="о входящем", said=[Said(union="steklo", name="СТФ")]),
            replace(NOTE, title="о чужом", said=[Said(union="chuzhoy", name="СТФ")]),
        ],
    )
    assert titles(compose(archive)) == ["о входящем"]
    assert titles(compose(archive, replace(SUBSCRIPTION, unions=("poezda",)))) == []


def test_regions_are_those_of_the_outlets(archive: Archive) -> None:
    put_sample_weeks(archive)
    digest = compose(archive, replace(SUBSCRIPTION, regions=("RU-TOM",)))
    assert {article.outlet for story in digest.stories for article in (story.first, *story.reprints)} == {
        "tom-line",
        "kedr",
    }
    assert digest.read_outlets + len(digest.unread) == 2


def test_the_evidence_is_cut_exactly_and_holds_the_name(archive: Archive) -> None:
    put_articles(
        archive,
        [replace(NOTE, sentences=("Смайлик 😀 и ударе́ние.", "Здесь 😀 был СТФ — и ушёл."))],
    )
    mention = compose(archive).stories[0].first.mentions[0]
    assert mention.sentence == "Здесь 😀 был СТФ — и ушёл."
    [(start, end)] = mention.highlights
    assert mention.sentence[start:end] == "СТФ"


def test_a_mention_in_the_title_has_the_title_as_evidence(archive: Archive) -> None:
    put_articles(archive, [replace(NOTE, title="СТФ против", sentences=("Текст о другом.",))])
    assert compose(archive).stories[0].first.mentions[0].sentence == "СТФ против"


@pytest.mark.parametrize(
    ("said", "tone"),
    [
        ([(1, 0.4), (-1, -0.7)], -1),
        ([(1, 0.9), (-1, -0.7)], 1),
        ([(1, 0.5), (-1, -0.5)], -1),
        ([(0, 0.99), (1, 0.1)], 1),
        ([(0, 0.3)], 0),
    ],
)
def test_the_strongest_mention_that_is_not_neutral_sets_the_tone(
    archive: Archive, said: list[tuple[int, float]], tone: int
) -> None:
    mentions = [Said(union="stf", name="СТФ", tone=one, score=score) for one, score in said]  # type: ignore[arg-type]
    put_articles(archive, [replace(NOTE, said=mentions)])
    digest = compose(archive)
    assert digest.stories[0].tone == digest.stories[0].first.mentions[0].tone == tone
    assert digest.totals.by_tone[tone] == 1


def test_an_attack_comes_before_praise_and_praise_before_a_mere_mention(archive: Archive) -> None:
    put_articles(
        archive,
        [
            replace(NOTE, title="упоминание"),
            replace(NOTE, title="похвала", said=[Said(union="stf", name="СТФ", tone=1, score=0.9)]),
            replace(NOTE, title="нападка", said=[Said(union="stf", name="СТФ", tone=-1, score=-0.2)]),
        ],
    )
    assert titles(compose(archive)) == ["нападка", "похвала", "упоминание"]


def test_more_outlets_and_a_main_role_raise_a_story_and_copies_in_one_outlet_do_not(archive: Archive) -> None:
    put_articles(
        archive,
        [
            replace(NOTE, title="один раз", story="a"),
            replace(NOTE, title="дважды у себя", story="b"),
            replace(NOTE, title="дважды у себя", story="b", url="https://luka.example/copy"),
            replace(NOTE, title="в двух изданиях", story="c"),
            replace(NOTE, title="в двух изданиях", story="c", outlet="kedr"),
            replace(NOTE, title="главная роль", said=[Said(union="stf", name="СТФ", role="main")]),
        ],
    )
    points = {story.first.title: story.importance for story in compose(archive).stories}
    assert points["один раз"] == points["дважды у себя"]
    assert points["в двух изданиях"] == points["главная роль"] == points["один раз"] + 2


def test_the_reasons_sum_up_to_the_importance(archive: Archive) -> None:
    put_sample_weeks(archive)
    stories = compose(archive).stories
    assert list(stories) == sorted(stories, key=lambda story: (story.tone != -1, -story.importance))
    for story in stories:
        assert story.importance == sum(points for _what, points in story.reasons)


def test_an_article_without_a_place_among_the_stories_is_a_story_of_its_own(archive: Archive) -> None:
    put_articles(archive, [NOTE, replace(NOTE, title="Другая")])
    with archive.writing() as connection:
        connection.execute(update(articles).values(story_id=None))
    assert len(compose(archive).stories) == 2


def test_unread_outlets_are_named_with_since_when_and_why(archive: Archive) -> None:
    for each in READ[1:]:
        record_outcome(archive, each.id, "ok")
    for days_ago, outcome in ((5, "ok"), (3, "http-404"), (1, "http-403")):
        record_outcome(archive, "zavodskaya", outcome, days_ago=days_ago)
    digest = compose(archive)
    assert [unread.outlet for unread in digest.unread] == ["Заводская сторона"]
    assert digest.unread[0].since == CRAWLED - timedelta(days=3)
    assert "403" in digest.unread[0].reason
    assert digest.read_outlets == len(READ) - 1


def test_an_outlet_that_failed_only_after_it_was_read_to_the_weeks_end_counts_as_read(
    archive: Archive,
) -> None:
    for each in READ:
        record_outcome(archive, each.id, "not-modified", asked=CRAWLED)
    record_outcome(archive, "luka", "timeout", asked=NOW)
    digest = compose(archive)
    assert digest.unread == ()
    assert digest.read_outlets == len(READ)


def test_outlets_that_nobody_asked_are_not_passed_over_in_silence(archive: Archive) -> None:
    record_outcome(archive, "luka", "ok", days_ago=6)
    digest = compose(archive)
    assert digest.read_outlets == 0
    assert len(digest.unread) == len(READ)
    assert all("не опрашивалось" in unread.reason for unread in digest.unread)


def test_a_paused_outlet_is_shown_with_its_reason(archive: Archive) -> None:
    paused = registry(outlet("tihiy", "Тихий", "RU-TOM", paused="просит не читать"))
    digest = compose_digest(archive, paused, SUBSCRIPTION, WEEK, MOSCOW)
    [unread] = [unread for unread in digest.unread if unread.outlet == "Тихий"]
    assert "просит не читать" in unread.reason


def test_two_unions_with_one_short_name_are_shown_by_their_full_names(archive: Archive) -> None:
    put_articles(archive, [replace(NOTE, said=[Said(union="zaozerye", name="СТФ")])])
    assert compose(archive).names.unions["zaozerye"] == "Федерация профсоюзов Заозерья"


@pytest.mark.parametrize("wrong", [{"unions": ("nobody",)}, {"regions": ("RU-XXX",)}])
def test_an_id_that_the_register_lacks_stops_with_its_name(
    archive: Archive, wrong: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(ConfigError, match=next(iter(wrong.values()))[0]):
        compose(archive, replace(SUBSCRIPTION, **wrong))  # type: ignore[arg-type]


def test_the_archive_answers_for_chosen_outlets_alone(archive: Archive) -> None:
    put_sample_weeks(archive)
    since, until = period_bounds(WEEK, MOSCOW)
    with archive.reading() as connection:
        found = covered_articles(connection, since, until, {"stf", "steklo"}, {"luka"})
        nothing = covered_articles(connection, since, until, {"stf"}, set())
    assert {article.outlet_id for article in found} == {"luka"}
    assert nothing == []


def test_an_outlet_with_one_dead_source_of_two_counts_as_read_and_is_named_all_the_same(
    archive: Archive,
) -> None:
    whole = next(outlet for outlet in READ if outlet.id == "luka")
    second = replace(whole.sources[0], id="luka#2", url="https://luka.example/second")
    for each in READ:
        record_outcome(archive, each.id, "ok")
    both = registry(replace(whole, sources=(*whole.sources, second)))
    digest = compose_digest(archive, both, SUBSCRIPTION, WEEK, MOSCOW)
    assert [(unread.outlet, unread.partly) for unread in digest.unread] == [("Излучина", True)]
    assert digest.read_outlets == len(READ)


def test_an_outlet_whose_file_is_broken_is_admitted_and_what_it_wrote_is_told(archive: Archive) -> None:
    put_articles(archive, [NOTE])
    whole = registry()
    broken = BrokenOutlet(id="luka", region="RU-SAM", sentence="Файл luka.toml испорчен.")
    outlets = {id_: outlet for id_, outlet in whole.outlets.items() if id_ != "luka"}
    spoilt = replace(whole, outlets=outlets, broken={"luka": broken})
    for regions, told in (((), 1), (("RU-SAM",), 1), (("RU-TOM",), 0)):
        subscription = replace(SUBSCRIPTION, regions=regions)
        digest = compose_digest(archive, spoilt, subscription, WEEK, MOSCOW)
        assert digest.totals.articles == told
        assert ("luka" in {unread.outlet for unread in digest.unread}) == bool(told)
