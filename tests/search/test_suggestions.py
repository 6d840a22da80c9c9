"""What else a query may have meant, on a real index of the invented press."""

from __future__ import annotations

import pytest

from records.search import Query, Suggestion
from search.engine import Engine
from search.suggestions import suggest
from tests.search.press import REGISTRY


def said(engine: Engine, query: Query) -> list[tuple[str, str, str]]:
    """Kind, id and the text that remains; each must find something."""
    suggestions = suggest(query, REGISTRY, engine)
    assert all(engine.search(one.query).total for one in suggestions)
    return [(one.kind, one.id, one.query.text) for one in suggestions]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("медпроф", [("union", "medics", "")]),
        ("Медпрофа", [("union", "medics", "")]),
        ("МЕДПРОФ молчал", [("union", "medics", "молчал")]),
        ("федерации томска", [("union", "fp-tomsk", "")]),
        ("курганскому профсоюзу медиков", [("union", "medics-kurgan", "")]),
        ("профсоюза медиков", [("union", "medics", "")]),
        ("фнпр собрание", [("union", "fnpr", "собрание")]),
        ('"Профсоюз медиков"', [("union", "medics", "")]),
        ("«Профсоюз медиков»", [("union", "medics", "")]),
        ("профсоюз пиратов", []),
        ("ольга ветрова", [("person", "Ольга Ветрова", "")]),
        ("Ветровой Ольге прибавка", [("person", "Ольга Ветрова", "прибавка")]),
        ("Лужину", [("person", "Пётр Лужин", "")]),
        ("лужин петр иванович", [("person", "Пётр Лужин", "")]),
        ("Ольга", []),
        ("зарплата", []),
        ("ветрв", [("person", "Ольга Ветрова", "")]),
        ("собрание медпрофф", []),
        ("прибавка ветрв", [("person", "Ольга Ветрова", "прибавка")]),
        ("больницы лужен", [("person", "Пётр Лужин", "больницы")]),
        ("медпрофф", [("union", "medics", "")]),
        ("федираций", [("spelling", "", "Федерация")]),
        ("криптовалюта", []),
        ("фнпр -собрание", []),
        ("медпроф ИЛИ собрание", []),
        ("", []),
        ('"', []),
        ("медпроф " * 200, []),
    ],
)
def test_names_and_slips_are_understood(press: Engine, text: str, meant: list[tuple[str, str, str]]) -> None:
    assert said(press, Query(text=text)) == meant


def test_a_suggestion_keeps_the_other_filters_and_says_what_to_show(press: Engine) -> None:
    query = Query(text="медпрофа", regions=("RU-TOM",), offset=10)
    assert list(suggest(query, REGISTRY, press)) == [
        Suggestion(
            kind="union",
            shown="Медпроф",
            id="medics",
            query=Query(unions=("medics",), regions=("RU-TOM",)),
        )
    ]
    assert suggest(Query(text="медпроф", regions=("RU-SAM",)), REGISTRY, press) == []


def test_who_filters_by_a_union_already_gets_no_other(press: Engine) -> None:
    assert suggest(Query(text="медпроф", unions=("fnpr",)), REGISTRY, press) == []
