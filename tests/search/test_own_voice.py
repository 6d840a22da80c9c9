"""What unions write of themselves is found by whoever asks for it, and counted by nobody else."""

from __future__ import annotations

from records.search import Query
from search.engine import Engine
from tests.search.press import Named, article_id, make_documents

MEDICS = [Named(union="medics", words="Профсоюз медиков")]
TEXT = "Профсоюз медиков провёл пленум."


def found(engine: Engine, query: Query) -> set[str]:
    return {hit.id for hit in engine.search(query).hits}


def ids(*keys: str) -> set[str]:
    return {article_id(key) for key in keys}


def test_a_unions_own_site_is_left_out_unless_it_is_asked_for(engine: Engine) -> None:
    assert (
        engine.write(
            [
                make_documents("press", text=TEXT, named=MEDICS),
                make_documents("own", text=TEXT, named=MEDICS, outlet="medics-site"),
                make_documents("gone", text=TEXT, named=MEDICS, outlet="left-the-register"),
            ]
        )
        == []
    )
    results = engine.search(Query(unions=("medics",)))
    assert {hit.id for hit in results.hits} == ids("press", "gone")
    assert results.total == 2
    assert "medics-site" not in dict(results.facets["outlet"])
    assert found(engine, Query(text="пленум")) == ids("press", "gone")
    assert found(engine, Query(text="пленум", kinds=())) == ids("press", "own", "gone")
    assert found(engine, Query(text="пленум", kinds=("union",))) == ids("own")
    assert found(engine, Query(outlets=("medics-site",))) == ids("own")
