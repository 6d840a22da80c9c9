"""A found article as the terminal shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from otklik.config import load_config
from otklik.search_page import show_results
from otklik.workplace import Workplace
from records.search import Query
from search.open import open_engine
from tests.search.press import REGISTRY, Named, make_documents


def test_without_a_time_only_the_day_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_engine(folder=tmp_path / "index")
    engine.ensure()
    medics = [Named(union="medics", words="Профсоюз медиков", tone=-1)]
    engine.write(
        [
            make_documents("day", title="По дню", published="2026-11-18T07:00:00+00:00"),
            make_documents(
                "moment",
                title="По часам",
                text="Профсоюз медиков молчал.",
                published="2026-11-17T07:05:00+00:00",
                has_time=True,
                named=medics,
            ),
        ]
    )
    workplace = Workplace(config=load_config(None), registry=REGISTRY)
    show_results(engine.search(Query()), ["Подсказка."], workplace)
    engine.close()
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Найдено: 2 статьи", "Подсказка."]
    assert "Голос Тобола · 18.11.2026" in lines
    assert "Голос Тобола · 17.11.2026 10:05" in lines
    assert "  негативно · Медпроф: Профсоюз медиков молчал." in lines
