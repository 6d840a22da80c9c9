"""Texts of any length and kind: time grows with the text, the linker's and the pipeline's, and no offset is wrong."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from benchmarks.odd_texts import SHAPES, Shape
from nlp.annotation import Annotator
from nlp.linking import Linker
from nlp.overlaps import Overlaps
from nlp.tone_asking import speeches_of
from nlp.training.tone_examples import bare_pipeline
from nlp.unknown import find_unknown
from records.annotation import Task
from records.registry import Registry

UNITS = {
    "news": "Федерация профсоюзов Самарской области провела слёт. В обкоме сказали, что профком завода «Заря» рад. ",
    "one word": "а",
    "commas": ",",
    "emoji and control characters": "😀👍🏽\x00\x07\u200b\u202e ",
    "no Russian": "No Russian here at all, only words. ",
    "names": "Рослеспрофсоюз, ФНПР, ФПСО, ",
    "an endless list of regions": "Томской и Курганской, Омской и ",
    "descriptions": "федерация и профсоюз, обком, ",
    "quotes left open": "профком «Заря ",
    "branches": "организация областной организации ",
    "hyphens": "Карачаево-",
}


@pytest.fixture(scope="module")
def linker(registry: Registry) -> Linker:
    return Linker(registry)


def seconds(linker: Linker, text: str) -> float:
    """The best of three: what else runs on the machine only adds. As in timeit, no garbage is collected meanwhile."""
    times = []
    for _ in range(3):
        gc.disable()
        began = process_time()
        links = linker.find_links(text, "RU-SAM", "ФПСО")
        unknown = find_unknown(text, links, [])
        times.append(process_time() - began)
        gc.enable()
    assert all(0 <= span.start < span.end <= len(text) for span in (*links, *unknown))
    return min(times)


@pytest.mark.parametrize("kind", UNITS)
def test_twice_the_text_takes_not_much_more_than_twice_the_time(linker: Linker, kind: str) -> None:
    unit = UNITS[kind]
    text = "ГМПР. " + unit * (20_000 // len(unit))
    once = seconds(linker, text)
    assert seconds(linker, text + text) <= 2.5 * once + 0.02


def test_two_thousand_names_are_two_thousand_links(linker: Linker) -> None:
    text = "Рослеспрофсоюз и ФНПР; " * 1000
    assert len(linker.find_links(text)) == 2000


@pytest.mark.parametrize("shape", SHAPES[:9], ids=lambda shape: shape.name)
def test_the_whole_pipeline_grows_with_the_text(annotator: Annotator, shape: Shape) -> None:
    """At a small scale; `benchmarks/understand_bounds.py` measures the whole."""
    size = min(shape.size // 20, 8_000)
    once, twice = (pipeline_seconds(annotator, shape.text(times * size)) for times in (1, 2))
    assert twice <= 2.5 * once + 0.05


def pipeline_seconds(annotator: Annotator, text: str) -> float:
    """The best of two, the first of which meets the words."""
    times = []
    for _ in range(2):
        gc.collect()
        gc.disable()
        began = process_time()
        annotation = next(annotator.annotate([Task(id="1", text=text)]))
        times.append(process_time() - began)
        gc.enable()
    spans = [*annotation.unions, *annotation.entities, *annotation.people, *annotation.quotes]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    return min(times)


def test_a_long_text_is_not_joined_anew_for_each_mention() -> None:
    """`doc.text` puts all tokens together at every asking: in a text of 5 MB that took minutes."""
    doc = bare_pipeline().make_doc("слово " * 100_000)
    doc._.sentences = tuple((at, at + 60) for at in range(0, len(doc.text), 60))
    began = process_time()
    assert len(doc.text) == 600_000
    once = process_time() - began
    assert speeches_of(doc, [(at, at + 5) for at in range(0, 12_000, 60)]) == ["none"] * 200
    assert process_time() - began <= 50 * once + 0.2


def test_what_overlaps_a_span_is_found_without_looking_at_all() -> None:
    spans = [(0, 30), (2, 5), (8, 9), (28, 40), (40, 41)]
    overlaps = Overlaps(spans, lambda span: span)
    for start in range(45):
        for end in range(start + 1, 45):
            assert overlaps.of((start, end)) == [one for one in spans if one[0] < end and start < one[1]]


def test_an_article_takes_a_few_milliseconds(linker: Linker) -> None:
    text = ("Вчера в районе открыли новый мост, и жители говорят, что ждали его долго. " * 45)[:2900]
    text += " Федерация профсоюзов Самарской области молчит."
    assert seconds(linker, text) < 0.02
