"""The documentation as the tests read it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(page for name in ("docs", "kibana", "tests") for page in (ROOT / name).rglob("*.md")),
    ]
)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table whose first column has this heading."""
    lines = read(page).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    found: list[list[str]] = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def shell_lines(text: str) -> Iterator[str]:
    """The single commands of the page's shell blocks, without comments."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            yield from (part.strip() for part in re.split(r"&&", line.split(" #")[0]) if part.strip())


def calls(text: str, program: str) -> Iterator[list[str]]:
    """The arguments of every call of `program` in shell blocks and in `code`, where it names a command."""
    quoted = re.findall(rf"`({program} [^`…]+)`", text)
    for line in [*shell_lines(text), *quoted]:
        words = shlex.split(line.removeprefix("docker compose exec otklik "))
        if words[:1] == [program] and words[1:]:
            yield words[1:]
