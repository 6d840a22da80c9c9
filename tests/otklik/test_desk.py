"""`otklik desk` as a process: when it refuses to open, and whose word it takes on where a reader comes from."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.otklik.conftest import Run

PASSWORD = "корова-и-подкова"
PUBLIC = "desk.example"
MINE = '[crawl]\ncontact = "press@union.example"\n'


def write_config(folder: Path, desk: str) -> None:
    (folder / "otklik.toml").write_text(f'data = "data"\n{MINE}[desk]\n{desk}\n', encoding="utf-8")
    (folder / "data").mkdir(exist_ok=True)


@pytest.mark.parametrize(
    "desk",
    [
        'host = "192.0.2.7"',
        'address = "https://desk.example"',
        'proxies = ["10.0.0.1"]',
        'host = "0.0.0.0"\naddress = "https://desk.example"',
    ],
)
def test_a_desk_that_others_can_reach_does_not_open_without_a_user(
    otklik: Run, tmp_path: Path, desk: str
) -> None:
    write_config(tmp_path, desk)
    done = otklik("desk")
    assert done.returncode == 78
    assert "otklik desk user add" in done.stderr


def test_a_desk_that_listens_everywhere_must_have_a_name(otklik: Run, tmp_path: Path) -> None:
    write_config(tmp_path, 'host = "0.0.0.0"')
    done = otklik("desk")
    assert done.returncode == 78
    assert "desk.address" in done.stderr


@contextmanager
def running_desk(folder: Path, otklik: Run, desk: str) -> Iterator[int]:
    """Its port, once it answers."""
    write_config(folder, desk)
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    added = otklik("desk", "user", "add", "anna", "--editor", "--password-file", "password")
    assert added.returncode == 0, added.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen([sys.executable, "-m", "otklik", "desk", "--port", str(port)], cwd=folder)
    try:
        _wait_until_open(port)
        yield port
    finally:
        served.terminate()
        served.wait(20)


def _wait_until_open(port: int) -> None:
    for _try in range(200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the desk did not open")


def guess(port: int, came_from: str) -> int:
    """The status of one wrong log-in that a proxy, or somebody who says so, brings from there."""
    where = f"http://127.0.0.1:{port}/login"
    headers = {"Host": PUBLIC, "X-Forwarded-For": came_from, "X-Forwarded-Proto": "https"}
    page = httpx2.get(where, headers=headers)
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token, page.text
    headers |= {"Cookie": f"__Host-otklik-form={token[1]}", "Origin": f"https://{PUBLIC}"}
    form = {"token": token[1], "name": "anna", "password": "не тот"}
    return httpx2.post(where, headers=headers, data=form).status_code


@pytest.mark.parametrize(
    ("proxies", "last"),
    [('["127.0.0.1"]', 403), ('["10.9.9.9"]', 429)],
    ids=["by the proxy's word", "another proxy is named"],
)
def test_the_readers_address_is_taken_from_a_named_proxy_alone(
    otklik: Run, tmp_path: Path, proxies: str, last: int
) -> None:
    with running_desk(tmp_path, otklik, f'address = "https://{PUBLIC}"\nproxies = {proxies}') as port:
        codes = [guess(port, f"198.51.100.{number}") for number in range(6)]
    assert codes == [403] * 5 + [last]
