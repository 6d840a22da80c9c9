"""`otklik index` as it is typed, over a real archive: what is refused, killed, done twice at once, or out of date."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from archive.store import open_archive, sqlite_url
from otklik.locks import crawl_lock
from search.mapping import FIELDS, index_body
from tests.otklik.conftest import Run
from tests.otklik.test_command_line import sentence
from tests.pipelines.placed import place
from tests.search.conftest import remove_indices

Start = Callable[..., "subprocess.Popen[str]"]
_MANY = 300  # articles: two batches, so that a rebuild can be met half-way


@pytest.fixture
def workplace(otklik: Run, tmp_path: Path) -> Run:
    """Without outlets of any kind: a crawl asks nobody and brings the index up to date."""
    (tmp_path / "own").mkdir()
    (tmp_path / "otklik.toml").write_text(
        '[crawl]\ncontact = "press@example.org"\n[registry]\nfolder = "own"\nonly_own = true\n', "utf-8"
    )
    return otklik


def fill(tmp_path: Path, number: int) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    archive = open_archive(sqlite_url(tmp_path / "data" / "archive.db"))
    place(archive, range(number))
    archive.close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """The command as a process that goes on by itself."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OTKLIK_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "otklik", *arguments],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def status(otklik: Run, **environment: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(otklik("index", "status", "--json", **environment).stdout)
    return found


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_a_rebuild_needs_no_crawl_to_end_and_a_second_one_says_that_one_is_at_work(
    workplace: Run, start: Start, tmp_path: Path
) -> None:
    fill(tmp_path, _MANY)
    index = tmp_path / "data" / "index"
    with crawl_lock(tmp_path / "data"):
        assert f"{_MANY} статей" in workplace("index", "rebuild").stdout
        first = start("index", "rebuild")
        wait_for(index / "000002", first)
        first.send_signal(signal.SIGSTOP)  # however fast the machine, the second meets the first at work
        assert "уже собирает заново" in sentence(workplace("index", "rebuild"), 75)
        assert status(workplace)["sound"]
        first.send_signal(signal.SIGCONT)
        assert first.wait(60) == 0
    assert status(workplace)["sound"]
    assert sorted(path.name for path in index.iterdir()) == ["000002", "CURRENT"]


def test_a_killed_rebuild_leaves_the_old_index_and_the_next_one_clears_up(
    workplace: Run, start: Start, tmp_path: Path
) -> None:
    fill(tmp_path, _MANY)
    workplace("index", "rebuild")
    index = tmp_path / "data" / "index"
    killed = start("index", "rebuild")
    wait_for(index / "000002" / "meta.json", killed)
    killed.kill()
    assert killed.wait() == -signal.SIGKILL
    assert sorted(path.name for path in index.iterdir()) == ["000001", "000002", "CURRENT"]
    assert status(workplace)["sound"]
    assert json.loads(workplace("search", "--json").stdout)["total"] == _MANY
    assert f"{_MANY} статей" in workplace("index", "rebuild").stdout
    assert sorted(path.name for path in index.iterdir()) == ["000003", "CURRENT"]
    assert status(workplace)["sound"]


def test_an_index_of_an_older_program_is_rebuilt_by_a_crawl_and_readers_say_so_until_then(
    workplace: Run, tmp_path: Path
) -> None:
    fill(tmp_path, 3)
    assert workplace("crawl").stderr == ""
    (tmp_path / "data" / "index" / "CURRENT").write_text("000001 0123456789ab\n", "utf-8")
    for command in (["search", "профком"], ["index", "status"]):
        said = sentence(workplace(*command), 74)
        assert "прежней версией" in said
        assert "otklik crawl" in said
    crawl = workplace("crawl")
    assert crawl.returncode == 0
    assert "собираю его заново" in crawl.stderr
    assert json.loads(workplace("search", "профком", "--json").stdout)["total"] == 3
    assert status(workplace)["sound"]


def test_retrying_without_anything_refused_is_no_fault(workplace: Run, tmp_path: Path) -> None:
    fill(tmp_path, 2)
    assert "otklik index rebuild" in sentence(workplace("index", "retry"), 74)
    workplace("crawl")
    retried = workplace("index", "retry")
    assert (retried.returncode, retried.stderr) == (0, "")
    assert "Отправлено ещё раз: 0, снова не принято: 0." in retried.stdout


@pytest.mark.elasticsearch
def test_a_refused_article_is_named_with_the_reason_and_taken_when_the_cause_is_mended(
    workplace: Run, tmp_path: Path, elasticsearch_url: str
) -> None:
    """Somebody else's index template left a field out: the server itself refuses every document that has it."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    environment = {
        "OTKLIK_INDEX__ENGINE": "elasticsearch",
        "OTKLIK_INDEX__URL": elasticsearch_url,
        "OTKLIK_INDEX__PREFIX": prefix,
    }
    fill(tmp_path, 2)
    with Elasticsearch(elasticsearch_url) as client:
        missing = {}
        for projection in FIELDS:
            body = index_body(projection)
            if projection == "articles":
                missing["authors"] = body["mappings"]["properties"].pop("authors")
            name = f"{prefix}-{projection}"
            client.indices.create(index=f"{name}-000001", body=body | {"aliases": {name: {}}})
        try:
            workplace("crawl", **environment)
            found = status(workplace, **environment)
            assert (found["sound"], found["waiting"], len(found["quarantined"])) == (False, 0, 2)
            assert all("authors" in reason for _id, reason in found["quarantined"])
            shown = workplace("index", "status", **environment)
            assert shown.returncode == 1
            for words in ("не приняты указателем: 2", "strict_dynamic_mapping", "otklik index retry"):
                assert words in shown.stdout
            assert "otklik index status" in workplace("doctor", **environment).stdout
            retried = workplace("index", "retry", **environment)
            assert retried.returncode == 1
            assert "Отправлено ещё раз: 2, снова не принято: 2." in retried.stdout
            client.indices.put_mapping(index=f"{prefix}-articles", properties=missing)
            retried = workplace("index", "retry", **environment)
            assert retried.returncode == 0
            assert "Отправлено ещё раз: 2, снова не принято: 0." in retried.stdout
            assert status(workplace, **environment)["sound"]
        finally:
            remove_indices(elasticsearch_url, prefix)
