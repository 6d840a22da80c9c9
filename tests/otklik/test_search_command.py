"""`otklik search` as it is typed, on an index of the invented press."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from search.open import open_engine
from tests.otklik.conftest import Run
from tests.otklik.test_command_line import sentence
from tests.search.press import PRESS, Named, make_documents

# Of a union, a region and a campaign that the shipped register knows.
FNPR = make_documents(
    "fnpr",
    title="ФНПР требует",
    text="ФНПР требует прибавки. Слово взяла Ольга Ветрова. Завод молчит.",
    named=[Named(union="fnpr", words="ФНПР", tone=1, speech="direct", holder="quoted")],
    people=["Ольга Ветрова"],
    campaigns=["pervomay"],
    published="2026-11-23T10:00:00+00:00",
)


@pytest.fixture
def workplace(otklik: Run, tmp_path: Path) -> Run:
    otklik("init")
    engine = open_engine(folder=tmp_path / "data" / "index")
    engine.ensure()
    engine.write([*PRESS, FNPR])
    engine.close()
    return otklik


def answer(otklik: Run, *arguments: str) -> dict[str, Any]:
    done = otklik("search", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def keys(found: dict[str, Any]) -> list[str]:
    return [hit["url"].rpartition("/")[2] for hit in found["hits"]]


def test_every_filter_and_every_sign_has_its_place_on_the_command_line(workplace: Run) -> None:
    for arguments, expected in (
        (["прибавка", "-медики"], ["fnpr"]),
        (["-медики", "прибавка"], ["fnpr"]),
        (["прибавка", '-"медики добились прибавки"', "--sort", "дата"], ["fnpr", "rise-copy"]),
        (["больница ИЛИ", "(завод", "прибав*)"], ["fnpr", "blame"]),
        (["--speech", "прямая", "--holder", "цитата", "--role", "главная"], ["fnpr"]),
        (["--speech", "indirect", "--role", "episodic"], ["blame"]),
        (["--speech", "indirect", "--role", "main"], []),
        (["--person", "Ольга Ветрова", "--district", "УФО", "прибавка"], ["fnpr", "rise"]),
        (["--campaign", "pervomay"], ["fnpr"]),
        (["--outlet-kind", "профсоюз"], []),
        (["--sort", "важность", "--limit", "2"], ["fnpr", "blame"]),
    ):
        assert keys(answer(workplace, *arguments)) == expected, arguments


def test_the_next_page_is_asked_for_by_its_mark(workplace: Run) -> None:
    first = answer(workplace, "--limit", "4", "--interval", "день")
    second = answer(workplace, "--limit", "4", "--next", first["next"])
    assert keys(first) + keys(second) == ["fnpr", "plain", "rise-copy", "rise", "blame", "pirates"]
    assert second["next"] is None
    assert len(first["timeline"]) > len(second["timeline"]) == 5
    shown = workplace("search", "--limit", "4").stdout
    assert f"Дальше: --next {first['next']}" in shown
    said = sentence(workplace("search", "завод", "--next", first["next"]), 2)
    assert "начните с первой страницы" in said


def test_names_are_proposed_as_filters(workplace: Run) -> None:
    assert "Профсоюз ФНПР: «требует» --union fnpr" in workplace("search", "фнпр требует").stdout
    assert "Человек: --person «Ольга Ветрова»" in workplace("search", "Ветровой").stdout
    [suggestion] = answer(workplace, "ольги ветровой")["suggestions"]
    assert suggestion == {"kind": "person", "shown": "Ольга Ветрова", "id": "Ольга Ветрова", "text": ""}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--person", "Ветрова Ольга"], "Возможно, вы имели в виду «Ольга Ветрова»."),
        (["--person", "Ольге Ветровой"], "Возможно, вы имели в виду «Ольга Ветрова»."),
        (["--person", "Олга Ветровва"], "Возможно, вы имели в виду «Ольга Ветрова»."),
        (["--person", "Кот Бегемот"], "такого человека нет ни в одной статье: «Кот Бегемот»."),
        (["--campaign", "pervomai"], "Возможно, pervomay?"),
        (["--district", "УФФО"], "Возможно, УФО?"),
        (["--role", "третья"], "--role: бывает главная или эпизод"),
        (["--speech", "громкая"], "прямая, косвенная или нет"),
        (["--holder", "кто-то"], "автор, цитата или подразумевается"),
        (["--sort", "как-нибудь"], "дата, важность или соответствие"),
        (["--interval", "век"], "день или неделя"),
        (["--outlet-kind", "кот"], "пресса, профсоюз, власть или агрегатор"),
        (["-covid"], "нет такого параметра"),
    ],
)
def test_what_is_not_understood_ends_in_a_sentence(workplace: Run, arguments: list[str], said: str) -> None:
    assert said in sentence(workplace("search", *arguments), 2)
