"""Every command and every exit code has its line, and every line its command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

import otklik.cli
from otklik.app import app
from records import errors
from records.errors import OtklikError
from tests.docs.pages import PAGES, calls, read, rows


def commands(group: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            if command.invoke_without_command:
                yield f"{prefix}{name}", command
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))


def test_the_readme_lists_the_commands_that_there_are() -> None:
    listed = [cell.strip("`").removeprefix("otklik ") for cell, _words in rows("README.md", "command")]
    assert sorted(listed) == sorted(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_every_call_in_the_docs_is_understood(page: object) -> None:
    for words in calls(page.read_text("utf-8"), "otklik"):  # type: ignore[attr-defined]
        if words[0].startswith("-"):
            continue
        name = next((name for name in (" ".join(words[:2]), words[0]) if name in COMMANDS), None)
        assert name, f"otklik {' '.join(words)}"
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
        assert not [word for word in words if word.startswith("--") and word not in known], words


def error_classes(kind: type[OtklikError] = OtklikError) -> Iterator[type[OtklikError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from error_classes(narrower)


def test_every_kind_of_error_stands_beside_its_exit_code() -> None:
    table = {code: words for code, words, _then in rows("README.md", "code")}
    ours = [kind for kind in error_classes() if kind.__module__ == errors.__name__]
    assert len(ours) > 5
    for kind in ours:
        assert f"`{kind.__name__}`" in table[str(kind.exit_code)]


def test_every_exit_code_in_the_table_is_one_that_otklik_has() -> None:
    codes = {int(code) for code, *_rest in rows("README.md", "code")}
    kinds = {kind.exit_code for kind in error_classes() if kind.__module__ == errors.__name__}
    assert codes == {0, 1, otklik.cli.EXIT_INTERRUPTED} | kinds


def test_the_press_office_reads_of_no_command_by_another_name() -> None:
    assert any(words[0] == "doctor" for words in calls(read("README.ru.md"), "otklik"))
