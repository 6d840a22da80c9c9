"""Who may see the desk: the log-in, its session and its end, and how often somebody may try."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.desk_sessions import IDLE, WINDOW
from archive.desk_users import change_password, remove_user
from desk.app import ACTS
from tests.desk.guards_fixtures import FIRST, PASSWORD, Place, Visitor, open_place


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with open_place(tmp_path, users=True) as opened:
        yield opened


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/search").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=1", f"/article/{FIRST}", "/corrections", "/corrections.jsonl", "/saved", "/nothing"],
)
def test_nobody_sees_anything_before_the_log_in(place: Place, path: str) -> None:
    answer = place.client().get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?back=%2F")
    assert not answer.content


def test_the_log_in_tells_nothing_of_what_was_corrected(place: Place) -> None:
    editor, stranger = place.editor(), place.client()
    editor.correct("negative", place="text-0-14", union="stf")
    stranger.client.cookies.set("otklik-notice", "said.1")
    assert "СТФ" not in stranger.get("/login").text
    assert "СТФ потребовал" in editor.get("/saved").text


def test_the_log_in_leads_to_where_one_wanted_to_go(place: Place) -> None:
    visitor = place.client()
    page = visitor.get("/login?back=%2Fsearch%3Fq%3Dодин").text
    assert "/search?q=один" in page
    assert "Обзор" not in page
    answer = visitor.post("/login", {"name": "anna", "password": PASSWORD, "back": "/search?q=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/search?q=1")
    assert "anna" in visitor.get("/search").text


def test_a_wrong_name_and_a_wrong_password_are_told_alike(place: Place) -> None:
    answers = [
        place.client().post("/login", {"name": name, "password": password})
        for name, password in (("anna", "не тот пароль"), ("nobody", "не тот пароль"), ("anna", ""), ("", ""))
    ]
    assert {answer.status_code for answer in answers} == {403}
    sentences = {answer.text.split('role="alert">')[1].split("<")[0] for answer in answers}
    assert sentences == {"Имя или пароль не подходят."}
    assert all("otklik-session" not in answer.headers.get("set-cookie", "") for answer in answers)


def test_a_session_ends_when_its_user_leaves_and_its_cookie_is_worth_nothing_then(place: Place) -> None:
    visitor = place.editor()
    kept = dict(visitor.client.cookies)
    assert visitor.post("/logout").headers["location"] == "/login"
    assert not is_in(visitor)
    visitor.client.cookies.update(kept)
    assert not is_in(visitor)


@pytest.mark.parametrize("end", ["password", "removed"])
def test_a_session_ends_with_the_password_and_with_the_user(place: Place, end: str) -> None:
    visitor = place.editor()
    with place.archive.writing() as connection:
        if end == "password":
            change_password(connection, "anna", "hash")
        else:
            remove_user(connection, "anna", place.clock())
    assert not is_in(visitor)


def test_a_session_that_is_used_lives_to_its_last_day_and_an_idle_one_does_not(place: Place) -> None:
    used, idle = place.editor(), place.reader()
    for _day in range(place.desk.session_days - 1):
        place.clock.wait(days=1)
        assert is_in(used)
    assert not is_in(idle)
    place.clock.wait(days=1, minutes=1)
    assert not is_in(used)
    assert timedelta(days=1) < IDLE


def test_a_planted_session_is_nobodys_after_the_log_in(place: Place) -> None:
    stranger = place.reader()
    planted = stranger.client.cookies["otklik-session"]
    visitor = place.client()
    visitor.client.cookies.set("otklik-session", planted)
    visitor.client.post("/login", data={"token": visitor.token(), "name": "anna", "password": PASSWORD})
    assert visitor.client.cookies.get("otklik-session", domain="desk.example") != planted
    assert not is_in(stranger)


def test_cookies_are_hidden_from_scripts_and_bound_to_https(tmp_path: Path) -> None:
    with open_place(tmp_path, users=True, secure=True) as place:
        visitor = place.client()
        page = visitor.get("/login")
        answer = visitor.post("/login", {"name": "anna", "password": PASSWORD})
        cookies = [page.headers["set-cookie"], answer.headers["set-cookie"]]
    for cookie, name in zip(cookies, ("__Host-otklik-form", "__Host-otklik-session"), strict=True):
        assert cookie.startswith(f"{name}=")
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert flags >= {"httponly", "secure", "samesite=lax", "path=/"}
        assert not any(flag.startswith("domain") for flag in flags)


def test_who_tries_too_often_waits_also_after_a_restart(place: Place) -> None:
    guesses = [place.client().post("/login", {"name": "anna", "password": f"{n}"}) for n in range(6)]
    assert [answer.status_code for answer in guesses] == [403] * 5 + [429]
    right = {"name": "anna", "password": PASSWORD}
    assert place.client().post("/login", right).status_code == 429
    assert "через 15" in place.client().post("/login", right).text
    assert place.client("10.1.1.2").post("/login", right).status_code == 303
    place.clock.wait(seconds=WINDOW.total_seconds())
    assert place.client().post("/login", right).status_code == 303


def test_many_names_from_one_address_wait_too(place: Place) -> None:
    codes = [
        place.client().post("/login", {"name": f"name-{n}", "password": "x"}).status_code for n in range(21)
    ]
    assert codes == [403] * 20 + [429]


def test_a_reader_corrects_nothing_and_is_offered_nothing(place: Place) -> None:
    reader = place.reader()
    page = reader.get(f"/article/{FIRST}").text
    assert "СТФ требует" in page
    assert f"/article/{FIRST}/correct" not in page
    for path, _act, audience in ACTS:
        if audience == "editor":
            answer = reader.post(path.replace("{id}", FIRST), {"what": "not-relevant"})
            assert answer.status_code == 403
            assert "редакторы" in answer.text


def test_a_desk_without_users_asks_nobody(tmp_path: Path) -> None:
    with open_place(tmp_path) as place:
        visitor = place.client()
        assert is_in(visitor)
        assert visitor.get("/login").headers["location"] == "/"
        assert 'action="/logout"' not in visitor.get("/").text
