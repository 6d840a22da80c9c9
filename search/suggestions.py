"""Other queries that may have been meant: a union or a person instead of their name's words, a mended spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from records.registry import Registry
from records.search import Query, Results, Suggestion
from search.engine import Engine
from search.language import is_plain
from search.named import Named, Part, find_people, find_unions, split_parts
from search.spelling import list_people, mend_spelling
from search.words import clean

_MOST = 3  # of a kind
_LONGEST = 400  # characters; what is longer was pasted, and means no name
_EMPTY_QUOTES = re.compile(r'"\s*"|«\s*»')


def suggest(
    query: Query, registry: Registry, engine: Engine, results: Results | None = None
) -> Sequence[Suggestion]:
    """A mended spelling first, then unions, then people, commonest first; each with a query that finds something. The
    spelling is mended only where the query finds nothing and names nobody. Nothing is suggested for a text with «-»,
    «*», brackets or OR: whoever writes so means the words. `results` are the query's own where they are known."""
    if not query.text.strip() or len(query.text) > _LONGEST or not is_plain(query.text):
        return ()
    first = replace(query, offset=0, after="")
    results = results or engine.search(replace(first, limit=0))
    named = list(_named(first, registry, engine, results))
    if results.total or named or not (mended := mend_spelling(first, registry, engine)):
        return named
    other = replace(first, text=mended)
    found = engine.search(replace(other, limit=0))
    spelling = Suggestion(kind="spelling", shown=mended, query=other)
    return [*([spelling] if found.total else []), *_named(other, registry, engine, found)]


def _named(query: Query, registry: Registry, engine: Engine, results: Results) -> Iterator[Suggestion]:
    typed = split_parts(clean(query.text))
    yield from _unions(query, typed, registry, engine)
    yield from _people(query, typed, engine, results)


def _unions(query: Query, typed: Sequence[Part], registry: Registry, engine: Engine) -> Iterator[Suggestion]:
    if query.unions:
        return
    for named in find_unions(typed, registry)[:_MOST]:
        other = replace(query, text=_rest(query, named), unions=(named.id,))
        if engine.count(other):
            yield Suggestion(kind="union", shown=registry.unions[named.id].short, query=other, id=named.id)


def _people(query: Query, typed: Sequence[Part], engine: Engine, results: Results) -> Iterator[Suggestion]:
    """Of those in the articles that have the words; where none has them all, of all articles."""
    if query.people or not typed:
        return
    names = dict(results.facets["people"]) if results.total else list_people(engine)
    for named in list(find_people(typed, names))[:_MOST]:
        other = replace(query, text=_rest(query, named), people=(named.id,))
        if engine.count(other):
            yield Suggestion(kind="person", shown=named.id, query=other, id=named.id)


def _rest(query: Query, named: Named) -> str:
    text = clean(query.text)
    rest = f"{text[: named.start]} {text[named.end :]}"
    return " ".join(_EMPTY_QUOTES.sub(" ", rest).split())
