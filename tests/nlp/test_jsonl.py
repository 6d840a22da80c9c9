"""The contract of `otklik annotate`."""

from __future__ import annotations

import json

from nlp.jsonl import annotate_lines

KEYS = {"id", "entities", "unions", "unknown_unions", "people", "topics"}


def run(annotator, *lines) -> list[tuple[dict, bool]]:
    return [(json.loads(line), ok) for line, ok in annotate_lines(lines, annotator)]


def test_lines_come_out_in_the_order_they_came_in(annotator) -> None:
    lines = [json.dumps({"id": str(number), "text": f"ФНПР, строка {number}."}) for number in range(70)]
    assert [found["id"] for found, ok in run(annotator, *lines) if ok] == [
        str(number) for number in range(70)
    ]


def test_a_result_has_the_fields_of_the_contract(annotator) -> None:
    line = json.dumps({"id": "1", "text": "Рослеспрофсоюз добился выплат.", "title": "ФНПР"}).encode()
    ((found, ok),) = run(annotator, line)
    assert ok
    assert found.keys() == KEYS
    (mention,) = found["unions"]
    assert mention.keys() == {
        "start",
        "end",
        "union",
        "tone",
        "score",
        "evidence",
        "holder",
        "speech",
        "role",
    }
    assert (mention["start"], mention["end"], mention["union"]) == (0, 14, "roslesprofsoyuz")
    assert mention["evidence"] == [0, 30]


def test_an_unreadable_line_stops_nothing(annotator) -> None:
    good = json.dumps({"id": 7, "text": "Слово."})
    found = run(
        annotator,
        "{",
        b"\xff\xfe",
        "[]",
        '{"id": "no text"}',
        '{"id": "n", "text": 5}',
        '{"id": "d", "text": "", "published": "вчера"}',
        "[" * 100_000,
        good,
    )
    assert [ok for _, ok in found] == [False] * 7 + [True]
    assert [line["id"] for line, _ in found] == [None, None, None, "no text", "n", "d", None, 7]
    assert all(line.keys() == {"id", "error"} for line, ok in found if not ok)


def test_targets_are_answered_in_their_order_where_asked(annotator) -> None:
    text = "Директор обманул рабочих, а Рослеспрофсоюз добился выплат."
    asked = {"id": "1", "text": text, "targets": [[28, 42], [0, 8]]}
    ((found, _),) = run(annotator, json.dumps(asked))
    assert [target.keys() for target in found["targets"]] == [{"tone", "score"}] * 2
    assert found["targets"][0]["tone"] == 1
    ((found, _),) = run(annotator, json.dumps({"id": "1", "text": text, "targets": []}))
    assert found["targets"] == []


def test_targets_outside_the_text_are_an_error(annotator) -> None:
    for targets in ([[0, 99]], [[3, 3]], [[-1, 2]], [["0", 1]], {"0": 1}, [[0, 1, 2]]):
        ((found, ok),) = run(annotator, json.dumps({"id": "1", "text": "Слово.", "targets": targets}))
        assert not ok
        assert "targets" in found["error"]


def test_a_half_of_a_letter_is_survived(annotator) -> None:
    ((found, ok),) = run(annotator, '{"id": "\\ud800", "text": "ФНПР \\ud83d и всё"}')
    assert ok
    assert [mention["union"] for mention in found["unions"]] == ["fnpr"]
