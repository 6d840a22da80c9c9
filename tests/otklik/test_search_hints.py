"""What is said where nothing was found, on a real index of the invented press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from otklik.search_hints import find_hints
from records.search import Query
from search.engine import Engine
from search.open import open_engine
from tests.search.press import PRESS, REGISTRY


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(folder=tmp_path / "index")
    engine.ensure()
    engine.write(PRESS)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (Query(text="прибавка", regions=("RU-SAM",)), ["Без --region нашлось бы: 2 статьи."]),
        (
            Query(text="прибавка", regions=("RU-KGN",), tone=-1, since=date(2026, 11, 1)),
            ["Без --tone нашлось бы: 2 статьи."],
        ),
        (
            Query(text="больница", regions=("RU-SAM",), tone=1, until=date(2026, 10, 1)),
            ["Без всех условий нашлось бы: 1 статья."],
        ),
        (
            Query(text="Ветрв"),
            ["«Ветрв» не встречается ни в одной статье. Возможно, вы имели в виду «Ветрова»."],
        ),
        (
            Query(text="медпрофф ёлка"),
            ["«медпрофф» не встречается ни в одной статье. Возможно, вы имели в виду «Медпроф»."],
        ),
        (
            Query(text="больница ёлка"),
            ["Вместе эти слова не встречаются, порознь: «больница» — 1, «ёлка» — 2."],
        ),
        (Query(text='"медиков профсоюза"'), ["Без кавычек нашлось бы: 3 статьи."]),
        (Query(text="и на"), ["В запросе нет ни одного слова, по которому можно искать."]),
        (
            Query(text="прибавка -медик"),
            ["По одним словам, без знаков «-», «*», «ИЛИ» и скобок, нашлось бы: 2 статьи."],
        ),
        (
            Query(text="прибавка", people=("Пётр Лужин",), speech=("none",)),
            ["Без --person нашлось бы: 2 статьи."],
        ),
        (
            Query(text="больница", roles=("episodic",), speech=("direct",)),
            ["Без --speech нашлось бы: 1 статья."],
        ),
        (
            Query(text="ветрв* -ёлка"),
            ["«ветрв» не встречается ни в одной статье. Возможно, вы имели в виду «Ветрова»."],
        ),
        (Query(text="-"), ["В запросе нет ни одного слова, по которому можно искать."]),
        (Query(text="криптовалюта"), ["«криптовалюта» не встречается ни в одной статье."]),
    ],
)
def test_what_would_find_something_is_named(engine: Engine, query: Query, said: list[str]) -> None:
    assert engine.search(query).total == 0
    assert find_hints(engine, query, REGISTRY) == said


def test_of_an_empty_index_that_is_said(tmp_path: Path) -> None:
    engine = open_engine(folder=tmp_path / "index")
    engine.ensure()
    [hint] = find_hints(engine, Query(text="профсоюз", regions=("RU-SAM",)), REGISTRY)
    assert "otklik crawl" in hint
    engine.close()
