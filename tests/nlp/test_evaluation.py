"""Figures of an evaluation, on labels and findings written by hand."""

from __future__ import annotations

import pytest

from nlp.evaluation.gold import Gold, read_gold
from nlp.evaluation.measure import add_up, measure
from nlp.evaluation.scores import Confusion, Score
from records.annotation import Annotation, Entity, Mention, Person, TargetTone, UnknownUnion
from records.errors import InputError

TEXT = "Томский облсовпроф и ФНПР спорят, а федерация молчит, сказал директор Пётр Лунин."


def mention(words: str, union: str, tone: int = 0, **more: object) -> Mention:
    start = TEXT.index(words)
    values = {"score": 0.0, "confidence": 1.0, "holder": "author", "speech": "none", "role": "main", **more}
    return Mention(
        start=start, end=start + len(words), union=union, tone=tone, evidence=(0, len(TEXT)), **values
    )  # type: ignore[arg-type]


def gold(**labels: object) -> Gold:
    return read_gold({"text": TEXT, **labels})[1]


def span(words: str, **labels: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), **labels}


UNIONS = [
    span("Томский облсовпроф", union="fp-tomsk", tone=-1, holder="author", role="main"),
    span("ФНПР", union="fnpr", tone=0),
    span("федерация", union="fp-tomsk", tone=-1, optional=True),
]


def test_a_link_to_another_union_is_wrong_and_missing() -> None:
    found = Annotation(model="m", unions=(mention("Томский облсовпроф", "fp-tomsk"), mention("ФНПР", "ktr")))
    links = add_up(measure([(gold(unions=UNIONS), found)]).links)
    assert (links.right, links.found, links.wanted) == (1, 2, 2)


def test_an_optional_description_is_neither_wanted_nor_wrong() -> None:
    for unions in ((), (mention("федерация", "fp-tomsk"),)):
        links = add_up(measure([(gold(unions=UNIONS), Annotation(model="m", unions=unions))]).links)
        assert (links.right, links.found, links.wanted) == (0, 0, 2)


def test_a_description_taken_for_another_union_is_wrong() -> None:
    found = Annotation(model="m", unions=(mention("федерация", "fnpr"),))
    assert add_up(measure([(gold(unions=UNIONS), found)]).links).found == 1


def test_a_mention_in_the_title_is_not_held_against_the_text() -> None:
    found = Annotation(model="m", unions=(mention("ФНПР", "fnpr", in_title=True),))
    assert add_up(measure([(gold(unions=UNIONS), found)]).links).right == 0


def test_tone_counts_where_the_union_was_found_and_coverage_where_the_judge_was_sure() -> None:
    found = Annotation(
        model="m",
        unions=(mention("Томский облсовпроф", "fp-tomsk", -1), mention("ФНПР", "fnpr", 0, sure=False)),
    )
    evaluation = measure([(gold(unions=UNIONS), found)])
    assert evaluation.tones.pairs == {(-1, -1): 1, (0, 0): 1}
    assert evaluation.sure_tones.total == 1


def test_a_position_must_be_the_words_of_the_text() -> None:
    people = [span("Пётр Лунин", name="Пётр Лунин", role="директор")]
    right = Person(**span("Пётр Лунин"), name="Петр Лунин", role="Директор")  # type: ignore[arg-type]
    wrong = Person(**span("Пётр Лунин"), name="Петр Лунин", role="сказал директор")  # type: ignore[arg-type]
    positions = [
        add_up(measure([(gold(people=people), Annotation(model="m", people=(person,)))]).positions).right
        for person in (right, wrong)
    ]
    assert positions == [1, 0]


def test_entities_must_have_the_very_limits() -> None:
    start = TEXT.index("ФНПР")
    labels = [span("ФНПР", label="ORG")]
    for end, right in ((start + 4, 1), (start + 5, 0)):
        found = Annotation(model="m", entities=(Entity(start=start, end=end, label="ORG"),))
        assert measure([(gold(entities=labels), found)]).entities["ORG"].right == right


def test_what_is_not_labelled_is_not_measured() -> None:
    found = Annotation(model="m", topics=("safety",), unknown_unions=(UnknownUnion(start=0, end=4),))
    evaluation = measure([(gold(), found)])
    assert not evaluation.topics
    assert not evaluation.unknown


def test_topics_and_targets_are_counted() -> None:
    found = Annotation(model="m", topics=("safety",), targets=(TargetTone(tone=1, score=0.5),))
    evaluation = measure([(gold(topics=["safety", "youth"], targets=[span("ФНПР", tone=1)]), found)])
    assert evaluation.topics["youth"] == Score(right=0, found=0, wanted=1)
    assert evaluation.target_tones.accuracy == 1.0


def test_figures_follow_from_the_counts() -> None:
    score = Score(right=1, found=2, wanted=4)
    assert (score.precision, score.recall) == (0.5, 0.25)
    assert score.f1 == pytest.approx(1 / 3)
    assert Score().f1 is None
    tones = Confusion([(1, 1), (1, 0), (0, 0)])
    assert tones.macro_f1((-1, 0, 1)) == pytest.approx(2 / 3)  # no figure for a tone that never occurs


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        ({"unions": [{"start": 0, "end": 4}]}, "unions.0.union"),
        ({"unions": [{"start": 0, "end": 4, "union": "fnpr", "tone": 2}]}, "unions.0.tone"),
        ({"entities": [{"start": 4, "end": 4, "label": "ORG"}]}, "4…4"),
        ({"people": [{"start": 0, "end": 999, "name": "А"}]}, "999"),
        ({"targets": [[0, 4]]}, "targets.0"),
    ],
)
def test_a_wrong_label_is_named(labels: dict[str, object], named: str) -> None:
    with pytest.raises(InputError, match=named):
        gold(**labels)
