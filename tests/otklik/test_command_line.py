"""What a user meets at the prompt: help, clear sentences, documented exit codes, never a traceback."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.otklik.conftest import Run


def sentence(done: subprocess.CompletedProcess[str], code: int) -> str:
    """The one line on standard error of a command that ended with this code."""
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("otklik: ")
    return lines[0]


def test_without_arguments_the_help_is_shown(new_otklik: Run) -> None:
    done = new_otklik()
    assert done.returncode == 0
    assert "Команды" in done.stdout
    assert "crawl" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["крабл"], "нет такой команды: крабл"),
        (["crawl", "--sorce", "x"], "нет такого параметра: --sorce"),
        (["serch", "x"], "Возможно, search?"),
        (["index", "x"], "нет такой команды: x"),
        (["search", "--limit", "много"], "--limit: нужно целое число от 1 до 1000"),
        (["search", "--limit", "0"], "--limit: нужно целое число от 1 до 1000"),
        (["search", "--json=да"], "--json значение не нужно"),
        (["search", "--limit"], "--limit нужно значение"),
        (["init", "a", "b"], "лишние аргументы: b"),
        (["digest"], "--preview"),
    ],
)
def test_wrong_arguments_end_in_a_sentence(otklik: Run, arguments: list[str], said: str) -> None:
    assert said in sentence(otklik(*arguments), 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "2026-12-01", "--until", "01.11.2026"], "поменяйте их местами"),
        (["--since", "вчера"], "01.11.2026"),
        (["--until", "31.02.2026"], "--until"),
        (["--tone", "злой"], "негативный"),
        (["--union", "fnp"], "Возможно, fnpr?"),
        (["--union", "рога-и-копыта"], "otklik registry list"),
        (["--region", "RU-XX"], "--region: в реестре нет «RU-XX»"),
    ],
)
def test_wrong_conditions_of_a_search_end_in_a_sentence(otklik: Run, arguments: list[str], said: str) -> None:
    otklik("init")
    assert said in sentence(otklik("search", *arguments), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--since", "01.11.2026", "--until", "2026-11-30"],
        ["--tone", "негатив"],
        ["--tone", "отрицательный"],
        ["--tone", "Negative"],
        ["--tone", "-1"],
        ["охрана", "труда"],
    ],
)
def test_days_tones_and_words_may_be_written_in_several_ways(otklik: Run, arguments: list[str]) -> None:
    otklik("init")
    otklik("index", "rebuild")
    done = otklik("search", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ещё ничего не собрано" in done.stdout


def test_the_help_is_russian_throughout(otklik: Run) -> None:
    pages = [
        otklik(*command, "--help").stdout for command in ((), ("search",), ("index",), ("crawl",), ("init",))
    ]
    english = re.compile(
        r"Usage|Options|Commands|Arguments|COMMAND|ARGS|Show this|default|required|<\w+|Error"
    )
    assert [found for page in pages for found in english.findall(page)] == []
    assert "Вызов: otklik search [ПАРАМЕТРЫ] [СЛОВА]" in pages[1]
    assert "от 1 до 1000" in pages[1]
    assert "Показать эту справку." in pages[2]


def test_the_version_is_told(new_otklik: Run) -> None:
    done = new_otklik("--version")
    assert (done.returncode, done.stdout) == (0, f"otklik {version('otklik')}\n")


@pytest.mark.parametrize(
    "command",
    [
        ["crawl"],
        ["search", "профсоюз"],
        ["doctor"],
        ["index", "status"],
        ["sources", "list"],
        ["digest", "--send"],
    ],
)
def test_without_a_configuration_init_is_named(otklik: Run, command: list[str]) -> None:
    assert "otklik init" in sentence(otklik(*command), 78)


def test_init_writes_a_file_once(otklik: Run, tmp_path: Path) -> None:
    assert otklik("init").returncode == 0
    before = (tmp_path / "otklik.toml").read_text("utf-8")
    assert "не тронут" in sentence(otklik("init"), 78)
    assert (tmp_path / "otklik.toml").read_text("utf-8") == before


def test_a_crawl_without_a_contact_is_refused(otklik: Run) -> None:
    otklik("init")
    assert "crawl.contact" in sentence(otklik("crawl"), 78)


def test_an_unknown_union_is_named_with_file_and_key(otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "otklik.toml").write_text('[watch]\nunions = ["fnpr", "рога"]', "utf-8")
    said = sentence(otklik("doctor"), 78)
    assert "watch.unions" in said
    assert "рога" in said


def test_a_broken_union_file_is_named(otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "own" / "unions").mkdir(parents=True)
    (tmp_path / "own" / "unions" / "zarya.toml").write_text('id = "zarya"\nnam = "Заря"', "utf-8")
    (tmp_path / "otklik.toml").write_text('[registry]\nfolder = "own"', "utf-8")
    assert "zarya.toml" in sentence(otklik("doctor"), 78)


def test_the_register_can_be_looked_at_before_anything_is_set_up(otklik: Run) -> None:
    found = json.loads(otklik("registry", "list", "--json").stdout)
    assert {"fnpr", "fp-kurgan"} <= {union["id"] for union in found}


def test_a_new_installation_is_told_what_to_do_next(otklik: Run) -> None:
    otklik("init")
    done = otklik("doctor")
    assert "crawl.contact" in done.stdout
    assert "otklik run" in done.stdout
    assert done.returncode == 1


def test_before_the_first_crawl_there_is_no_index_and_looking_makes_none(otklik: Run, tmp_path: Path) -> None:
    otklik("init")
    status = json.loads(otklik("index", "status", "--json").stdout)
    assert (status["exists"], status["articles"], status["missing"], status["sound"]) == (False, 0, [], True)
    assert "otklik crawl" in otklik("index", "status").stdout
    for _ in range(2):
        assert "otklik index rebuild" in sentence(otklik("search", "профсоюз"), 74)
    assert not (tmp_path / "data" / "index").exists()


def test_a_rebuild_of_an_empty_archive_makes_an_empty_index(otklik: Run) -> None:
    otklik("init")
    assert "0 статей" in otklik("index", "rebuild").stdout
    assert "Найдено: 0 статей" in otklik("search", "профсоюз").stdout
    assert "совпадает с архивом" in otklik("index", "status").stdout


def test_elasticsearch_that_is_absent_is_one_sentence(otklik: Run) -> None:
    otklik("init")
    said = sentence(
        otklik("search", "x", OTKLIK_INDEX__ENGINE="elasticsearch", OTKLIK_INDEX__URL="http://127.0.0.1:9"),
        69,
    )
    assert "http://127.0.0.1:9" in said


def test_annotate_goes_on_after_an_unreadable_line(otklik: Run) -> None:
    lines = ['{"id": "1", "text": "ФНПР поддержала врачей."}', "{", '{"id": "3", "text": "Дождь."}']
    done = otklik("annotate", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer["id"] for answer in answers] == ["1", None, "3"]
    assert answers[0]["unions"][0]["union"] == "fnpr"
    assert "error" in answers[1]


@pytest.mark.parametrize(
    "arguments", [["registry", "list"], ["registry", "list", "--json"], ["--help"], ["search", "--help"]]
)
def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path, arguments: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "otklik", *arguments],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"COLUMNS": "80"},
        text=True,
    )
    assert process.stdout
    process.stdout.close()
    assert process.stderr
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), said) == (0, "")


def test_english_is_spoken_on_demand(new_otklik: Run) -> None:
    assert "otklik init" in new_otklik("crawl", OTKLIK_LANGUAGE="en").stderr
