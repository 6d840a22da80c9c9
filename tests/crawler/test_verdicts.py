from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.verdicts import Evidence, ListFacts, judge_list, judge_pages
from records.health import HEALTHY, Symptom, Verdict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BROKEN = Verdict(condition="broken", since=NOW - timedelta(days=3), detail=Symptom.NO_TEXT)
SILENT = Verdict(condition="silent", since=NOW - timedelta(days=9), detail="86400")
EMPTY = Symptom.NO_TEXT


@pytest.mark.parametrize(
    ("known", "all_asked", "condition"),
    [
        ([EMPTY, EMPTY], False, "broken"),
        (["", ""], False, ""),
        ([EMPTY, "", EMPTY], True, "broken"),
        ([EMPTY, "", ""], True, ""),
        ([EMPTY, "http-404", "http-404"], True, "broken"),
        (["", EMPTY, "http-404"], True, ""),
        (["http-404", "http-404", "http-404"], True, ""),
        ([EMPTY], False, ""),
    ],
)
def test_one_odd_page_is_judged_by_the_known_ones(known: list[str], all_asked: bool, condition: str) -> None:
    evidence = Evidence(pages=["", EMPTY, ""], known=known, all_asked=all_asked)
    assert judge_pages(evidence, HEALTHY, NOW).condition == condition


def test_pages_refused_like_all_known_ones_are_broken_and_a_deleted_one_is_not() -> None:
    refused = Evidence(pages=["http-403"], known=["http-403"] * 3, all_asked=True)
    assert judge_pages(refused, HEALTHY, NOW) == Verdict(condition="broken", since=NOW, detail="http-403")
    photo_reports = Evidence(pages=[EMPTY, EMPTY], known=["http-404"], all_asked=True)
    assert judge_pages(photo_reports, HEALTHY, NOW) == HEALTHY
    all_gone = Evidence(pages=[EMPTY, EMPTY], known=["http-404"] * 2, all_asked=True)
    assert judge_pages(all_gone, HEALTHY, NOW).condition == "broken"
    deleted = Evidence(pages=["http-404"], known=["", ""])
    assert judge_pages(deleted, HEALTHY, NOW) == HEALTHY


def test_a_source_that_never_was_read_is_broken_when_every_page_is_unreadable() -> None:
    assert judge_pages(Evidence(pages=[EMPTY] * 3, has_past=False), HEALTHY, NOW).condition == "broken"
    assert judge_pages(Evidence(pages=[EMPTY] * 2, has_past=False), HEALTHY, NOW) == HEALTHY
    assert judge_pages(Evidence(pages=[EMPTY, EMPTY, ""], has_past=False), HEALTHY, NOW) == HEALTHY


def test_broken_keeps_its_since_and_ends_by_good_pages() -> None:
    assert judge_pages(Evidence(pages=[EMPTY], known=[EMPTY, EMPTY]), BROKEN, NOW) == BROKEN
    assert judge_pages(Evidence(pages=[EMPTY]), BROKEN, NOW) == BROKEN
    assert judge_pages(Evidence(), BROKEN, NOW) == BROKEN
    assert judge_pages(Evidence(pages=["", "", EMPTY]), BROKEN, NOW) == HEALTHY
    assert judge_pages(Evidence(pages=[""]), SILENT, NOW) == SILENT, "news end a silence, not pages"


def test_a_row_of_cut_texts_longer_than_chance_is_broken_though_old_articles_stay_whole() -> None:
    cut = Evidence(pages=[Symptom.SHORT] * 2, known=["", ""])
    before = [(2, 2), (2, 2), (5, 0), (5, 0), (5, 0)]
    assert judge_pages(cut, HEALTHY, NOW) == HEALTHY
    assert judge_pages(Evidence(pages=cut.pages, known=cut.known, earlier=before), HEALTHY, NOW) == Verdict(
        condition="broken", since=NOW, detail=Symptom.SHORT
    )
    of_briefs = [(2, 2), (2, 2), (5, 3), (5, 4), (5, 2)]
    assert judge_pages(Evidence(pages=cut.pages, known=cut.known, earlier=of_briefs), HEALTHY, NOW) == HEALTHY


def a_list(**facts: object) -> ListFacts:
    usual = {"found": 20, "unusable": 0, "lengths": [20, 20], "new_hosts": ["a.ru"] * 3, "home": {"a.ru"}}
    return ListFacts(**(usual | facts))  # type: ignore[arg-type] # the test's own values


@pytest.mark.parametrize(
    ("facts", "detail"),
    [
        ({}, ""),
        ({"found": 0}, Symptom.NO_ENTRIES),
        ({"found": 0, "unusable": 20}, Symptom.NO_ADDRESSES),
        ({"found": 0, "lengths": [3, 0, 2]}, ""),
        ({"found": 0, "lengths": []}, ""),
        ({"found": 0, "may_be_empty": True}, ""),
        ({"new_hosts": ["b.ru"] * 3}, Symptom.FOREIGN),
        ({"new_hosts": ["b.ru"] * 2}, ""),
        ({"new_hosts": ["b.ru", "b.ru", "a.ru"]}, ""),
        ({"new_hosts": ["news.a.ru"] * 3}, ""),
        ({"new_hosts": ["b.ru"] * 3, "home": {"a.ru", "c.ru", "d.ru", "e.ru"}}, ""),
        ({"new_hosts": ["b.ru"] * 3, "home": set()}, ""),
    ],
)
def test_a_list_is_compared_with_its_own_past(facts: dict[str, object], detail: str) -> None:
    assert judge_list(a_list(**facts), HEALTHY, NOW).detail == detail


def test_an_empty_list_stays_broken_until_it_has_entries() -> None:
    empty = judge_list(a_list(found=0), HEALTHY, NOW - timedelta(days=1))
    assert judge_list(a_list(found=0, lengths=[0, 20]), empty, NOW) == empty
    assert judge_list(a_list(lengths=[0, 20]), empty, NOW) == HEALTHY


def test_a_list_that_leads_away_stays_so_until_it_leads_home() -> None:
    away = judge_list(a_list(new_hosts=["b.ru"] * 3), HEALTHY, NOW - timedelta(days=1))
    assert judge_list(a_list(new_hosts=[]), away, NOW) == away
    assert judge_list(a_list(new_hosts=["b.ru"] * 4), away, NOW) == away
    assert judge_list(a_list(), away, NOW) == HEALTHY
