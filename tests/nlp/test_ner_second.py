"""The second reading of entities, its CRF, its training and the gold rule."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
import razdel
from scipy import sparse

from nlp.crf import best_paths
from nlp.ner import load_tagger, read_spans
from nlp.ner_second import SecondReader
from nlp.ner_second_model import SecondModel, load_second_model, save_second_model
from nlp.ner_spans import find_spans, joined_persons
from nlp.training.crf_fitting import Problem, fit_changes
from nlp.training.factrueval import GoldText, gold_spans, score_spans


def entities(text: str) -> list[tuple[str, str]]:
    tokens = list(razdel.tokenize(text))
    [found] = read_spans([[token.text for token in tokens]])
    return [(text[tokens[first].start : tokens[last - 1].stop], label) for first, last, label in found]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Премьер отправился в ЕС на переговоры о пошлинах.", ("ЕС", "ORG")),
        ("Об этом заявил Комитет защиты рабочих (КЗР) в понедельник.", ("Комитет защиты рабочих", "ORG")),
        ("Об этом заявил Комитет защиты рабочих (КЗР) в понедельник.", ("КЗР", "ORG")),
        ("Акции ОАО «Газпром» подешевели, сообщило агентство.", ("Газпром", "ORG")),
    ],
)
def test_it_mends_what_slovnet_is_known_to_miss(text: str, entity: tuple[str, str]) -> None:
    assert entity in entities(text)


def test_a_model_that_knows_nothing_leaves_slovnets_reading() -> None:
    tagger = load_tagger()
    shipped = load_second_model()
    empty = SecondModel(
        features={},
        words=shipped.words[:0],
        context=np.zeros_like(shipped.context),
        paths=np.zeros_like(shipped.paths),
        transitions=tagger.transitions,
    )
    texts = [
        [token.text for token in razdel.tokenize(text)]
        for text in ("Иван Петров приехал в Москву из ООН.", "", "Слово", "ООО «Алтек» (Томск) и ФНПР.")
    ]
    first = tagger.first(texts)
    paths = [path for path, _scores in first]
    assert SecondReader(empty).read(texts, paths, [scores for _path, scores in first]) == paths
    assert any(tag for path in paths for tag in path)


def test_a_saved_model_is_the_same_one(tmp_path: Path) -> None:
    shipped = load_second_model()
    save_second_model(shipped, tmp_path / "ner.npz")
    again = load_second_model(tmp_path / "ner.npz")
    assert again.features == shipped.features
    for part in ("words", "context", "paths", "transitions"):
        assert np.array_equal(getattr(again, part), getattr(shipped, part))


def test_the_best_paths_are_the_best_of_all_paths() -> None:
    draw = np.random.default_rng(0)
    transitions = draw.normal(size=(3, 3)).astype(np.float32)
    emissions = [draw.normal(size=(length, 3)).astype(np.float32) for length in (5, 0, 1, 7, 3, 5)]
    for scores, path in zip(emissions, best_paths(emissions, transitions), strict=True):

        def total(tags: tuple[int, ...], scores=scores) -> float:
            return sum(scores[at, tag] for at, tag in enumerate(tags)) + sum(
                transitions[one, other] for one, other in pairwise(tags)
            )

        assert tuple(path) == max(product(range(3), repeat=len(scores)), key=total, default=())


def test_fitting_learns_a_feature_and_a_transition() -> None:
    """The feature says tag 1; tag 2 follows it always, and nothing else tells of it."""
    tags = np.array([0, 1, 2, 0, 0, 1, 2, 0, 0, 0, 1, 2])
    features = sparse.csr_matrix((tags == 1).astype(float)[:, None])
    problem = Problem(
        features=features,
        scores=np.zeros((12, 3)),
        tags=tags,
        segments=[(0, 5), (5, 9), (9, 12)],
        transitions=np.zeros((3, 3)),
    )
    weights, transitions = fit_changes(problem, penalty=0.01, rounds=200)
    changed = (features @ weights).astype(np.float32)
    pieces = [changed[0:5], changed[5:9], changed[9:12]]
    found = best_paths(pieces, transitions.astype(np.float32))
    assert [tag for path in found for tag in path] == tags.tolist()


def test_spans_are_read_as_slovnet_reads_them_and_persons_side_by_side_are_one() -> None:
    tags = [("B", "PER"), ("I", "PER"), ("B", "PER"), ("O", ""), ("B", "ORG"), ("B", "ORG"), ("I", "ORG")]
    found = list(find_spans(tags))
    assert found == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "ORG"), (5, 7, "ORG")]
    assert joined_persons(found) == [(0, 3, "PER"), (4, 5, "ORG"), (5, 7, "ORG")]


def test_gold_spans_are_names_and_the_outermost_ones() -> None:
    """«мэр Томска Иван Кляйн, Совет ветеранов Томска»: the last city is within a name of an organization."""
    spans = (
        "1 job 0 3 9 1 # мэр\n2 loc_name 4 6 9 1\n3 name 11 4 9 1\n4 surname 16 5 9 1\n"
        "5 org_name 23 22 9 1\n6 loc_name 39 6 9 1\n"
    )
    objects = "1 LocOrg 2 # Томска\n2 Person 1 3 4\n3 Org 5\n4 LocOrg 6\n5 Project 5\n"
    assert sorted(gold_spans(spans, objects)) == [(4, 10, "LOC"), (11, 21, "PER"), (23, 45, "ORG")]


def test_a_span_is_right_only_with_its_ends_and_its_label() -> None:
    gold = [GoldText(id="1", text="", spans=frozenset({(0, 4, "PER"), (5, 9, "ORG"), (10, 12, "ORG")}))]
    scores = score_spans(gold, [[(0, 4, "PER"), (5, 8, "ORG"), (10, 12, "ORG"), (5, 9, "LOC")]])
    assert (scores["PER"].f1, scores["ORG"].precision, scores["ORG"].recall, scores["LOC"].f1) == (
        1,
        0.5,
        0.5,
        0,
    )
