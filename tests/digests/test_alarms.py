"""What rings: bad news in an outlet of weight, a spike, a watched person or campaign, an important source gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from archive.store import Archive
from digests.alarms import is_spike
from digests.alerting import look_for_alarms
from digests.quiet import is_quiet
from records.agenda import Campaign
from records.alert import Alarm, AlertKind, Watch
from records.annotation import Person
from records.registry import Registry
from tests.digests.press import Said, Written, put_articles, record_outcome, registry
from tests.digests.sample_week import STRIKE, at

NOW = at(18, 12)
NOTE = Written(
    outlet="luka",
    title="Заметка",
    sentences=("Вчера в городе выступил СТФ.",),
    said=[Said(union="stf", name="СТФ")],
    published=at(18),
)


def known() -> Registry:
    return replace(registry(), campaigns={"dignity": Campaign(id="dignity", name="За достойный труд!")})


def look(archive: Archive, *kinds: AlertKind, now: datetime = NOW, **more: object) -> tuple[Alarm, ...]:
    watch = Watch(id="press", title="Союз", unions=("stf",), kinds=kinds, **more)  # type: ignore[arg-type]
    return look_for_alarms(archive, known(), watch, now)


def test_a_negative_story_rings_once_with_its_sentence(archive: Archive) -> None:
    put_articles(archive, [STRIKE, replace(STRIKE, outlet="stepnoy", published=at(17, 9)), NOTE])
    [alarm] = look(archive, "negative")
    assert alarm.title == STRIKE.title
    assert alarm.said == ("негатив: Росстеклопрофсоюз",)
    assert alarm.evidence.startswith("«Росстеклопрофсоюз просто отсиделся")
    assert len(alarm.articles) == 2


def test_an_outlet_of_little_weight_a_unions_own_and_old_news_do_not_ring(archive: Archive) -> None:
    put_articles(
        archive,
        [
            replace(STRIKE, outlet="sobiratel", story="a"),
            replace(STRIKE, outlet="stf-site", story="b"),
            replace(STRIKE, outlet="luka", story="c", published=at(10)),
        ],
    )
    assert look(archive, "negative") == ()
    assert len(look(archive, "negative", weight=0.3)) == 1


def test_a_watched_person_rings_however_the_letter_is_written_and_one_story_rings_once(
    archive: Archive,
) -> None:
    person = Person(start=0, end=5, name="Пётр Орлов")
    both = replace(STRIKE, speakers=(person,), campaigns=(("dignity", "verbatim"),))
    put_articles(archive, [both, replace(NOTE, speakers=(Person(start=0, end=5, name="Иван Тихий"),))])
    found = look(archive, "negative", "person", "campaign", people=("Петр Орлов",), campaigns=("dignity",))
    [alarm] = found
    assert alarm.kinds == ("negative", "person", "campaign")
    assert alarm.said == (
        "негатив: Росстеклопрофсоюз",
        "названо имя: Петр Орлов",
        "кампания «За достойный труд!»",
    )
    assert look(archive, "person") == look(archive, "campaign") == ()


def test_a_spike_is_measured_against_the_unions_own_past(archive: Archive) -> None:
    usual = [replace(NOTE, title=f"Обычно {day}", published=at(day)) for day in range(1, 17)]
    put_articles(archive, usual, seen=datetime(2026, 10, 1, tzinfo=UTC))
    assert look(archive, "spike") == ()
    put_articles(
        archive, [replace(NOTE, title=f"Сегодня {number}", published=at(18, 7)) for number in range(6)]
    )
    [alarm] = look(archive, "spike")
    assert alarm.title == "СТФ: 6\u00a0публикаций за сутки"
    assert alarm.said == ("обычно в день 0,6",)
    assert look(archive, "spike", spike=11.0) == ()


def test_who_has_read_the_press_for_three_days_knows_no_usual_number(archive: Archive) -> None:
    put_articles(
        archive,
        [replace(NOTE, title=f"Сегодня {number}", published=at(18, 7)) for number in range(9)],
        seen=at(16),
    )
    assert look(archive, "spike") == ()


@pytest.mark.parametrize(
    ("number", "usual", "rings"),
    [(4, 0.1, False), (5, 0.1, True), (12, 5.0, False), (30, 12.0, False), (40, 12.0, True)],
)
def test_a_spike_is_many_times_the_usual_and_more_than_chance(
    number: int, usual: float, *, rings: bool
) -> None:
    assert is_spike(number, usual, 3.0) is rings


def test_an_important_outlet_that_is_gone_for_a_day_rings_and_a_small_one_does_not(archive: Archive) -> None:
    for outlet in ("luka", "sobiratel", "kedr"):
        record_outcome(archive, outlet, "ok", asked=at(10))
    for outlet in ("luka", "sobiratel"):
        record_outcome(archive, outlet, "http-403", asked=at(12))
    record_outcome(archive, "kedr", "http-403", asked=NOW - timedelta(hours=3))
    [alarm] = look(archive, "source")
    assert (alarm.title, alarm.key) == ("Не читается: Излучина", "source/luka/2026-11-12")
    assert "403" in alarm.said[0]
    assert look(archive, "source", regions=("RU-TOM",)) == ()


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "quiet"),
    [(22, 8, {22, 23, *range(8)}), (1, 6, {1, 2, 3, 4, 5}), (0, 0, set()), (8, 8, set())],
)
def test_the_quiet_hours_are_the_readers_and_may_cross_midnight(
    quiet_from: int, quiet_until: int, quiet: set[int]
) -> None:
    watch = Watch(id="press", title="Союз", unions=(), quiet_from=quiet_from, quiet_until=quiet_until)
    zone = ZoneInfo("Asia/Tomsk")
    found = {hour for hour in range(24) if is_quiet(watch, datetime(2026, 11, 18, hour, tzinfo=zone), zone)}
    assert found == quiet
