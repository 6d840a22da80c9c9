"""Texts of any length and kind: the linker's time grows with the text, and no offset is wrong."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from nlp.linking import Linker
from nlp.unknown import find_unknown
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


def test_an_article_takes_a_few_milliseconds(linker: Linker) -> None:
    text = ("Вчера в районе открыли новый мост, и жители говорят, что ждали его долго. " * 45)[:2900]
    text += " Федерация профсоюзов Самарской области молчит."
    assert seconds(linker, text) < 0.02
