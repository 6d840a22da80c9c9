"""`otklik desk user`: as the Typer app that is mounted there, with a real archive and a real prompt."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive.desk_sessions import begin_session, find_session
from archive.desk_users import find_hash
from archive.store import open_archive, sqlite_url
from desk.passwords import is_right
from otklik.commands.desk_users import app
from records.errors import OtklikError
from tests.archive.conftest import NOW

PASSWORD = "корова-и-подкова"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "otklik.toml"
    file.write_text('data = "data"\n[crawl]\ncontact = "press@union.example"\n', encoding="utf-8")
    (tmp_path / "data").mkdir()
    return file


def user(config: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, [*arguments, "--config", str(config)], input=typed)


def fault(result: Result) -> str:
    assert isinstance(result.exception, OtklikError)
    return str(result.exception)


def hash_of(config: Path, name: str) -> str | None:
    archive = open_archive(sqlite_url(config.parent / "data" / "archive.db"))
    with archive.reading() as connection:
        found = find_hash(connection, name)
    archive.close()
    return found


def test_a_user_is_made_with_a_password_typed_twice_and_never_shown(config: Path) -> None:
    done = user(config, "add", "Анна", "--editor", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert "Пользователь Анна заведён: редактор." in done.output
    assert PASSWORD not in done.output
    assert is_right(PASSWORD, hash_of(config, "Анна"))
    assert "Анна  редактор" in user(config, "list").output


def test_a_new_password_ends_the_sessions_and_a_removed_user_is_gone(config: Path) -> None:
    user(config, "add", "Борис", typed=f"{PASSWORD}\n{PASSWORD}\n")
    archive = open_archive(sqlite_url(config.parent / "data" / "archive.db"))
    with archive.writing() as connection:
        token = begin_session(connection, "Борис", NOW)
    file = config.parent / "password"
    file.write_text("другой-пароль\nещё строка\n", encoding="utf-8")
    assert "сменён" in user(config, "password", "Борис", "--password-file", str(file)).output
    with archive.reading() as connection:
        assert find_session(connection, token, NOW) is None
    archive.close()
    assert is_right("другой-пароль", hash_of(config, "Борис"))
    assert "больше не войдёт" in user(config, "remove", "Борис").output
    assert hash_of(config, "Борис") is None
    assert "otklik desk user add" in user(config, "list").output


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("add", "Анна"), "коротко\n", "не меньше 10"),
        (("add", "Анна"), f"{PASSWORD}\nдругой-пароль\n", "не совпали"),
        (("add", " "), "", "не годится"),
        (("add", "Анна", "--password-file", "/nowhere/password"), "", "не читается"),
        (("password", "Анна"), "", "otklik desk user list"),
        (("remove", "Анна"), "", "otklik desk user list"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_mend_and_changes_nothing(
    config: Path, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    assert said in fault(user(config, *arguments, typed=typed))
    assert hash_of(config, "Анна") is None


def test_a_name_that_somebody_has_is_refused_before_a_password_is_asked(config: Path) -> None:
    user(config, "add", "Анна", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert "otklik desk user password Анна" in fault(user(config, "add", "Анна"))


def test_no_option_takes_a_password_from_the_command_line(config: Path) -> None:
    for command in ("add", "password"):
        assert user(config, command, "Анна", "--password", PASSWORD).exit_code == 2
