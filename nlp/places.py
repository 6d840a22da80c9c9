"""Which words name which federal subject: from places.toml, for branches of unions and for settling namesakes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nlp.folding import Word
from nlp.forms import case_forms
from nlp.morphology import CASES, adjective_forms, is_known
from nlp.trie import Trie

# These say more than the town from which they come.
_COMMON_ADJECTIVES = frozenset(
    {
        "советский",
        "волжский",
        "северский",
        "жуковский",
        "курганинский",
        "железногорский",
        "дзержинский",
        "братский",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A federal subject's words: `names` (nominative, the official one first), `adjectives` (masculine), `cities`."""

    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gazetteer:
    places: dict[str, Place]
    names: Trie[str]
    cities: Trie[str]
    adjectives: dict[str, set[str]] = field(default_factory=dict)
    city_adjectives: dict[str, set[str]] = field(default_factory=dict)


@cache
def load_places() -> dict[str, Place]:
    data = tomllib.loads((Path(__file__).parent / "places.toml").read_text(encoding="utf-8"))
    return {
        code: Place(code=code, **{key: tuple(values) for key, values in facts.items()})
        for code, facts in data.items()
    }


@cache
def load_gazetteer() -> Gazetteer:
    """Names, cities and adjectives in all their forms, each with the codes of the subjects that it may mean."""
    gazetteer = Gazetteer(places=load_places(), names=Trie(), cities=Trie())
    for place in gazetteer.places.values():
        for name in place.names:
            _add_forms(gazetteer.names, name, place.code)
        for city in place.cities:
            _add_forms(gazetteer.cities, city, place.code)
            for adjective in _adjectives_of(city):
                for form in _adjective_forms(adjective):
                    gazetteer.city_adjectives.setdefault(form, set()).add(place.code)
        for adjective in place.adjectives:
            for form in _adjective_forms(adjective):
                gazetteer.adjectives.setdefault(form, set()).add(place.code)
    return gazetteer


def find_regions(words: Sequence[Word], gazetteer: Gazetteer, text: str) -> dict[str, int]:
    """How often each federal subject is named: by its name, a city of it, or its adjective."""
    counts: dict[str, int] = {}
    at = 0
    while at < len(words):
        length, codes = _region_at(words, at, gazetteer, text)
        for code in codes:
            counts[code] = counts.get(code, 0) + 1
        at += length
    return counts


def regions_of(words: Sequence[Word], *, adjectives: bool = True) -> set[str]:
    """The federal subjects that a name says: by their names, cities, or the adjectives of either."""
    gazetteer = load_gazetteer()
    found: set[str] = set()
    for at, word in enumerate(words):
        for trie in (gazetteer.names, gazetteer.cities):
            found |= (trie.longest(words, at) or (0, set()))[1]
        if compound := gazetteer.adjectives.get(compound_at(words, at)):
            return compound
        if adjectives:
            found |= gazetteer.adjectives.get(word.form) or gazetteer.city_adjectives.get(word.form, set())
    return found


def compound_at(words: Sequence[Word], at: int) -> str:
    """The adjective of three words that begins there («карачаево», «-», «черкесский»), or ""."""
    if at + 2 >= len(words) or words[at + 1].form != "-":
        return ""
    return f"{words[at].form}-{words[at + 2].form}"


def _region_at(words: Sequence[Word], at: int, gazetteer: Gazetteer, text: str) -> tuple[int, set[str]]:
    for trie in (gazetteer.names, gazetteer.cities):
        if (found := trie.longest(words, at)) and text[words[at].start].isupper():
            return found
    return 1, gazetteer.adjectives.get(words[at].form, set())


def _add_forms(trie: Trie[str], name: str, code: str) -> None:
    for form in case_forms(name):
        trie.add(form, code)


def _adjectives_of(city: str) -> Iterator[str]:
    """«Магнитогорский», «тольяттинский», «сочинский»: those of all regular ones that the dictionary has."""
    stem = city.lower().rstrip("аеиоуыэюяьй")
    for ending in ("ский", "инский", "нский", "енский", "кий" if stem.endswith("ц") else "ий"):
        adjective = stem + ending
        if (
            "-" not in city
            and " " not in city
            and is_known(adjective)
            and adjective not in _COMMON_ADJECTIVES
        ):
            yield adjective


def _adjective_forms(adjective: str) -> set[str]:
    forms: set[str] = set()
    for case in CASES:
        for gender in ("masc", "femn", "neut", "plur"):
            forms |= adjective_forms(adjective, gender, case)
    return forms
