"""What people corrected outlives every later annotation, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from archive.accuracy import accuracy_card
from archive.annotations import find_annotations, record_annotation
from archive.as_found import forget_mentions
from archive.corrections import find_corrections, list_corrections
from archive.store import Archive
from nlp.evaluation.gold import read_gold
from nlp.evaluation.measure import add_up, measure
from otklik.correcting import Wish, read_wish, zone_of
from pipelines.correcting import correct as correct_by
from pipelines.correcting import take_back
from pipelines.labelled import labelled_lines
from records.annotation import Annotation, Mention
from records.correction import MentionCorrection
from records.errors import InputError, UsageError
from tests.archive.conftest import NOW, Desk, an_annotation, an_article

URL = "https://vestnik.example/1"


@pytest.fixture
def read(desk: Desk) -> Desk:
    desk.annotate(desk.keep(1))
    return desk


def correct(archive: Archive, told: Wish, now: datetime = NOW) -> tuple[int, ...]:
    """The corrections' ids."""
    return correct_by(archive, read_wish(archive, replace(told, made=now), zone_of({}))).ids


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
    assert correct(read.archive, wish(tone=-1), NOW) == (1,)
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


def test_a_correction_taken_back_leaves_what_the_program_finds(read: Desk) -> None:
    [first] = correct(read.archive, wish(tone=-1), NOW)
    [second] = correct(read.archive, wish(instead="fp-tomsk"), NOW + timedelta(hours=1))
    undo(read, second)
    assert [(mention.union, mention.tone) for mention in mentions(read)] == [("fp-kurgan", -1)]
    undo(read, first)
    assert annotation_of(read) == an_annotation()


def test_a_correction_taken_back_after_a_new_annotation_leaves_the_new_one(read: Desk) -> None:
    [id_] = correct(read.archive, wish(instead="", words="Профком"), NOW)
    annotate_again(read, an_annotation(tone=-1))
    undo(read, id_)
    assert annotation_of(read) == an_annotation(tone=-1)


def test_a_click_on_a_mention_that_is_there_no_more_is_refused(read: Desk) -> None:
    """Somebody had the page open while the article was read anew."""
    stale = MentionCorrection(
        article_id=an_article(1).id,
        made=NOW,
        by="Анна",
        union="fp-kurgan",
        span=(0, 7),
        words="Облсовпроф",
        tone=0,
    )
    with pytest.raises(InputError, match="ещё раз"):
        correct_by(read.archive, [stale])
    with read.archive.reading() as connection:
        assert list_corrections(connection) == []


def test_who_said_it_and_who_took_it_back_is_kept(read: Desk) -> None:
    [id_] = correct(read.archive, wish(tone=-1), NOW)
    undo(read, id_)
    with read.archive.reading() as connection:
        assert find_corrections(connection) == []
        [kept] = list_corrections(connection)
    assert (kept.correction.by, kept.taken_back_by, kept.taken_back) == ("Анна", "Борис", LATER)
    with pytest.raises(InputError, match="corrections list"):
        undo(read, id_)


def test_a_correction_of_before_they_could_be_taken_back_names_the_mend(read: Desk) -> None:
    """What the program had found then was not kept: once it is found again, the correction can go."""
    [id_] = correct(read.archive, wish(tone=-1), NOW)
    with read.archive.writing() as connection:
        forget_mentions(connection, desk_id(read))
    with pytest.raises(InputError, match="otklik annotate --again"):
        undo(read, id_)
    annotate_again(read, an_annotation())
    undo(read, id_)


def test_a_confirmed_article_is_a_whole_labelled_text(read: Desk) -> None:
    correct(read.archive, Wish(url=URL, by="Анна", confirmed=True), NOW)
    [line] = labelled_lines(read.archive, {})
    assert not line["partial"]
    assert [label["tone"] for label in line["unions"]] == [1]


LATER = NOW + timedelta(days=1)


def undo(desk: Desk, id_: int) -> None:
    take_back(desk.archive, id_, "Борис", LATER)


def annotation_of(desk: Desk) -> Annotation:
    with desk.archive.reading() as connection:
        [annotation] = find_annotations(connection, [an_article(1).id]).values()
    return annotation


def test_the_card_holds_the_program_to_what_it_had_found_not_to_what_it_was_corrected_to(read: Desk) -> None:
    correct(read.archive, wish(tone=-1), NOW)
    correct(read.archive, Wish(url=URL, by="Анна", confirmed=True), LATER)
    with read.archive.reading() as connection:
        card = accuracy_card(connection)
        later, none = (accuracy_card(connection, since) for since in (LATER, LATER + timedelta(days=1)))
    assert (card.aspects["tone"].corrected, card.aspects["union"].confirmed) == (1, 1)
    assert (card.articles.corrected, card.since) == (1, NOW)
    assert (later, none.articles.looked_at) == (card, 0)
