"""What people corrected outlives every later annotation, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive.annotations import find_annotations, record_annotation
from archive.corrections import find_corrections
from nlp.evaluation.gold import read_gold
from nlp.evaluation.measure import add_up, measure
from otklik.correcting import Wish, correct, labelled_lines
from records.annotation import Annotation, Mention
from records.errors import InputError, UsageError
from tests.archive.conftest import NOW, Desk, an_annotation

URL = "https://vestnik.example/1"


@pytest.fixture
def read(desk: Desk) -> Desk:
    desk.annotate(desk.keep(1))
    return desk


def wish(**values: object) -> Wish:
    return Wish(url=URL, union="fp-kurgan", by="Анна", **values)  # type: ignore[arg-type]


def mentions(desk: Desk) -> tuple[Mention, ...]:
    with desk.archive.reading() as connection:
        [annotation] = find_annotations(connection, [desk_id(desk)]).values()
    return annotation.unions


def desk_id(desk: Desk) -> str:
    with desk.archive.reading() as connection:
        return find_corrections(connection)[0].article_id


def annotate_again(desk: Desk, annotation: Annotation) -> None:
    with desk.archive.writing() as connection:
        record_annotation(connection, desk_id(desk), annotation)


def test_a_corrected_tone_outlives_the_next_annotation(read: Desk) -> None:
    assert correct(read.archive, wish(tone=-1), NOW) == 1
    annotate_again(read, an_annotation(tone=1))
    [mention] = mentions(read)
    assert (mention.tone, mention.score, mention.sure) == (-1, -1.0, True)


def test_the_latest_word_counts(read: Desk) -> None:
    correct(read.archive, wish(tone=-1), NOW + timedelta(hours=1))
    correct(read.archive, wish(tone=0), NOW)
    [mention] = mentions(read)
    assert mention.tone == -1


def test_another_union_is_meant_and_stays_meant(read: Desk) -> None:
    correct(read.archive, wish(instead="fp-tomsk", words="Профком"), NOW)
    annotate_again(read, an_annotation())
    assert [mention.union for mention in mentions(read)] == ["fp-tomsk"]


def test_what_is_no_union_is_gone(read: Desk) -> None:
    correct(read.archive, wish(instead="", words="Профком"), NOW)
    annotate_again(read, an_annotation())
    assert mentions(read) == ()


def test_a_correction_of_one_place_rests_where_an_edited_text_has_other_words(read: Desk) -> None:
    correct(read.archive, wish(tone=-1, words="Профком"), NOW)
    [mention] = an_annotation().unions
    moved = Mention(**{name: getattr(mention, name) for name in mention.__slots__} | {"end": 6})
    annotate_again(read, Annotation(model="test", unions=(moved,)))
    assert [mention.tone for mention in mentions(read)] == [1]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (wish(tone=1, words="Облсовпроф"), InputError),
        (Wish(url=URL, union="fnpr", by="Анна", tone=1), InputError),
        (Wish(url="https://vestnik.example/2", union="fp-kurgan", by="Анна", tone=1), InputError),
        (Wish(url="http://[", union="fp-kurgan", by="Анна", tone=1), UsageError),
    ],
)
def test_what_is_not_there_cannot_be_corrected(read: Desk, fault: Wish, error: type[Exception]) -> None:
    with pytest.raises(error):
        correct(read.archive, fault, NOW)
    with read.archive.reading() as connection:
        assert find_corrections(connection) == []


def test_corrections_are_labels_by_which_annotations_are_measured(read: Desk) -> None:
    correct(read.archive, wish(tone=-1), NOW)
    [line] = labelled_lines(read.archive, {})
    _task, gold = read_gold(line)
    evaluation = measure([(gold, an_annotation(tone=1)), (gold, an_annotation(tone=-1))])
    assert evaluation.tones.pairs == {(-1, 1): 1, (-1, -1): 1}
    assert add_up(evaluation.links).precision == 1.0


def test_a_removed_mention_is_a_label_too(read: Desk) -> None:
    correct(read.archive, wish(instead="", words="Профком"), NOW)
    [line] = labelled_lines(read.archive, {})
    _task, gold = read_gold(line)
    assert add_up(measure([(gold, an_annotation())]).links).precision == 0.0
    assert add_up(measure([(gold, Annotation(model="m"))]).links).found == 0
