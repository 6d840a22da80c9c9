"""The English catalog has every text that users may see, translated, and nothing else."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from babel.support import Translations

from texts.catalog import catalog_file, find_texts, python_texts, read_catalog

TEXTS = find_texts()
CATALOG = {str(message.id): str(message.string or "") for message in read_catalog("en") if message.id}


def test_every_text_in_the_code_is_in_the_catalog_and_no_other() -> None:
    assert len(TEXTS) > 300
    assert TEXTS.keys() == CATALOG.keys(), "run: python -m texts.catalog"


def test_every_text_is_translated() -> None:
    assert not [text for text, english in CATALOG.items() if not english]


def test_no_translation_is_russian_still() -> None:
    """But for a word to search for, which stands in a command."""
    left = [english for english in CATALOG.values() if re.search("[а-яё]", english.lower())]
    assert all(" search " in english for english in left)


@pytest.mark.parametrize("text", CATALOG)
def test_a_translation_has_the_places_of_its_text(text: str) -> None:
    assert places(CATALOG[text]) == places(text)
    assert CATALOG[text][0].isspace() == text[0].isspace()


def places(text: str) -> list[str]:
    return sorted(name for _literal, name, _format, _conversion in Formatter().parse(text) if name)


def test_the_compiled_catalog_is_the_written_one() -> None:
    with catalog_file("en").with_suffix(".mo").open("rb") as file:
        compiled = Translations(file)
    assert {text: compiled.gettext(text) for text in CATALOG} == CATALOG


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('_("Найдено: {number}", number=3)', {"Найдено: {number}"}),
        ('plural(3, "статья", "статьи", "статей")', {"статья", "статьи", "статей"}),
        ('WORDS = {1: "хорошо"}\n_(WORDS[1])', {"хорошо"}),
        ('"""Описание."""\nWORDS = {1: "хорошо"}\n_(WORDS[1])', {"хорошо"}),
        ('WORDS = {1: "хорошо"}\n_("плохо")', {"плохо"}),
        ('other("плохо")', set()),
    ],
)
def test_the_texts_of_a_module_are_found(source: str, found: set[str]) -> None:
    assert set(python_texts(ast.parse(source))) == found
