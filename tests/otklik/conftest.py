"""The command as a user runs it: a process of its own, in a folder of its own, without our environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.warm import run_warm

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def otklik(tmp_path: Path) -> Run:
    """`otklik("crawl", "--json")` in `tmp_path`; keyword arguments are more of the environment."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return run_otklik(tmp_path, *arguments, stdin=stdin, **environment)

    return run


@pytest.fixture
def new_otklik(tmp_path: Path) -> Run:
    """The same from a new process: for what happens while the program starts."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "otklik", *arguments],
            cwd=tmp_path,
            env=clean_environment() | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


def run_otklik(
    folder: Path, *arguments: str, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    done = run_warm(
        "otklik.cli:main",
        arguments,
        folder=folder,
        environment=clean_environment() | environment,
        stdin=stdin.encode(),
    )
    return subprocess.CompletedProcess(done.args, done.returncode, _text(done.stdout), _text(done.stderr))


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("OTKLIK_")} | {
        "COLUMNS": "120"
    }


def _text(written: bytes) -> str:
    return written.decode().replace("\r\n", "\n")
