"""Users of the desk, their sessions and failed log-ins, and saved searches, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select

from archive.desk_sessions import (
    IDLE,
    LIFETIME,
    WINDOW,
    begin_session,
    count_sessions,
    end_session,
    find_session,
    is_touch_due,
    record_try,
    touch_session,
)
from archive.desk_users import (
    add_user,
    change_password,
    count_users,
    find_hash,
    find_user,
    list_users,
    remove_user,
    renew_hash,
)
from archive.saved_searches import (
    change_search,
    delete_search,
    find_search,
    list_searches,
    save_search,
    subscribe_search,
)
from archive.schema import desk_sessions
from tests.archive.conftest import NOW

SECOND = timedelta(seconds=1)


def test_a_name_is_one_users_and_free_again_when_they_are_removed(connection: Connection) -> None:
    assert add_user(connection, "Анна", "hash", "reader", NOW)
    assert not add_user(connection, "Анна", "another", "editor", NOW)
    assert find_hash(connection, "Анна") == "hash"
    assert remove_user(connection, "Анна", NOW)
    assert not remove_user(connection, "Анна", NOW)
    assert (find_user(connection, "Анна"), find_hash(connection, "Анна")) == (None, None)
    assert (list_users(connection), count_users(connection)) == ([], 0)
    assert add_user(connection, "Анна", "new", "editor", NOW)
    [user] = list_users(connection)
    assert (user.name, user.is_editor, find_hash(connection, "Анна")) == ("Анна", True, "new")


def test_a_session_is_its_users_until_it_ends(connection: Connection) -> None:
    add_user(connection, "Анна", "hash", "editor", NOW)
    token = begin_session(connection, "Анна", NOW)
    user = find_session(connection, token, NOW)
    assert user is not None
    assert user.is_editor
    assert find_session(connection, token + "x", NOW) is None
    kept = connection.execute(select(desk_sessions.c.token)).scalar_one()
    assert token not in kept
    assert find_session(connection, kept, NOW) is None
    end_session(connection, token)
    assert find_session(connection, token, NOW) is None


def test_a_session_ends_when_it_lies_idle_and_at_its_end_however_busy(connection: Connection) -> None:
    add_user(connection, "Анна", "hash", "reader", NOW)
    token = begin_session(connection, "Анна", NOW)
    assert not is_touch_due(connection, token, NOW + SECOND)
    assert find_session(connection, token, NOW + IDLE) is None
    now = NOW
    while now < NOW + LIFETIME - IDLE:
        now += IDLE - SECOND
        assert is_touch_due(connection, token, now)
        assert find_session(connection, token, now)
        touch_session(connection, token, now)
    assert find_session(connection, token, NOW + LIFETIME) is None
    begin_session(connection, "Анна", NOW + LIFETIME)
    assert count_sessions(connection, NOW) == 1


def test_who_is_removed_or_has_a_new_password_is_out_at_once(connection: Connection) -> None:
    for name, change in (("Анна", change_password), ("Борис", lambda c, n, _h: remove_user(c, n, NOW))):
        add_user(connection, name, "hash", "reader", NOW)
        token = begin_session(connection, name, NOW)
        renew_hash(connection, name, "the same, hashed anew")
        assert find_session(connection, token, NOW)
        assert change(connection, name, "new")
        assert find_session(connection, token, NOW) is None


def test_the_sixth_try_from_one_place_waits_and_a_log_in_forgives(connection: Connection) -> None:
    tries = [record_try(connection, "Анна", "192.0.2.1", NOW + SECOND * number) for number in range(6)]
    assert tries == [timedelta(0)] * 5 + [WINDOW - SECOND * 5]
    assert not record_try(connection, "Анна", "192.0.2.2", NOW + SECOND * 6)
    assert not record_try(connection, "Анна", "192.0.2.1", NOW + WINDOW)
    add_user(connection, "Анна", "hash", "reader", NOW)
    begin_session(connection, "Анна", NOW + WINDOW)
    later = NOW + WINDOW + SECOND
    assert [bool(record_try(connection, "Анна", "192.0.2.1", later)) for _ in range(6)] == [False] * 5 + [
        True
    ]


def test_many_names_from_one_place_wait_and_one_name_from_many_places_too(connection: Connection) -> None:
    by_address = [record_try(connection, f"name {number}", "192.0.2.1", NOW) for number in range(21)]
    assert [bool(wait) for wait in by_address] == [False] * 20 + [True]
    by_name = [record_try(connection, "Анна", f"192.0.2.{number + 2}", NOW) for number in range(51)]
    assert [bool(wait) for wait in by_name] == [False] * 50 + [True]


def test_a_saved_search_keeps_its_address_until_it_is_deleted(connection: Connection) -> None:
    saved = save_search(connection, "Забастовки", "q=забастовка&tone=-1", "Анна", NOW)
    other = save_search(connection, "Всё", "", "Борис", NOW + SECOND)
    assert len(saved.id) >= 22
    assert find_search(connection, saved.id) == saved
    assert list_searches(connection) == [other, saved]
    assert list_searches(connection, "Анна") == [saved]
    assert change_search(connection, saved.id, name="Стачки", query="q=стачка")
    assert subscribe_search(connection, saved.id, "weekly", "press@union.example")
    found = find_search(connection, saved.id)
    assert found is not None
    assert (found.name, found.cadence, found.recipient) == ("Стачки", "weekly", "press@union.example")
    assert subscribe_search(connection, saved.id, None, "press@union.example")
    assert delete_search(connection, saved.id, NOW)
    assert find_search(connection, saved.id) is None
    assert not change_search(connection, saved.id, name="x", query="")
    assert list_searches(connection) == [other]
