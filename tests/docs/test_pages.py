"""What the pages point at exists, on any machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, calls, read, rows
from tests.test_architecture import ARROWS, DOORS

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(work|root|tmp|home|Users)/")


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text("utf-8")):
        if "://" in link:
            continue
        file, _hash, anchor = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"(?m)^#+ (.+)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_no_page_or_deployment_file_names_a_folder_of_somebodys_machine() -> None:
    files = [
        *PAGES,
        *(ROOT / "deploy").iterdir(),
        ROOT / "Dockerfile",
        ROOT / "docker-compose.yml",
        ROOT / "Makefile",
    ]
    found = [f"{file.name}: {line}" for file in files for line in file.read_text("utf-8").splitlines()
             if _MACHINE_PATH.search(line)]  # fmt: skip
    assert not found


@pytest.mark.parametrize("page", PAGES, ids=names(PAGES))
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"(?m)^([a-z][a-z-]*):", read("Makefile")))
    for target, *_rest in calls(page.read_text("utf-8"), "make"):
        assert target in targets, f"{page.name}: make {target}"


def test_the_readme_begins_with_the_two_commands() -> None:
    assert re.match(r"# Otklik\n\n```sh\nmake run .*\nmake test .*\n```\n", read("README.md"))


def test_every_file_that_the_architecture_page_names_exists() -> None:
    text = read("ARCHITECTURE.md")
    named = set(re.findall(r"`([a-z_/]+/[a-z_]+\.(?:py|toml))", text))
    assert len(named) > 20
    assert not [file for file in named if not (ROOT / file).exists()]


def test_every_function_that_the_architecture_page_names_exists() -> None:
    named = re.findall(r"`([a-z_/]+\.py): ([a-z_]+)`", read("ARCHITECTURE.md"))
    assert len(named) > 4
    assert not [f"{file}: {name}" for file, name in named if f"def {name}(" not in read(file)]


def test_the_architecture_page_shows_the_arrows_that_are_held() -> None:
    shown = {package.strip("`/"): set(re.findall(r"`(\w+)`", others)) for package, others in
             rows("ARCHITECTURE.md", "package")}  # fmt: skip
    assert shown == ARROWS


def test_the_architecture_page_shows_the_doors_that_are_held() -> None:
    shown = {library: tuple(door.rstrip("/") for door in re.findall(r"`([^`]+)`", doors))
             for libraries, doors in rows("ARCHITECTURE.md", "library")
             for library in libraries.split(", ")}  # fmt: skip
    assert shown == DOORS
