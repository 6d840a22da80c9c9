"""Corrections in one click: what each button says, that search shows it at once, and the list of all that was said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response

from archive.annotations import find_annotations
from archive.articles import find_articles
from archive.corrections import find_corrections
from records.correction import (
    Confirmed,
    Correction,
    MentionCorrection,
    NotRelevant,
    OtherDate,
    OtherStory,
    SameStory,
)
from records.search import Query
from tests.desk.guards_fixtures import ARTICLES, FIRST, SECOND, Place, Visitor, open_place

TEXT = " ".join(ARTICLES[0].sentences)
GOOD = {"place": "text-0-14", "union": "stf", "number": "1"}
BAD_START = TEXT.index("СТФ обузой")
BAD = {"place": f"text-{BAD_START}-{BAD_START + 10}", "union": "stf", "number": "2"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path, users=True) as opened:
        yield opened


@pytest.fixture
def editor(place: Place) -> Visitor:
    return place.editor()


def said(place: Place, article: str = FIRST) -> list[Correction]:
    with place.archive.reading() as connection:
        return find_corrections(connection, [article])


def tones(place: Place) -> dict[str, int]:
    with place.archive.reading() as connection:
        mentions = find_annotations(connection, [FIRST])[FIRST].unions
    return {TEXT[one.start : one.end]: one.tone for one in mentions}


def notice(visitor: Visitor, answer: Response) -> str:
    page = visitor.get(answer.headers["location"]).text
    shown = page.split('class="done"')[1].split("{%")[0].split('<p class="lead"')[0]
    return " ".join(unescape(re.sub("<[^>]*>", " ", shown)).split()).removeprefix('role="status"> ')


def test_another_tone_of_one_mention_shows_at_once_and_is_taken_back(place: Place, editor: Visitor) -> None:
    answer = editor.correct("negative", **GOOD)
    assert answer.headers["location"] == f"/article/{FIRST}#mention-1"
    assert notice(editor, answer) == "Исправлено: СТФ, «СТФ потребовал»: негативный тон. Отменить"
    [one] = said(place)
    assert isinstance(one, MentionCorrection)
    assert (one.tone, one.span, one.words, one.by, one.made) == (
        -1, (0, 14), "СТФ потребовал", "anna", place.clock(),
    )  # fmt: skip
    assert tones(place) == {"СТФ потребовал": -1, "СТФ обузой": -1, "Росстеклопрофсоюз": 0}
    assert place.desk.engine.search(Query(unions=("stf",), tone=1)).total == 0
    undone = editor.post(f"/corrections/{one.id}/undo", {"back": f"/article/{FIRST}"})
    assert notice(editor, undone) == "Отменено: СТФ, «СТФ потребовал»: негативный тон."
    assert tones(place)["СТФ потребовал"] == 1
    assert place.desk.engine.search(Query(unions=("stf",), tone=1)).total == 1


def test_a_tone_may_be_said_of_all_mentions_of_the_union(place: Place, editor: Visitor) -> None:
    editor.correct("neutral", **GOOD, all="1")
    assert tones(place) == {"СТФ потребовал": 0, "СТФ обузой": 0, "Росстеклопрофсоюз": 0}


def test_right_says_the_tone_of_that_mention_alone(place: Place, editor: Visitor) -> None:
    editor.correct("right", **BAD)
    [one] = said(place)
    assert isinstance(one, MentionCorrection)
    assert (one.tone, one.words) == (-1, "СТФ обузой")


@pytest.mark.parametrize(
    ("typed", "union"),
    [
        ("ФПЗ (zarechye)", "zarechye"),
        ("узкоколейпрофсоюз", "poezda"),
        ("Федерация профсоюзов Заозерья", "zaozerye"),
    ],
)
def test_another_union_is_chosen_from_the_register(
    place: Place, editor: Visitor, typed: str, union: str
) -> None:
    editor.correct("union", **BAD, instead=typed)
    assert place.desk.engine.search(Query(unions=(union,))).total == 1


@pytest.mark.parametrize("typed", ["", "ФПЗ", "нет такого", "чужой (nobody)", "x" * 301])
def test_a_union_that_is_not_known_changes_nothing(place: Place, editor: Visitor, typed: str) -> None:
    assert editor.correct("union", **BAD, instead=typed).status_code == 400
    assert said(place) == []


def test_what_is_no_union_goes_from_the_search(place: Place, editor: Visitor) -> None:
    start = TEXT.index("Росстекло")
    answer = editor.correct(
        "no-union", place=f"text-{start}-{start + len('Росстеклопрофсоюз')}", union="steklo", number="3"
    )
    assert "не профсоюз" in notice(editor, answer)
    assert place.desk.engine.search(Query(unions=("steklo",))).total == 0


def test_an_article_that_is_not_relevant_leaves_the_search_and_says_so(place: Place, editor: Visitor) -> None:
    editor.correct("not-relevant")
    assert isinstance(said(place)[0], NotRelevant)
    assert place.desk.engine.search(Query(unions=("stf",))).total == 1
    page = editor.get(f"/article/{FIRST}").text
    assert "не относящуюся к делу" in page
    assert 'value="not-relevant"' not in page


def test_a_date_is_of_the_outlets_zone_and_never_in_the_future(place: Place, editor: Visitor) -> None:
    editor.correct("date", day="2026-11-10", time="14:30")
    [one] = said(place)
    assert isinstance(one, OtherDate)
    assert (one.published.isoformat(), one.has_time) == ("2026-11-10T11:30:00+00:00", True)
    wrong = [("2027-01-01", ""), ("0001-01-01", ""), ("9999-12-31", "23:59"), ("вчера", ""), ("", "12:00"),
             ("2026-11-10", "25:00"), ("2026-11-10", "12:00+05"), ("2026-13-10", "")]  # fmt: skip
    codes = [editor.correct("date", day=day, time=clock).status_code for day, clock in wrong]
    assert codes == [400] * len(wrong)
    assert len(said(place)) == 1


def test_stories_are_parted_and_joined(place: Place, editor: Visitor) -> None:
    with place.archive.reading() as connection:
        url = find_articles(connection, [SECOND])[SECOND].url
    for other in (url, f"http://desk.example:8321/article/{SECOND}"):
        editor.correct("same-story", other=other)
    editor.correct("other-story", alone="1")
    joined, again, parted = said(place)
    assert isinstance(joined, SameStory) and isinstance(again, SameStory)
    assert {joined.other_id, again.other_id} == {SECOND}
    assert isinstance(parted, OtherStory) and not parted.with_copies
    for other in ("", "https://nobody.example/1", "\x00", "http://[::1", f"/article/{'0' * 64}"):
        assert editor.correct("same-story", other=other).status_code == 400


def test_a_story_lets_its_articles_go(place: Place, editor: Visitor) -> None:
    editor.correct("same-story", other=f"/article/{SECOND}")
    page = editor.get(f"/story/{FIRST}").text
    for id_ in (FIRST, SECOND):
        assert f'action="/article/{id_}/correct"' in page
    editor.correct("other-story", SECOND)
    assert "Не отсюда" not in editor.get(f"/story/{FIRST}").text


def test_all_right_is_said_of_the_whole_article(place: Place, editor: Visitor) -> None:
    assert notice(editor, editor.correct("all-right")) == "Исправлено: верно. Отменить"
    assert isinstance(said(place)[0], Confirmed)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (f"/article/{'0' * 64}/correct", {"what": "all-right"}),
        ("/article/../correct", {"what": "all-right"}),
        (f"/article/{FIRST}/correct", {"what": "negative", "place": "text-1-2", "union": "stf"}),
        ("/corrections/99/undo", {}),
        ("/corrections/9999999999999999999999/undo", {}),
        ("/corrections/x/undo", {}),
        (f"/article/{FIRST}/correct", {"what": "everything"}),
        (f"/article/{FIRST}/correct", {}),
    ],
)
def test_what_is_not_there_is_not_corrected(
    place: Place, editor: Visitor, path: str, fields: dict[str, str]
) -> None:
    assert editor.post(path, fields).status_code in (400, 404)
    assert said(place) == []


def test_the_list_tells_who_and_when_filters_and_takes_back(place: Place, editor: Visitor) -> None:
    editor.correct("negative", **GOOD)
    editor.correct("all-right", SECOND)
    [first] = [one.id for one in said(place)]
    editor.post(f"/corrections/{first}/undo")
    page = editor.get("/corrections").text
    assert page.count("<tr data-row>") == 2
    assert "anna" in page and "25\u00a0ноября 2026, 12:00" in page and "отменено:" in page
    counts = [
        editor.get(f"/corrections?{query}").text.count("<tr data-row>")
        for query in ("kind=tone", "kind=date", "by=anna", "by=-", "state=held", "state=taken-back", "page=2")
    ]
    assert counts == [1, 0, 2, 0, 1, 1, 0]
    assert editor.get("/corrections?kind=everything").status_code == 400
    rows = json.loads(editor.get("/corrections?state=held&format=json").text)
    assert "верно" in json.dumps(rows, ensure_ascii=False)


def test_the_card_counts_only_what_people_have_looked_at(place: Place, editor: Visitor) -> None:
    assert "о точности сказать нечего" in editor.get("/corrections").text
    editor.correct("right", **BAD)
    editor.correct("negative", **GOOD)
    page = unescape(editor.get("/corrections").text)
    cells = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr><th scope=\"row\">.*", page)
    ]
    assert cells[:3] == [
        ["тон упоминания", "2", "1", "1", "50\u00a0%"],
        ["какой профсоюз назван", "2", "2", "0", "100\u00a0%"],
        ["о профсоюзах ли статья", "0", "0", "0", "—"],
    ]
    assert "Тон посмотрели у 2 из 4 упоминаний, высказались о 1 из 2 статей." in page


def test_corrections_leave_as_labelled_data(editor: Visitor) -> None:
    editor.correct("negative", **GOOD)
    answer = editor.get("/corrections.jsonl")
    [line] = [json.loads(one) for one in answer.text.splitlines()]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert line["unions"] == [{"start": 0, "end": 14, "union": "stf", "tone": -1}]
    assert line["corrected_by"] == ["anna"]


def test_a_desk_without_users_corrects_without_a_name(tmp_path: Path) -> None:
    with open_place(tmp_path) as place:
        visitor = place.client()
        visitor.correct("all-right")
        assert said(place)[0].by == ""
        assert "без имени" in visitor.get("/corrections").text
