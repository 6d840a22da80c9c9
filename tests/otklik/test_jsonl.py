"""JSON lines as both contracts promise them, whatever a line holds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from otklik.jsonl import Answer, Order, answer_lines, write_answers
from records.errors import InputError


def echo(orders: Sequence[Order]) -> Iterator[Answer]:
    """Answers with the number of orders that came together, and refuses what asks for it."""
    for order in orders:
        yield InputError("отказ") if order.get("refuse") else {"together": len(orders)}


def written(*lines: bytes, at_a_time: int = 1) -> tuple[bytes, bool]:
    stream = BytesIO()
    whole = write_answers(answer_lines(lines, echo, at_a_time=at_a_time), stream)
    return stream.getvalue(), whole


def answered(*lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(*lines)[0].decode().splitlines()]


UNREADABLE = [
    b"{", b"", b"\n", b"[]", b"7", b"null", b"\xff\xfe", b'{"id": "\xe0"}', b"[" * 100_000, b'{"id": NaN}',
    b'{"id": -Infinity}', b'{"id": 1e999}', b'{"id": 1' + b"0" * 5000 + b"}", '{"id": 1}'.encode("utf-16"),
]  # fmt: skip


def test_a_line_that_is_no_object_is_answered_in_its_place_and_stops_nothing() -> None:
    found = answered(b'{"id": 1}', *UNREADABLE, b'{"id": 2}')
    assert (found[0], found[-1]) == ({"id": 1, "together": 1}, {"id": 2, "together": 1})
    assert len(found) == len(UNREADABLE) + 2
    for answer in found[1:-1]:
        assert answer.keys() == {"id", "error"}
        assert answer["id"] is None


def test_answers_stand_in_the_order_of_the_lines_also_in_batches() -> None:
    lines = [b'{"id": "a"}', b"?", b'{"id": "b", "refuse": 1}', b'{"id": "c"}', b'{"id": "d"}']
    content, whole = written(*lines, at_a_time=4)
    assert [json.loads(line) for line in content.splitlines()] == [
        {"id": "a", "together": 3},
        {"id": None, "error": json.loads(content.splitlines()[1])["error"]},
        {"id": "b", "error": "отказ"},
        {"id": "c", "together": 3},
        {"id": "d", "together": 1},
    ]
    assert not whole


def test_only_results_are_a_whole_answer() -> None:
    assert written(b'{"id": 1}', b"{}")[1]
    assert not written(b'{"id": 1}', b'{"refuse": true}')[1]
    assert written() == (b"", True)


def test_an_id_comes_back_as_it_was_given() -> None:
    for identity in (0, 1.5, "я", None, ["x"], {"a": None}, True):
        assert answered(json.dumps({"id": identity}).encode())[0]["id"] == identity
    assert answered(b"{}")[0]["id"] is None


def test_half_a_letter_is_written_as_the_escape_that_it_came_as() -> None:
    content, whole = written(b'{"id": "\\ud83d"}')
    assert whole
    assert content == b'{"id": "\\ud83d", "together": 1}\n'


def test_letters_are_written_as_utf_8_and_a_mark_before_the_first_line_is_overlooked() -> None:
    content, _whole = written('\ufeff{"id": "я"}\r\n'.encode())
    assert content.decode() == '{"id": "я", "together": 1}\n'


def test_extract_goes_on_after_a_bad_byte_and_writes_utf_8_in_any_locale(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body><h1>Договор подписан сторонами</h1></body></html>", "utf-8"
    )
    lines = [b'{"id": "1\xff"}', b'{"id": "\\ud83d", "path": "page.html"}', b'{"id": 3, "path": "page.html"}']
    done = subprocess.run(
        [sys.executable, "-m", "otklik", "extract", "--jsonl"],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONIOENCODING": "ascii"},
        input=b"\n".join(lines),
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["id"] for answer in found] == [None, "\ud83d", 3]
    assert "Договор подписан сторонами".encode() in done.stdout.splitlines()[2]
