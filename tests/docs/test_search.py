"""The page on searching tells of every option, and its examples mean what stands beside them."""

from __future__ import annotations

import re

from search.language import is_plain, read_query
from tests.docs.pages import rows
from tests.docs.test_commands import COMMANDS

_SHARED = {"--config", "--json", "--help"}


def test_every_option_of_the_search_stands_on_its_page() -> None:
    told = {
        option
        for cell, _words in rows("docs/search.md", "option")
        for option in re.findall(r"--[\w-]+", cell)
    }
    options = {
        option for parameter in COMMANDS["search"].params for option in parameter.opts if option[0] == "-"
    }
    assert told == options - _SHARED


def test_every_example_of_the_language_has_a_meaning_of_its_own() -> None:
    typed = [cell.strip("`") for cell, _words in rows("docs/search.md", "typed")]
    meanings = {read_query(text) for text in typed}
    assert len(meanings) == len(typed) > 5
    assert None not in meanings
    assert [text for text in typed if is_plain(text)] == ["охрана труда", '"охрана труда"', "«Голос Тобола»"]
