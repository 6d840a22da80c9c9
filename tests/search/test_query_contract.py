"""What a query finds, the same on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from records.errors import UsageError
from records.search import FACETS, MENTION_FACETS, Query, Results
from search.engine import Engine
from tests.search.press import PRESS, Named, article_id, make_documents


def keys(results: Results) -> list[str]:
    """The found articles by their last path segment, which is their key."""
    return [hit.url.rsplit("/", 1)[-1] for hit in results.hits]


def find(engine: Engine, text: str = "", **conditions: object) -> list[str]:
    results = engine.search(Query(text=text, **conditions))  # type: ignore[arg-type]
    assert results.total == len(results.hits)
    return keys(results)


def test_an_empty_query_finds_all_newest_first(press: Engine) -> None:
    assert find(press) == ["plain", "rise-copy", "rise", "blame", "pirates"]


FORMS = "зарплата зарплаты зарплате зарплату зарплатой зарплатою зарплат зарплатам ЗАРПЛАТАМИ зарплатах"


@pytest.mark.parametrize("form", FORMS.split())
def test_any_form_of_a_word_finds_all_its_forms(press: Engine, form: str) -> None:
    assert find(press, form) == ["rise-copy", "rise"]


@pytest.mark.parametrize("form", ["ёлки", "елки", "Ёлка", "ЕЛКАМИ", "зелёный", "зеленая"])
def test_yo_and_ye_are_alike(press: Engine, form: str) -> None:
    assert find(press, form) == ["rise-copy", "rise"]


def test_all_words_must_stand_in_title_or_text(press: Engine) -> None:
    assert find(press, "добились председатель") == ["rise"]
    assert find(press, "больница профсоюз") == ["blame"]
    assert find(press, "больница ёлка") == []


def test_function_words_do_not_narrow_a_query(press: Engine) -> None:
    assert find(press, "ёлки и в но парке") == ["rise-copy", "rise"]


def test_a_query_of_function_words_or_signs_alone_finds_nothing(press: Engine) -> None:
    for text in ("и", "?!", "🔥", "«»", '""', "в на из"):
        assert find(press, text) == []


def test_words_that_other_lists_of_function_words_swallow_are_found(press: Engine) -> None:
    assert find(press, "человек труда") == ["pirates"]


def test_words_in_quotes_must_follow_one_another(press: Engine) -> None:
    assert find(press, '"профсоюза медиков"') == ["rise-copy", "rise", "blame"]
    assert find(press, '"медиков профсоюза"') == []
    assert find(press, '"ёлки в парке" "повышение зарплат"') == ["rise-copy", "rise"]
    assert find(press, '"ёлки парке"') == []


@pytest.mark.parametrize(
    "text", ["COVID-19", "covid 19", "3,14", "3.14", "ковид 3", "нормы_3", "труда,COVID"]
)
def test_signs_inside_words_part_them_on_both_sides(press: Engine, text: str) -> None:
    assert find(press, text) == ([] if "ковид" in text else ["plain"])


@pytest.mark.parametrize(
    "text",
    [
        '"', '"труда', "(", ")", "((труда", "[труда]", "{труда}", "труда AND", "AND OR NOT труда", "труда OR", "-труда",
        "+труда", "труда~2", "труд*", "title:труда", "труда^5", "/труда/", "труда\\", "\\", "труда!", "<b>труда</b>",
        "труда 🔥🔥", "тр\u00adуда", "тр\u0301уда", "труда\x00", "труда\ud83d", "中文", "' OR 1=1 --", "%s {0} {name}",
        "профсоюз " * 1200, "п" * 10_000, " ".join(f"слово{number}" for number in range(1500)), "\u202e\u2066", "\n\t ",
    ],
)  # fmt: skip
def test_no_text_breaks_the_search(press: Engine, text: str) -> None:
    results = press.search(Query(text=text))
    assert 0 <= results.total <= len(PRESS)


@pytest.mark.parametrize(
    "text", ["(труда", "- труда", "труда~", "/труда/", "тр\u00adуда", "тру\u0301да", "<труда"]
)
def test_signs_around_a_word_mean_nothing(press: Engine, text: str) -> None:
    assert find(press, text) == find(press, "труда") == ["plain", "pirates"]


def test_a_long_pasted_text_finds_the_article_it_was_taken_from(press: Engine) -> None:
    assert find(press, PRESS[0].article["text"]) == ["rise"]


def test_a_union_stands_for_its_whole_branch(press: Engine) -> None:
    assert find(press, unions=("medics-kurgan",)) == ["rise-copy", "rise"]
    assert find(press, unions=("fp-kurgan",)) == ["rise-copy", "rise"]
    assert find(press, unions=("medics",)) == ["rise-copy", "rise", "blame"]
    assert find(press, unions=("fnpr",)) == ["plain", "rise-copy", "rise", "blame"]
    assert find(press, unions=("fp-tomsk", "fp-kurgan")) == ["rise-copy", "rise", "blame"]


def test_an_organization_that_is_known_not_to_be_ours_is_not_indexed(press: Engine) -> None:
    assert find(press, unions=("stranger",)) == []
    assert find(press, "пираты") == ["pirates"]


def test_the_tone_must_be_that_toward_the_very_union(press: Engine) -> None:
    assert find(press, unions=("medics",), tone=-1) == ["blame"]
    assert find(press, unions=("medics",), tone=1) == ["rise-copy", "rise"]
    assert find(press, unions=("fp-tomsk",), tone=-1) == []
    assert find(press, unions=("fnpr",), tone=1) == ["rise-copy", "rise", "blame"]
    assert find(press, tone=-1) == ["blame"]
    assert find(press, tone=0) == ["plain"]


def test_regions_districts_outlets_people_and_topics_narrow(press: Engine) -> None:
    assert find(press, regions=("RU-TOM",)) == ["blame"]
    assert find(press, regions=("RU-TOM", "RU-SAM")) == ["plain", "blame", "pirates"]
    assert find(press, districts=("УФО",)) == ["rise-copy", "rise"]
    assert find(press, outlets=("ural",)) == ["rise-copy"]
    assert find(press, people=("Ольга Ветрова",)) == ["rise", "blame"]
    assert find(press, topics=("wages",)) == ["plain", "rise-copy", "rise"]
    assert find(press, topics=("wages",), people=("Ольга Ветрова",)) == ["rise"]
    assert find(press, "прибавка", first_only=True) == ["rise"]


def test_days_are_those_of_the_time_zone_and_both_belong(press: Engine) -> None:
    # «plain» was published on Sunday at 23:30 in Moscow, which is Monday in Yekaterinburg.
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    assert find(press, since=sunday, until=sunday) == ["plain"]
    assert find(press, since=monday, until=monday) == []
    assert find(press, since=sunday, until=sunday, timezone="Asia/Yekaterinburg") == []
    assert find(press, since=monday, until=monday, timezone="Asia/Yekaterinburg") == ["plain"]
    assert find(press, since=date(2026, 11, 16)) == ["plain", "rise-copy", "rise"]
    assert find(press, until=date(2026, 11, 10)) == ["blame", "pirates"]
    assert find(press, since=date.min, until=date.max) == find(press)
    assert find(press, since=date.max) == find(press, until=date.min) == []


@pytest.mark.parametrize("hour", [0, 23])
def test_a_moment_on_the_border_belongs_to_its_own_day(engine: Engine, hour: int) -> None:
    minute = 0 if hour == 0 else 59
    engine.write([make_documents("border", published=f"2026-11-18T{hour:02}:{minute:02}:{minute:02}+07:00")])
    for day, found in ((17, []), (18, ["border"]), (19, [])):
        asked = date(2026, 11, day)
        assert find(engine, since=asked, until=asked, timezone="Asia/Tomsk") == found


def test_weeks_begin_on_monday_of_the_time_zone_and_empty_ones_are_there(press: Engine) -> None:
    assert press.search(Query()).timeline == [
        (date(2026, 10, 26), 1),
        (date(2026, 11, 2), 0),
        (date(2026, 11, 9), 1),
        (date(2026, 11, 16), 3),
    ]
    assert press.search(Query(timezone="Asia/Yekaterinburg")).timeline[-2:] == [
        (date(2026, 11, 16), 2),
        (date(2026, 11, 23), 1),
    ]
    assert list(press.search(Query(text="больница")).timeline) == [(date(2026, 11, 9), 1)]


def test_weeks_hold_where_clocks_change(engine: Engine) -> None:
    # In Berlin clocks go back on Sunday, 25 October 2026: the week has 169 hours.
    moments = ("2026-10-18T21:59:59", "2026-10-18T22:00:00", "2026-10-25T22:59:59", "2026-10-25T23:00:00")
    engine.write(
        [
            make_documents(f"clock-{number}", published=f"{moment}+00:00")
            for number, moment in enumerate(moments)
        ]
    )
    weeks = engine.search(Query(timezone="Europe/Berlin")).timeline
    assert weeks == [(date(2026, 10, 12), 1), (date(2026, 10, 19), 2), (date(2026, 10, 26), 1)]


def test_an_article_of_long_ago_makes_many_weeks_and_no_error(engine: Engine) -> None:
    engine.write([make_documents("old", published="1912-04-01T12:00:00+00:00"), make_documents("new")])
    results = engine.search(Query())
    assert keys(results) == ["new", "old"]
    assert len(results.timeline) > 5900
    assert sum(count for _week, count in results.timeline) == 2


def test_broken_dates_are_found_and_make_no_weeks(engine: Engine) -> None:
    moments = {"end": "9999-12-31T23:59:59", "beginning": "0001-01-01T00:00:00", "now": "2026-11-18T10:00:00"}
    engine.write([make_documents(key, published=f"{moment}+00:00") for key, moment in moments.items()])
    for timezone in ("Europe/Moscow", "America/New_York", "Asia/Kamchatka"):
        results = engine.search(Query(timezone=timezone))
        assert keys(results) == ["end", "now", "beginning"]
        assert [week for week in results.timeline if week[1]] == [(date(2026, 11, 16), 1)]
        assert len(results.timeline) < 11_000


def test_facets_count_articles_commonest_first(press: Engine) -> None:
    facets = press.search(Query()).facets
    assert tuple(facets) == FACETS + MENTION_FACETS
    assert facets["outlet"] == [("volga", 2), ("tobol", 1), ("tom", 1), ("ural", 1)]
    assert facets["region"] == [("RU-KGN", 2), ("RU-SAM", 2), ("RU-TOM", 1)]
    assert facets["district"] == [("ПФО", 2), ("УФО", 2), ("СФО", 1)]
    assert facets["unions"] == [
        ("fnpr", 4),
        ("medics", 3),
        ("fp-kurgan", 2),
        ("medics-kurgan", 2),
        ("fp-tomsk", 1),
    ]
    assert facets["topics"] == [("wages", 3), ("layoffs", 1), ("safety", 1)]
    assert facets["people"] == [("Ольга Ветрова", 2), ("Пётр Лужин", 1)]
    assert dict(facets["tones"])["fnpr:1"] == 3
    assert dict(facets["tones"])["medics:-1"] == 1


def test_facets_are_those_of_the_articles_found(press: Engine) -> None:
    facets = press.search(Query(text="прибавка", limit=1)).facets
    assert facets["outlet"] == [("tobol", 1), ("ural", 1)]
    assert facets["people"] == [("Ольга Ветрова", 1)]


def test_an_empty_index_answers_with_nothing(engine: Engine) -> None:
    results = engine.search(Query(text="профсоюз"))
    assert (results.total, list(results.hits), list(results.timeline)) == (0, [], [])
    assert all(list(counts) == [] for counts in results.facets.values())


def test_pages_follow_one_another_and_ties_are_settled_by_id(engine: Engine) -> None:
    engine.write([make_documents(f"tie-{number}") for number in range(25)])
    pages = [engine.search(Query(limit=10, offset=offset)) for offset in (0, 10, 20, 30)]
    ids = [hit.id for page in pages for hit in page.hits]
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert {page.total for page in pages} == {25}
    assert ids == sorted(article_id(f"tie-{number}") for number in range(25))


def test_a_limit_of_zero_counts_and_shows_nothing(press: Engine) -> None:
    results = press.search(Query(text="прибавка", limit=0))
    assert (results.total, list(results.hits)) == (2, [])
    assert results.facets["outlet"]


@pytest.mark.parametrize("page", [{"limit": -1}, {"offset": -1}, {"offset": 9_990}, {"limit": 10_001}])
def test_a_page_beyond_the_last_is_refused_in_words(press: Engine, page: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="10000"):
        press.search(Query(**page))


def test_relevance_puts_the_title_first(engine: Engine) -> None:
    filler = "Сегодня в городе прошло большое собрание жителей. " * 5
    engine.write(
        [
            make_documents("in-text", text=filler + "Забастовка."),
            make_documents(
                "in-title", title="Забастовка", text=filler, published="2026-01-01T00:00:00+00:00"
            ),
        ]
    )
    assert find(engine, "забастовка", sort="relevance") == ["in-title", "in-text"]
    assert find(engine, "забастовка") == ["in-text", "in-title"]
    scores = [hit.score for hit in engine.search(Query(text="забастовка", sort="relevance")).hits]
    assert all(first > second > 0 for first, second in pairwise(scores))


def test_a_hit_tells_what_a_result_list_shows(press: Engine) -> None:
    [hit] = press.search(Query(text="больница")).hits
    assert hit.id == article_id("blame")
    assert (hit.title, hit.outlet, hit.region) == ("Профсоюз медиков молчал полгода", "tom", "RU-TOM")
    assert hit.published == datetime(2026, 11, 10, 4, tzinfo=UTC)
    assert hit.tones == {"medics": -1, "fp-tomsk": 1}
    assert not hit.is_reprint
    assert [hit.fragment[start:end] for start, end in hit.highlights] == ["больниц"]


def test_evidence_is_that_of_the_mentions_asked_for_in_the_order_of_the_text(press: Engine) -> None:
    [hit] = press.search(Query(text="работникам", outlets=("tom",))).hits
    assert [(one.union, one.tone) for one in hit.evidence] == [("medics", -1), ("fp-tomsk", 1)]
    assert hit.evidence[1].sentence == "Федерация Томска обещала помощь работникам."
    assert [hit.evidence[1].sentence[slice(*span)] for span in hit.evidence[1].highlights] == ["работникам"]
    [hit] = press.search(Query(unions=("medics",), tone=-1)).hits
    [evidence] = hit.evidence
    assert evidence.sentence == "Профсоюз медиков молчал полгода"
    assert [evidence.sentence[slice(*span)] for span in evidence.highlights] == ["Профсоюз медиков"]


def test_evidence_of_a_branch_is_that_of_the_unions_below(press: Engine) -> None:
    hits = press.search(Query(unions=("fp-kurgan",))).hits
    assert [[one.union for one in hit.evidence] for hit in hits] == [["medics-kurgan"], ["medics-kurgan"]]


def test_highlights_count_in_characters_of_what_is_shown(engine: Engine) -> None:
    text = "🔥 Приш\u00adло вре́мя: «ёлки» и ЁЛОЧКИ, ёлками. " + "Конец пришёл. " * 40
    engine.write([make_documents("signs", text=text, named=[Named(union="fnpr", words="ЁЛОЧКИ")])])
    [hit] = engine.search(Query(text="елка время")).hits
    assert [hit.fragment[start:end] for start, end in hit.highlights] == ["время", "ёлки", "ёлками"]
    assert "\u00ad" not in hit.fragment
    [hit] = engine.search(Query(unions=("fnpr",))).hits
    assert [hit.evidence[0].sentence[slice(*span)] for span in hit.evidence[0].highlights] == ["ЁЛОЧКИ"]
