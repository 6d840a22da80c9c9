"""A text that cannot be annotated costs itself alone, and is tried again when there is reason to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from archive.annotation_faults import find_faults, forget_faults
from archive.articles import count_in_state
from pipelines.annotation import annotate_kept
from records.annotation import Annotation, Task
from records.errors import UnavailableError
from tests.archive.conftest import Desk


class Reader:
    """Reads in batches like the real annotator, and fails on the titles that it cannot stand."""

    def __init__(self, *unbearable: str, error: BaseException | None = None) -> None:
        self.unbearable = unbearable
        self.error = error or ValueError("no\nsuch word")
        self.read: list[str] = []

    def annotate(self, tasks: Iterable[Task]) -> Iterator[Annotation]:
        for task in tasks:
            self.read.append(task.title)
            if task.title in self.unbearable:
                raise self.error
            yield Annotation(model="1")


def annotate(desk: Desk, reader: Reader, model: str = "1") -> int:
    return annotate_kept(desk.archive, {}, reader.annotate, model)


def faulty(desk: Desk) -> list[tuple[str, str]]:
    with desk.archive.reading() as connection:
        return [(fault.title, fault.reason) for fault in find_faults(connection)]


def count(desk: Desk, state: str) -> int:
    with desk.archive.reading() as connection:
        return count_in_state(connection, state)  # type: ignore[arg-type]


def test_one_text_that_fails_stops_no_other(desk: Desk) -> None:
    for number in range(70):
        desk.keep(number)
    assert annotate(desk, Reader("Новость 3", "Новость 50")) == 68
    assert (count(desk, "annotated"), count(desk, "kept")) == (68, 2)
    [(title, reason), _other] = faulty(desk)
    assert title == "Новость 3"
    assert reason.startswith("ValueError: no such word (test_annotation.py:")


def test_what_was_set_aside_is_not_tried_again_by_the_same_model(desk: Desk) -> None:
    desk.keep(1)
    annotate(desk, Reader("Новость 1"))
    reader = Reader()
    assert annotate(desk, reader) == 0
    assert reader.read == []


def test_a_new_model_tries_it_again_and_may_fail_anew(desk: Desk) -> None:
    desk.keep(1)
    annotate(desk, Reader("Новость 1"))
    assert annotate(desk, Reader("Новость 1"), "2") == 0
    assert [title for title, _reason in faulty(desk)] == ["Новость 1"]
    assert annotate(desk, Reader(), "3") == 1
    assert faulty(desk) == []
    assert count(desk, "annotated") == 1


def test_a_person_may_have_it_tried_again(desk: Desk) -> None:
    desk.keep(1)
    annotate(desk, Reader("Новость 1"))
    with desk.archive.writing() as connection:
        forget_faults(connection)
    assert annotate(desk, Reader()) == 1


@pytest.mark.parametrize(
    "error",
    [MemoryError(), KeyboardInterrupt(), OSError("disk"), ImportError("slovnet"), UnavailableError("x")],
)
def test_a_fault_of_the_machine_is_no_text_s_fault(desk: Desk, error: BaseException) -> None:
    desk.keep(1)
    with pytest.raises(type(error)):
        annotate(desk, Reader("Новость 1", error=error))
    assert faulty(desk) == []
    assert count(desk, "kept") == 1
