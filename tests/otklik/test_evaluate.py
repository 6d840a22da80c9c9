"""`otklik evaluate` on a gold file, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.otklik.conftest import Run

TEXT = "Томский облсовпроф отстоял премию литейщиков.\nНа митинг пришла и ФНПР."
GOLD = {
    "id": "1",
    "text": TEXT,
    "unions": [
        {"start": 0, "end": 18, "union": "fp-tomsk", "tone": 1},
        {"start": TEXT.index("ФНПР"), "end": len(TEXT) - 1, "union": "ktr", "tone": 0},
    ],
}


def test_figures_come_as_json_and_as_tables(otklik: Run, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    figures = json.loads(otklik("evaluate", "gold.jsonl", "--json").stdout)
    assert (figures["links"]["right"], figures["links"]["found"], figures["links"]["wanted"]) == (1, 2, 2)
    assert figures["tone"]["total"] == 1
    shown = otklik("evaluate", "gold.jsonl").stdout
    assert "точность" in shown
    assert "50.0" in shown


def test_a_broken_line_is_named_with_its_field(otklik: Run, tmp_path: Path) -> None:
    broken = {"text": TEXT, "unions": [{"start": 0, "end": 18}]}
    lines = [json.dumps(GOLD), json.dumps(broken)]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ended = otklik("evaluate", "gold.jsonl")
    assert ended.returncode == 65
    assert "gold.jsonl:2" in ended.stderr
    assert "unions.0.union" in ended.stderr


def test_a_file_that_is_not_there_is_named(otklik: Run) -> None:
    ended = otklik("evaluate", "none.jsonl")
    assert ended.returncode == 65
    assert "none.jsonl" in ended.stderr
