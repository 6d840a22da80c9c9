"""The pipeline as spaCy sees it: one config, components that say what they need, saved and opened again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Span

from nlp.pipeline import build_pipeline, open_pipeline
from nlp.register import KnowsRegister
from otklik.registry import load_registry

TEXT = "Курганский облсовпроф добился нового колдоговора на заводе, рассказала его председатель Анна Речная."


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build_pipeline(load_registry())


def test_the_config_names_the_components_in_their_order(nlp: Language) -> None:
    assert nlp.config["nlp"]["pipeline"] == nlp.pipe_names
    assert nlp.pipe_names[0] == "sentences"


def test_every_component_finds_what_it_needs_set_before_it(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert not {name: missing for name, missing in analysis["problems"].items() if missing}
    assert all(analysis["summary"][name]["assigns"] for name in nlp.pipe_names)


def test_a_saved_pipeline_says_the_same_with_nothing_but_its_folder(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    opened = open_pipeline(tmp_path / "pipeline")
    first, second = nlp(TEXT), opened(TEXT)
    assert first._.mentions == second._.mentions != ()
    assert first._.people == second._.people != ()
    assert first._.topics == second._.topics != ()
    assert [str(ent) for ent in first.ents] == [str(ent) for ent in second.ents]


def test_a_pipeline_goes_through_bytes(nlp: Language) -> None:
    for _name, component in nlp.pipeline:
        if isinstance(component, KnowsRegister):
            copy = type(component)().from_bytes(component.to_bytes())
            assert copy.registry.unions == component.registry.unions
            assert copy.registry.topics == component.registry.topics


def test_twice_the_persons_take_twice_the_time(nlp: Language) -> None:
    def seconds(times: int) -> float:
        doc = nlp.make_doc("Слесарь Пётр Иванов сказал, что ФНПР права. " * times)
        for name in ("sentences", "lemmas", "union_linker"):
            doc = nlp.get_pipe(name)(doc)
        doc.ents = [Span(doc, token.i, token.i + 2, label="PER") for token in doc if token.text == "Пётр"]
        rounds = []
        for _round in range(3):
            start = time.process_time()
            nlp.get_pipe("quotes")(nlp.get_pipe("people")(doc))
            rounds.append(time.process_time() - start)
        return min(rounds)

    assert seconds(1_600) <= 3 * seconds(800) + 0.05
