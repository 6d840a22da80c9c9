"""The word lists of lexicon.toml, checked once: an unknown or missing list stops."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from nlp.folding import fold
from records.errors import ConfigError
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """Stems are compared with the beginning of a folded word, all other lists with its lemma."""

    foreign_stems: tuple[str, ...]
    home_stems: tuple[str, ...]
    venues: frozenset[str]
    other_union_adjectives: frozenset[str]
    plain_adjectives: frozenset[str]
    membership: frozenset[str]
    branch_nouns: frozenset[str]
    branch_nouns_of_place: frozenset[str]
    branch_adjectives: frozenset[str]
    primary_nouns: frozenset[str]
    primary_adjectives: frozenset[str]
    workplaces: frozenset[str]
    workplace_adjectives: frozenset[str]
    positions: frozenset[str]
    deputies: frozenset[str]
    no_positions: frozenset[str]
    position_participles: frozenset[str]
    no_position_adjectives: frozenset[str]
    speech_verbs: frozenset[str]
    judging_verbs: frozenset[str]
    opinion_nouns: frozenset[str]
    good_verbs: frozenset[str]
    bad_verbs: frozenset[str]
    good_manner: frozenset[str]
    bad_manner: frozenset[str]
    own_people: frozenset[str]
    praise_of: frozenset[str]
    help_of: frozenset[str]
    blame: frozenset[str]
    failure_of: frozenset[str]
    attack_on: frozenset[str]
    good_words: frozenset[str]
    bad_words: frozenset[str]
    adversaries: frozenset[str]
    protest: frozenset[str]
    negations: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    path = Path(__file__).parent / "lexicon.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {field.name for field in fields(Lexicon)}
    for key in sorted(known ^ data.keys()):
        raise ConfigError(_("{path}: список «{key}» лишний или его нет.", path=path.name, key=key))
    lists: dict[str, Any] = {
        key: tuple(map(fold, words)) if key.endswith("_stems") else frozenset(map(fold, words))
        for key, words in data.items()
    }
    return Lexicon(**lists)
