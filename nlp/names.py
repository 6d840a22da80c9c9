"""Every name under which the press knows a union, in the nominative, derived from what the registry states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from nlp.folding import fold
from nlp.forms import case_forms
from nlp.morphology import adjective_forms, is_known
from nlp.places import Place, load_places
from records.registry import Union

Needs = Literal["", "capitals", "quotes", "ending"]
_NOTE = re.compile(r"\s+\([^()]*\)\s*$")
_QUOTED = re.compile("«([^«»]+)»")
_COUNTRY = re.compile(r"\b(Российской Федерации|РФ|России)\b")
_FULL_WORD = re.compile(r"\bпрофессиональный союз\b", re.IGNORECASE)
_SHORT_WORD = re.compile(r"\bпрофсоюз\b", re.IGNORECASE)
_ALL_RUSSIAN = re.compile(
    r"^(Общероссийский|Российский|Всероссийский)\s+(?=(профсоюз|профессиональный союз) \S+ \S)", re.I
)
_LEGAL = re.compile(
    r"^(Общероссийский союз|Общероссийская общественная организация|Общественная организация|Союз)\s*[—-]?\s*(?=«)"
)
_PLAIN = re.compile(r"профсоюз (работников \S.*)", re.I)
_MEMBERS = ("организаций профсоюзов", "профсоюзных организаций", "профсоюзов")
_ADJECTIVES_OF_KIND = {"область": "областной", "край": "краевой", "республика": "республиканский"}
_ANY_COUNCIL = (
    "облсовпроф",
    "крайсовпроф",
    "рессовпроф",
)  # some federation's quoted name, any federation's by-name
_COUNCILS = {"область": ("облсовпроф",), "край": ("крайсовпроф",), "республика": ("рессовпроф", "ресовпроф")}


@dataclass(frozen=True, slots=True)
class Name:
    """One form of one name, as it may stand in a text. A `generic` name («профсоюз медиков») might mean another
    country's or a plant's union; a `bare` one («облсовпроф») any region's."""

    union: str
    cases: frozenset[str]
    generic: bool = False
    bare: bool = False
    needs: Needs = ""


def phrases(union: Union) -> set[str]:
    """All names of the union in the nominative."""
    stated = {_NOTE.sub("", name) for name in (union.name, union.short, *union.aliases) if name}
    stated |= {inner for name in stated for inner in _inner_names(name)}
    found = {variant for name in stated for variant in _variants(name)}
    if union.kind == "territorial":
        for code in union.regions:
            if place := load_places().get(code):
                found |= set(_territorial(place))
    return {" ".join(name.split()) for name in found if name.strip()}


def needs(phrase: str) -> Needs:
    """What must be seen in the text before such a name is believed."""
    word = phrase.strip(' «»"')
    if " " in word:
        return ""
    if word.isupper() and len(word) < 7 and (len(word) < 4 or is_known(fold(word))):
        return "capitals"
    return "quotes" if is_known(fold(word)) and "проф" not in fold(word) else ""


def is_generic(phrase: str) -> bool:
    """A common noun with its genitive, which says neither Russia nor a brand."""
    folded = fold(phrase)
    if any(word.isupper() and len(word) > 1 for word in phrase.split()):
        return False  # «Профсоюз АСМ»
    return (
        " " in folded
        and "союз" in folded
        and "«" not in phrase
        and not re.search(r"росс|\bрф\b|всерос", folded)
    )


def _inner_names(name: str) -> Iterator[str]:
    for inner in _QUOTED.findall(name):
        if (" " in inner or "проф" in inner.lower()) and fold(inner) not in _ANY_COUNCIL:
            yield inner
    if _LEGAL.match(name):
        yield _LEGAL.sub("", name).strip("«» ")


def _variants(name: str) -> Iterator[str]:
    """The name with «профсоюз» or «профессиональный союз», with and without the country in each spelling."""
    for spelled in {name, _FULL_WORD.sub("профсоюз", name), _SHORT_WORD.sub("профессиональный союз", name)}:
        for country in ("Российской Федерации", "РФ", "России"):
            yield _COUNTRY.sub(country, spelled)
        without = " ".join(_COUNTRY.sub("", spelled).split())
        for shorter in {without, _ALL_RUSSIAN.sub("", without)}:
            if " " in shorter or "проф" in shorter.lower():
                yield shorter
            if union := _PLAIN.match(shorter):
                yield f"профсоюзная организация {union[1]}"
                yield from _of_trade(union[1])
            if re.search(r"союз работников \S", shorter):
                yield f"{shorter} РФ"
                yield f"{shorter} России"


def _of_trade(workers: str) -> Iterator[str]:
    """«Профсоюз рыбного хозяйства» for «… работников рыбного хозяйства», where more than one word says the trade."""
    trade = workers.removeprefix("работников ")
    if " " in trade:
        yield f"профсоюз {trade}"


def _territorial(place: Place) -> Iterator[str]:
    """«Федерация профсоюзов Курганской области», «Курганский облсовпроф», and all that the press makes of them."""
    kind = _kind(place)
    councils = _COUNCILS.get(kind, ())
    for name in place.names:
        region = _genitive(name)
        for head in ("Федерация", "Объединение", "Совет", "Союз", "Областное объединение"):
            yield from (
                f"{head} {members} {region}" for members in _MEMBERS if head != "Союз" or " " in members
            )
        yield from (f"{council} {region}" for council in ("профобъединение", "ФП", *councils))
        yield from (f"{head} {region}" for head in bare_heads(_ADJECTIVES_OF_KIND.get(kind, "региональный")))
    for adjective in place.adjectives:
        yield from _by_adjective(adjective, kind, councils)


def _by_adjective(adjective: str, kind: str, councils: tuple[str, ...]) -> Iterator[str]:
    level = _ADJECTIVES_OF_KIND.get(kind, "региональный")
    for gender, head in (("femn", "Федерация"), ("neut", "объединение"), ("masc", "совет"), ("masc", "союз")):
        region = _feature(adjective, gender)
        for members in _MEMBERS:
            if head != "союз" or " " in members:
                yield f"{region} {head} {members}"
                for of_level in {level, "региональный"}:
                    yield f"{region} {_feature(of_level, gender)} {head} {members}"
    for word in ("профобъединение", *_joined(kind)):
        yield f"{_feature(adjective, 'neut')} {word}"
        yield f"{_feature(adjective, 'neut')} {_feature(level, 'neut')} {word}"
    yield from (f"{adjective} {council}" for council in _ANY_COUNCIL if councils)  # the press mixes them up
    yield from (f"{adjective} {council}" for council in councils)
    if plural := sorted(adjective_forms(adjective, "plur", "gent")):
        yield f"Федерация {plural[0]} профсоюзов"


def bare_phrases(place: Place) -> Iterator[str]:
    """What a region's own press calls its federation, without the region's name."""
    kind = _kind(place)
    level = _ADJECTIVES_OF_KIND.get(kind, "региональный")
    yield from _COUNCILS.get(kind, ())
    for adjective in {level, "региональный"}:
        yield from bare_heads(adjective)
    yield f"федерация профсоюзов {_genitive(kind) if kind else 'региона'}"
    yield from ("федерация профсоюзов региона", "профобъединение", *_joined(kind))


def bare_heads(level: str) -> Iterator[str]:
    """«Областная федерация профсоюзов» and its like, by the adjective of the level."""
    yield f"{_feature(level, 'femn')} федерация профсоюзов"
    yield f"{_feature(level, 'neut')} профобъединение"
    yield f"{_feature(level, 'neut')} объединение организаций профсоюзов"
    yield f"{level} совет профсоюзов"


def _joined(kind: str) -> tuple[str, ...]:
    """«Облпрофобъединение», «крайпрофобъединение», «республиканское» in one word."""
    return tuple(f"{council.removesuffix('совпроф')}профобъединение" for council in _COUNCILS.get(kind, ()))


def _kind(place: Place) -> str:
    for kind in _ADJECTIVES_OF_KIND:
        if kind in place.names[0].lower():
            return kind
    return ""


def _genitive(name: str) -> str:
    """The name in the genitive, as folded words: all that is compared is folded anyway."""
    return min((" ".join(form) for form, cases in case_forms(name).items() if "gent" in cases), default=name)


def _feature(adjective: str, gender: str) -> str:
    return min(adjective_forms(adjective, gender, "nomn"), default=adjective)
