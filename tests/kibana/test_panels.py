"""Every field that a dashboard names is in the index and can be used so; every panel has its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kibana.conditions import COVERAGE, NEGATIVE, Condition, write_kql
from kibana.grid import place_panels
from kibana.panels import Dashboard, Note, Row
from search.mapping import FIELDS
from tests.kibana.content import make_content
from tests.kibana.kql import read_kql
from tests.kibana.uses import ANY, Use, field_uses

CONTENT = make_content()

each_dashboard = pytest.mark.parametrize("board", CONTENT.dashboards, ids=lambda board: board.id)


def wrong_uses(uses: list[Use]) -> list[Use]:
    return [use for use in uses if FIELDS[use.projection].get(use.field) not in use.kinds]


def test_every_field_is_in_the_index_and_can_be_used_so() -> None:
    uses = list(field_uses(CONTENT))
    assert len(uses) > 200
    assert wrong_uses(uses) == []


@pytest.mark.parametrize(
    "use",
    [
        Use("mentions", "text", "column", ANY),
        Use("articles", "union", "terms", frozenset({"keyword"})),
        Use("mentions", "title", "terms", frozenset({"keyword"})),
        Use("mentions", "is_reprint", "is yes", frozenset({"keyword"})),
    ],
)
def test_a_field_that_is_not_there_or_cannot_be_used_so_is_seen(use: Use) -> None:
    assert wrong_uses([use]) == [use]


def test_no_field_is_nested_or_made_up_by_a_data_view() -> None:
    """Lens lists no nested fields; `search/mapping.py` has none, and no data view adds any of its own."""
    assert {kind for fields in FIELDS.values() for kind in fields.values()} <= ANY | {"lemmas", "forms"}


@each_dashboard
def test_panels_have_ids_of_their_own_and_words_above_them(board: Dashboard) -> None:
    assert max(Counter(panel.id for panel in board.panels).values()) == 1
    assert max(Counter(control.id for control in board.controls).values()) == 1
    assert all(panel.title for panel in board.panels)
    assert isinstance(board.panels[0], Note)


@each_dashboard
def test_own_sites_of_unions_are_no_coverage_until_somebody_wants_them(board: Dashboard) -> None:
    assert COVERAGE in board.where
    assert all(COVERAGE in search.where for search in CONTENT.searches)


@each_dashboard
def test_the_note_says_what_is_not_to_be_believed(board: Dashboard) -> None:
    (note,) = [panel for panel in board.panels if isinstance(panel, Note)]
    assert "программа" in note.text
    assert "не считаются" in note.text


@each_dashboard
def test_every_row_fills_the_grid(board: Dashboard) -> None:
    for row in board.rows:
        assert sum(panel.width for panel in row.panels) == 48


def test_a_row_that_is_wider_than_the_grid_is_refused() -> None:
    board = CONTENT.dashboards[0]
    wide = Row(height=4, panels=tuple(Note(id=str(n), title="", width=25, text="") for n in range(2)))
    with pytest.raises(ValueError, match="50 columns"):
        list(place_panels(replace(board, rows=(wide,))))


def test_kql_says_what_the_conditions_say() -> None:
    quoted = Condition(field="outlet_name", operator="is", value='«Заря» "Плюс"\\')
    text = write_kql([COVERAGE, NEGATIVE, quoted, Condition(field="campaigns", operator="any")])
    assert text == (
        'not outlet_kind : "union" and tone < 0 and outlet_name : "«Заря» \\"Плюс\\"\\\\" and campaigns : *'
    )
    assert read_kql(text) == [
        {"bool": {"must_not": [{"match": {"outlet_kind": "union"}}]}},
        {"range": {"tone": {"lt": 0}}},
        {"match": {"outlet_name": '«Заря» "Плюс"\\'}},
        {"exists": {"field": "campaigns"}},
    ]


@pytest.mark.parametrize("text", ["tone < 0 or tone > 0", "tone <", 'outlet_kind : "union', "and tone < 0"])
def test_kql_beyond_what_we_write_is_not_guessed_at(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_kql(text)
