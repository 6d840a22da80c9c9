"""`otklik kibana` as a user runs it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kibana.saved_faults import find_faults
from tests.kibana.stub import StubKibana, running
from tests.otklik.conftest import run_otklik

Run = Callable[..., "subprocess.CompletedProcess[str]"]
KEY = "c2VjcmV0LWtleQ=="


@pytest.fixture
def otklik(tmp_path: Path) -> Run:
    """In a folder with settings for an Elasticsearch, which is never asked."""
    (tmp_path / "otklik.toml").write_text(
        '[index]\nengine = "elasticsearch"\nurl = "http://127.0.0.1:9"\nprefix = "press"\n', "utf-8"
    )

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return run_otklik(tmp_path, "kibana", *arguments, **environment)

    return run


def test_an_export_writes_both_forms_and_says_what_to_do_with_them(otklik: Run, tmp_path: Path) -> None:
    done = otklik("export", "out", "--space", "ural")
    assert (done.returncode, done.stderr) == (0, "")
    assert "9 файлов" in done.stdout
    assert "out/kibana-8.19-9.4.ndjson" in done.stdout
    lines = (tmp_path / "out/kibana-8.19-9.4.ndjson").read_text("utf-8").splitlines()
    objects = [json.loads(line) for line in lines]
    assert find_faults(objects) == []
    assert {one["id"].rpartition("ural-")[0] for one in objects} == {"press-"}
    body = json.loads((tmp_path / "out/api/dashboards/press-ural-week.json").read_text("utf-8"))
    assert body["title"] == "Отклик: неделя (press)"


def test_the_shipped_register_gives_its_names_to_the_data_views(otklik: Run, tmp_path: Path) -> None:
    otklik("export", "out")
    body = json.loads((tmp_path / "out/api/data_views/press-default-mentions.json").read_text("utf-8"))
    formats = body["data_view"]["fieldFormats"]
    named = {one["key"]: one["value"] for one in formats["union"]["params"]["lookupEntries"]}
    assert named["fnpr"] == "ФНПР"
    assert len(named) == len(set(named.values())) > 100
    assert body["data_view"]["title"] == "press-mentions"


@pytest.mark.parametrize("version", ["9.5.0", "9.3.1"])
def test_installing_twice_leaves_the_same_state_and_names_the_addresses(otklik: Run, version: str) -> None:
    stub = StubKibana(version=version, spaces=frozenset({"ural"}), keys=frozenset({KEY}))
    with running(stub) as url:
        first = otklik("install", url, "--space", "ural", OTKLIK_KIBANA__API_KEY=KEY)
        state = dict(stub.objects)
        second = otklik("install", f"{url}/", "--space", "ural", OTKLIK_KIBANA__API_KEY=KEY)
    assert (first.returncode, first.stderr) == (0, "")
    assert f"Kibana {version}, пространство ural" in first.stdout
    assert "дашбордов — 5" in first.stdout
    assert f"{url}/s/ural/app/dashboards#/view/press-ural-voice" in first.stdout
    assert second.stdout == first.stdout
    assert stub.objects == state
    assert len(state) == 12


@pytest.mark.parametrize("place", ["option", "settings"])
def test_the_key_may_lie_in_a_file(otklik: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n", "utf-8")
    option = ["--api-key-file", "key"] if place == "option" else []
    if place == "settings":
        with (tmp_path / "otklik.toml").open("a") as settings:
            settings.write('[kibana]\napi_key_file = "key"\n')
    stub = StubKibana(keys=frozenset({KEY}))
    with running(stub) as url:
        done = otklik("install", url, *option)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_name_and_a_password_do_where_there_is_no_key(otklik: Run) -> None:
    stub = StubKibana()
    with running(stub) as url:
        done = otklik("install", url, OTKLIK_KIBANA__USER="elastic", OTKLIK_KIBANA__PASSWORD="hunter2")
    assert (done.returncode, done.stderr) == (0, "")
    assert {one["authorization"] for one in stub.headers} == {"Basic ZWxhc3RpYzpodW50ZXIy"}


def test_a_refusal_is_one_sentence_an_exit_code_and_no_key(otklik: Run) -> None:
    stub = StubKibana(keys=frozenset({"another"}))
    with running(stub) as url:
        done = otklik("install", url, OTKLIK_KIBANA__API_KEY=KEY)
    assert (done.returncode, done.stdout) == (69, "")
    assert done.stderr == (
        f"otklik: Kibana {url} не узнаёт ключ API или пароль: он отозван, просрочен или от другой Kibana.\n"
    )
    assert KEY not in done.stderr


def test_nobody_at_the_address_is_told(otklik: Run) -> None:
    done = otklik("install", "http://127.0.0.1:9")
    assert done.returncode == 69
    assert "недоступна: в соединении отказано" in done.stderr


def test_a_key_over_an_open_line_is_warned_of(otklik: Run) -> None:
    done = otklik("install", "http://kibana.invalid", OTKLIK_KIBANA__API_KEY=KEY)
    assert "без шифрования" in done.stderr.splitlines()[0]
    assert KEY not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["http://127.0.0.1:9/app/home"], 2, "до /s/ и /app"),
        (["http://127.0.0.1:9", "--space", "Урал"], 2, "--space"),
        (["http://127.0.0.1:9", "--api-key-file", "nowhere"], 78, "nowhere"),
        (["http://127.0.0.1:9", "--api-key-file", "empty"], 78, "пуст"),
        (["http://127.0.0.1:9", "--ca-file", "nowhere"], 78, "nowhere"),
    ],
)
def test_what_cannot_be_used_is_named(
    otklik: Run, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    (tmp_path / "empty").write_text("\n", "utf-8")
    done = otklik("install", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_an_index_that_kibana_cannot_see_is_no_ground_to_install(otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "otklik.toml").write_text("", "utf-8")
    stub = StubKibana()
    with running(stub) as url:
        done = otklik("install", url)
    assert done.returncode == 78
    assert "index.engine" in done.stderr
    assert not stub.asked
