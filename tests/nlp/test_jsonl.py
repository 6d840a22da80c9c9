"""The contract of `otklik annotate`."""

from __future__ import annotations

from nlp.jsonl import annotate_orders
from records.errors import InputError

KEYS = {
    "entities",
    "unions",
    "unknown_unions",
    "open_names",
    "people",
    "quotes",
    "topics",
    "topic_evidence",
    "campaigns",
}


def run(annotator, *orders) -> list[dict | InputError]:
    return list(annotate_orders(orders, annotator))


def test_answers_come_in_the_order_of_the_orders(annotator) -> None:
    texts = ["ФНПР.", 5, "Слово.", None, "Рослеспрофсоюз."]
    found = run(annotator, *({"text": text} for text in texts))
    named = [[u["union"] for u in one["unions"]] if isinstance(one, dict) else None for one in found]
    assert named == [["fnpr"], None, [], None, ["roslesprofsoyuz"]]


def test_a_result_has_the_fields_of_the_contract(annotator) -> None:
    (found,) = run(annotator, {"id": "1", "text": "Рослеспрофсоюз добился выплат.", "title": "ФНПР"})
    assert found.keys() == KEYS
    (mention,) = found["unions"]
    assert mention.keys() == {
        "start",
        "end",
        "union",
        "tone",
        "score",
        "confidence",
        "sure",
        "evidence",
        "holder",
        "speech",
        "role",
        "region",
        "described",
    }
    assert (mention["start"], mention["end"], mention["union"]) == (0, 14, "roslesprofsoyuz")
    assert mention["evidence"] == [0, 30]


def test_an_order_that_cannot_be_read_stops_nothing(annotator) -> None:
    wrong = [
        {"id": "no text"},
        {"text": 5},
        {"text": "Слово.", "published": "вчера"},
        {"text": "Слово.", "title": []},
    ]
    *faults, good = run(annotator, *wrong, {"text": "Слово."})
    assert [str(fault) for fault in faults] == [
        "нет поля «text»",
        "поле «text» должно быть строкой",
        "поле «published» не дата ISO 8601: вчера",
        "поле «title» должно быть строкой",
    ]
    assert good.keys() == KEYS


def test_targets_are_answered_in_their_order_where_asked(annotator) -> None:
    text = "Директор обманул рабочих, а Рослеспрофсоюз добился выплат."
    asked = {"id": "1", "text": text, "targets": [[28, 42], [0, 8]]}
    (found,) = run(annotator, asked)
    assert [target.keys() for target in found["targets"]] == [{"tone", "score"}] * 2
    assert found["targets"][0]["tone"] == 1
    (found,) = run(annotator, {"id": "1", "text": text, "targets": []})
    assert found["targets"] == []


def test_targets_outside_the_text_are_an_error(annotator) -> None:
    for targets in ([[0, 99]], [[3, 3]], [[-1, 2]], [["0", 1]], {"0": 1}, [[0, 1, 2]]):
        (found,) = run(annotator, {"id": "1", "text": "Слово.", "targets": targets})
        assert isinstance(found, InputError)
        assert "targets" in str(found)


def test_a_half_of_a_letter_is_survived(annotator) -> None:
    (found,) = run(annotator, {"text": "ФНПР \ud83d и всё"})
    assert [mention["union"] for mention in found["unions"]] == ["fnpr"]
