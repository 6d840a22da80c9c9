"""The words and names that a misspelt one may have been meant for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from records.registry import Registry
from records.search import Query
from search.engine import Engine
from search.words import clean, comparable, fold, words

_LIKENESS = 0.75  # of a misspelt word to the right one, as difflib counts
_MOST_WORDS = 8  # a pasted text is not looked through word by word


def list_people(engine: Engine) -> Sequence[str]:
    """The people whom the articles name, commonest first, as far as facets go."""
    return [name for name, _count in engine.search(Query(kinds=(), limit=0)).facets["people"]]


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Of the known names the one most like `name`, in whatever order and case its words stand; None: none is."""
    by_form = {_ordered(one): one for one in known}
    likely = get_close_matches(_ordered(name), by_form, n=1, cutoff=_LIKENESS)
    return by_form[likely[0]] if likely else None


def build_vocabulary(engine: Engine, registry: Registry) -> Mapping[str, str]:
    """Words of the unions' and topics' names and of the people in the index, by their comparable form."""
    unions = [
        name for union in registry.unions.values() for name in (union.short, *union.aliases, union.name)
    ]
    topics = [topic.name for topic in registry.topics.values()]
    names = [clean(name) for name in (*topics, *reversed(unions), *list_people(engine))]
    return {comparable(word): word for name in names for word in _split(name)}


def nearest_word(word: str, vocabulary: Mapping[str, str]) -> str | None:
    likely = get_close_matches(comparable(word), vocabulary, n=1, cutoff=_LIKENESS)
    return vocabulary[likely[0]] if likely else None


def mend_spelling(query: Query, registry: Registry, engine: Engine) -> str | None:
    """The query's text with a near word in the place of each that no article has; None where there is none.

    Only for a query that finds nothing: each of its words is looked for alone.
    """
    text = clean(query.text)
    vocabulary = build_vocabulary(engine, registry)
    mended, changed = text, False
    for word in reversed(list(words(text))[:_MOST_WORDS]):
        typed = text[word.start : word.end]
        if engine.count(Query(text=typed, kinds=query.kinds)):
            continue
        near = nearest_word(typed, vocabulary)
        if near is None:
            return None
        mended, changed = mended[: word.start] + near + mended[word.end :], True
    return mended if changed else None


def _ordered(name: str) -> str:
    return " ".join(sorted(fold(clean(name).lower()).split()))


def _split(name: str) -> Iterable[str]:
    return (name[word.start : word.end] for word in words(name))
