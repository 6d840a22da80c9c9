"""`otklik desk user`: who may see the desk, and who may correct the program there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from archive.desk_users import add_user, change_password, find_user, list_users, remove_user
from otklik.commands.options import ConfigFile
from otklik.workplace import open_workplace
from records.desk import DeskRole
from records.errors import InputError, UsageError
from texts import _
from texts.system_faults import explain_system_fault

app = typer.Typer(no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar=_("ИМЯ"), help=_("Имя, под которым входят."))]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar=_("ФАЙЛ"),
        help=_("Пароль — первая строка файла; иначе его спросят, не показывая."),
    ),
]
_LONGEST_NAME = 100


@app.command("add", help=_("Завести пользователя. Пароль спросят: в командной строке его не пишут."))
def add(
    name: Name,
    editor: Annotated[bool, typer.Option("--editor", help=_("Может исправлять программу."))] = False,
    password_file: PasswordFile = None,
    config: ConfigFile = None,
) -> None:
    workplace = open_workplace(config)
    _check_name(name)
    with workplace.archive() as archive:
        with archive.reading() as connection:
            if find_user(connection, name):
                raise _taken(name)
        hashed = _hash(_read_password(password_file))
        role: DeskRole = "editor" if editor else "reader"
        with archive.writing() as connection:
            if not add_user(connection, name, hashed, role, datetime.now(UTC)):
                raise _taken(name)
    print(_("Пользователь {name} заведён: {role}.", name=name, role=_role(role)))


@app.command("list", help=_("Кто может войти."))
def show(config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, archive.reading() as connection:
        users = list_users(connection)
    for user in users:
        print(f"{user.name}  {_role(user.role)}  " + _("с {day:%d.%m.%Y}", day=user.made))
    if not users:
        print(_("Пользователей нет. Завести: otklik desk user add ИМЯ"))


@app.command("remove", help=_("Больше не впускать; открытые сеансы закончатся сразу."))
def remove(name: Name, config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, archive.writing() as connection:
        if not remove_user(connection, name, datetime.now(UTC)):
            raise _absent(name)
    print(_("Пользователь {name} больше не войдёт.", name=name))


@app.command("password", help=_("Сменить пароль; открытые сеансы закончатся сразу."))
def password(name: Name, password_file: PasswordFile = None, config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive:
        with archive.reading() as connection:
            if find_user(connection, name) is None:
                raise _absent(name)
        hashed = _hash(_read_password(password_file))
        with archive.writing() as connection:
            if not change_password(connection, name, hashed):
                raise _absent(name)
    print(_("Пароль пользователя {name} сменён.", name=name))


def _hash(password: str) -> str:
    from desk.passwords import hash_password  # noqa: PLC0415 - no other command needs argon2

    return hash_password(password)


def _read_password(file: Path | None) -> str:
    if file is None:
        return _ask()
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = explain_system_fault(error) if isinstance(error, OSError) else _("это не текст в UTF-8")
        raise UsageError(
            _("Файл с паролем {file} не читается: {reason}.", file=file, reason=reason)
        ) from error
    if not lines:
        raise UsageError(_("Файл с паролем {file} пуст.", file=file))
    return lines[0]


def _ask() -> str:
    """Twice, unseen; too short a one is said before it is typed again."""
    from desk.passwords import check_strength  # noqa: PLC0415 - see above

    given: str = typer.prompt(_("Пароль"), hide_input=True)
    check_strength(given)
    if typer.prompt(_("Пароль ещё раз"), hide_input=True) != given:
        raise UsageError(_("Пароли не совпали: ничего не изменено."))
    return given


def _check_name(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(
            _(
                "Имя «{name}» не годится: нужно от 1 до {longest} знаков без пробелов по краям.",
                name=name,
                longest=_LONGEST_NAME,
            )
        )


def _taken(name: str) -> UsageError:
    return UsageError(
        _("Пользователь {name} уже есть. Сменить пароль: otklik desk user password {name}", name=name)
    )


def _absent(name: str) -> InputError:
    return InputError(_("Пользователя {name} нет. Список: otklik desk user list", name=name))


def _role(role: DeskRole) -> str:
    return _("редактор") if role == "editor" else _("читатель")
