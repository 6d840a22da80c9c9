"""The numbers of a report over two invented years, recounted by hand, and each beside the page that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from starlette.datastructures import QueryParams

from archive.coverage import covered_articles
from desk.addresses import read_query
from reports.compose import compose_report
from reports.parts import Chart, Listing, Measure, Measures, Report, Told
from reports.period import read_span
from reports.scope import Scope
from tests.reports.press import HOSTILE, NOW, PRESS, Put, full_text, opened_scope

Values = tuple[object, object, object]
NO_DATA: Values = (None, None, None)


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    with opened_scope(tmp_path_factory.mktemp("press")) as scope:
        yield scope


@pytest.fixture(scope="module")
def report(scope: Scope) -> Report:
    return compose_report(scope)


def table(report: Report, title: str) -> dict[str, Values]:
    found = next(part for part in parts(report) if part.title == title)
    assert isinstance(found, Measures)
    return {row.label: (row.now, row.before, row.year_ago) for row in found.rows}


def parts(report: Report) -> list[Measures | Chart | Told | Listing]:
    return [part for section in report.sections for part in section.parts]


def listing(report: Report, title: str) -> list[tuple[object, ...]]:
    found = next(part for part in parts(report) if part.title == title)
    assert isinstance(found, Listing)
    return [tuple(row) for row in found.rows]


# By hand, out of PRESS: in the fourth quarter of 2026 tobol 3 + 2 + the release's copy, kedr 4 + «Двое»; in the third
# tobol 2 and ural 3; in the fourth of 2025 ural 1 and tom 1.
def test_what_was_heard_is_counted_in_each_of_the_three_spans(report: Report) -> None:
    heard = table(report, "Сколько о нас услышали")
    assert heard["упоминаний"] == heard["публикаций"] == (11, 5, 2)
    assert heard["изданий"] == (2, 2, 2)


def test_stories_are_those_of_the_archive(report: Report, scope: Scope) -> None:
    with scope.archive.reading() as connection:
        expected = tuple(
            len(
                {
                    each.story_id
                    for each in covered_articles(
                        connection, *span.bounds(scope.zone), ["steklo"], scope.press
                    )
                }
            )
            for span in scope.spans
        )
    assert table(report, "Сколько о нас услышали")["сюжетов"] == expected
    assert expected[1:] == (5, 2)


def test_tones_and_topics_and_outlets_are_counted(report: Report) -> None:
    assert table(report, "Тон публикаций") == {
        "с негативом о нас": (3, 3, 0),
        "с нейтральным упоминанием": (5, 2, 1),
        "с похвалой нам": (3, 0, 1),
    }
    assert table(report, "Темы публикаций о нас") == {"Охрана труда": (3, 2, 0), "Зарплата": (2, 0, 0)}
    assert table(report, "По изданиям") == {
        "Голос Тобола": (6, 2, 0),
        "Кедр": (5, 0, 0),
        "Уральский вестник": (0, 3, 1),
        "Томь вечерняя": (0, 0, 1),
    }
    assert table(report, "По регионам") == {"Курганская область": (6, 5, 1), "Томская область": (5, 0, 1)}
    assert table(report, "Кого называют вместе с нами") == {"Пётр Ольхин": (3, 0, 0)}


def test_partners_are_won_and_lost(report: Report) -> None:
    assert table(report, "Издания, которые начали писать") == {"Кедр": (5, 0, 0)}
    assert table(report, "Издания, которые перестали писать") == {"Уральский вестник": (0, 3, 1)}


def test_own_releases_are_counted_with_what_was_taken(report: Report) -> None:
    assert table(report, "Свои релизы") == {
        "релизов вышло": (2, 0, 0),
        "из них пресса взяла": (1, 0, 0),
        "никто не взял": (1, 0, 0),
        "публикаций по релизам": (1, 0, 0),
        "изданий взяло": (1, 0, 0),
    }


def test_share_of_voice_has_its_denominator(report: Report) -> None:
    # 11 of us, «Двое» among them, and the bakers alone twice.
    assert table(report, "Доля голоса") == {
        "Стеклопроф": (round(11 / 13, 3), 1.0, 1.0),
        "Хлебопроф": (round(3 / 13, 3), 0.0, 0.0),
        "Мостопроф": (0.0, 0.0, 0.0),
    }
    whole, own = table(report, "Из скольких считана доля").values()
    assert (whole, own) == ((13, 5, 2), (11, 5, 2))


def test_visibility_is_the_sum_of_the_formula(report: Report) -> None:
    """Every text begins with the union, in the role of the hero, in a regional outlet: (40 + 15 + share) × 0.7."""
    quarter = [put for put in PRESS if f"{put.day:%Y-%m}" >= "2026-10" and "steklo" in put.unions]
    seen = [_visibility(put) for put in quarter if put.outlet != "steklo-site"]
    assert len(seen) == 11
    reach = table(report, "Охват")
    assert reach["заметность, всего баллов"][0] == round(sum(seen))
    assert reach["заметность статьи в среднем"][0] == round(sum(seen) / 11, 1)


def _visibility(put: Put) -> float:
    text = full_text(put)
    told = text.index(".") + 1
    return round(0.7 * (40 + 15 + 15 * min(1, 3 * told / len(text))), 1)


def test_campaigns_and_absences_are_counted(report: Report) -> None:
    assert table(report, "Кампании") == {"Тёплый цех": (4, 0, 0), "Тёплый цех — слово в слово": (4, 0, 0)}
    # «Без нас», and two on pay that name the union and hear nobody; in the third quarter two on safety.
    (absent,) = table(report, "Наша тема, но без нас").values()
    assert absent == (3, 2, 0)


def test_months_are_those_until_now_with_their_tones(report: Report) -> None:
    months = table(report, "Упоминания по месяцам")
    assert next(iter(months)) == "январь 2026"
    assert list(months)[-1] == "ноябрь 2026"
    assert months["октябрь 2026"] == (1, 5, 3)
    assert months["август 2026"] == (3, 0, 0)
    assert months["март 2026"] == (0, 0, 0)


def test_the_strongest_stories_come_with_their_sentence(report: Report) -> None:
    negative, positive = (part for part in parts(report) if isinstance(part, Told))
    assert {story.tone for story in negative.stories} == {-1}
    assert {story.tone for story in positive.stories} == {1}
    assert (len(negative.stories), len(positive.stories)) == (3, 3)
    assert "Сайт Стеклопрофа" not in {story.outlet for story in positive.stories}
    release = next(story for story in negative.stories if HOSTILE in story.title)
    assert release.sentence == "Стеклопроф проверил сорок мастерских и нашёл в трёх сломанную вытяжку."


def test_what_was_not_read_is_not_called_silent(report: Report) -> None:
    assert listing(report, "Молчащие издания") == [
        ("Курганская область", "Уральский вестник"),
        ("Томская область", "Томь вечерняя"),
    ]
    ((outlet, since, reason, _much),) = listing(report, "Что не прочитано")
    assert (outlet, since) == ("Псковская быль", "25.11.2026")
    assert "403" in str(reason)
    assert listing(report, "Молчащие регионы") == []
    assert any("не читалось 1\u00a0издание" in remark for remark in report.remarks)


def test_each_number_is_the_total_of_the_page_that_it_names(report: Report, scope: Scope) -> None:
    checked = 0
    for part in parts(report):
        for row in part.rows if isinstance(part, Measures) and not part.is_share else ():
            for value, address in _counted(row):
                if (
                    address.startswith("/search")
                    and "sort=importance" not in address
                    and row.label != "перепечаток"
                ):
                    query = read_query(QueryParams(urlsplit(address).query), str(scope.zone))
                    assert scope.engine.count(query) == value, (part.title, row.label, address)
                    checked += 1
    assert checked > 60


def _counted(row: Measure) -> list[tuple[object, str]]:
    return list(zip((row.now, row.before, row.year_ago), (row.address, *row.earlier), strict=True))


def test_pages_that_count_mentions_are_asked_for_the_same_days(report: Report) -> None:
    row = next(row for part in parts(report) if isinstance(part, Measures) for row in part.rows)
    days = [dict(parse_qsl(urlsplit(address).query)) for _value, address in _counted(row)]
    assert [(each["since"], each["until"]) for each in days] == [
        ("2026-10-01", "2026-12-31"),
        ("2026-07-01", "2026-09-30"),
        ("2025-10-01", "2025-12-31"),
    ]


def test_a_federation_counts_its_members(scope: Scope) -> None:

    above = compose_report(replace(scope, union=scope.registry.unions["stf"]))
    assert table(above, "Сколько о нас услышали")["публикаций"] == (13, 5, 2)
    assert table(above, "Свои релизы")["релизов вышло"] == (3, 0, 0)
    # Above all others, it is the whole of which its members have their shares.
    assert table(above, "Из скольких считана доля") == {
        "публикаций, где назван хотя бы один из них": (13, 5, 2)
    }
    assert table(above, "Доля голоса")["Стеклопроф"] == (round(11 / 13, 3), 1.0, 1.0)


def test_a_period_that_is_not_over_says_so(report: Report) -> None:
    assert report.columns == ("IV квартал 2026*", "III квартал 2026", "IV квартал 2025")
    assert any("ещё не окончен" in remark for remark in report.remarks)


def test_what_the_archive_does_not_reach_has_no_number(tmp_path: Path) -> None:
    late = [put for put in PRESS if put.day.year == 2026 and put.day.month >= 10]
    with opened_scope(tmp_path, late, begun=NOW - timedelta(days=30)) as scope:
        report = compose_report(scope)
    heard = table(report, "Сколько о нас услышали")
    assert heard["публикаций"] == (11, None, None)
    assert report.columns == ("IV квартал 2026*", "III квартал 2026", "IV квартал 2025")
    assert any("Отклик читает прессу с 26\u00a0октября 2026" in remark for remark in report.remarks)
    assert "Издания, которые перестали писать" not in [part.title for part in parts(report)]


def test_an_empty_archive_makes_a_report_without_numbers(tmp_path: Path) -> None:
    with opened_scope(tmp_path, (), begun=None) as scope:
        report = compose_report(scope)
    values = [row for part in parts(report) if isinstance(part, Measures) for row in part.rows]
    assert {(row.now, row.before, row.year_ago) for row in values} == {NO_DATA}
    assert "ещё ни разу не читал прессу" in report.remarks[0]
    assert not [part for part in parts(report) if isinstance(part, Chart)]


def test_a_union_of_which_nobody_writes_gets_noughts(scope: Scope) -> None:

    report = compose_report(replace(scope, union=scope.registry.unions["most"]))
    assert table(report, "Сколько о нас услышали")["публикаций"] == (0, 0, 0)
    assert table(report, "Охват")["заметность статьи в среднем"] == (0, 0, 0)
    assert len(listing(report, "Молчащие издания")) == 4


def test_a_month_is_a_report_too(scope: Scope) -> None:

    report = compose_report(replace(scope, span=read_span(None, "2026-10", None, None)))
    assert report.columns == ("октябрь 2026", "сентябрь 2026", "октябрь 2025")
    assert table(report, "Сколько о нас услышали")["публикаций"] == (9, 0, 1)
