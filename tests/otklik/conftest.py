"""The command as a user runs it: a process of its own, in a folder of its own, without our environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def otklik(tmp_path: Path) -> Run:
    """`otklik("crawl", "--json")` in `tmp_path`; keyword arguments are more of the environment."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OTKLIK_")}
        return subprocess.run(
            [sys.executable, "-m", "otklik", *arguments],
            cwd=tmp_path,
            env=kept | {"COLUMNS": "120"} | environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
