"""What is said of a mention, as one word of its article's document: so filters hold for one and the same mention.

An article has a key for each way in which it mentions a union or one below it; a query lists the keys that it would
take, of which there are at most 54 for a union.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, get_args

from records.annotation import Holder, Mention, Role, Speech, Tone
from records.search import Query

_ANY = ""  # in a union's place


def mention_keys(lineages: Iterable[tuple[Mention, Sequence[str]]]) -> Sequence[str]:
    """`lineages` are mentions with the unions for which each counts."""
    return sorted(
        {
            _key(union, mention.tone, mention.role, mention.speech, mention.holder)
            for mention, lineage in lineages
            for union in (_ANY, *lineage)
        }
    )


def asks_of_mention(query: Query) -> bool:
    return query.tone is not None or bool(query.roles or query.speech or query.holders)


def wanted_keys(query: Query) -> Sequence[str]:
    """The keys of mentions that the query would take, one of which an article must have."""
    choices: Iterable[tuple[Any, ...]] = product(
        query.unions or (_ANY,),
        get_args(Tone) if query.tone is None else (query.tone,),
        query.roles or get_args(Role),
        query.speech or get_args(Speech),
        query.holders or get_args(Holder),
    )
    return [_key(*choice) for choice in choices]


def facet_keys(query: Query) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """For each facet of mentions and each value that the query leaves open: the keys it would take with that value."""
    return {
        "roles": {one: wanted_keys(replace(query, roles=(one,))) for one in query.roles or get_args(Role)},
        "speech": {
            one: wanted_keys(replace(query, speech=(one,))) for one in query.speech or get_args(Speech)
        },
        "holders": {
            one: wanted_keys(replace(query, holders=(one,))) for one in query.holders or get_args(Holder)
        },
    }


def _key(union: str, tone: Tone, role: Role, speech: Speech, holder: Holder) -> str:
    return f"{union}:{tone}:{role}:{speech}:{holder}"
