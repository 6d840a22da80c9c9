"""What to try when nothing was found: dropping a filter, leaving out a word, another spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from records.registry import Registry
from records.search import Query
from search.engine import Engine
from search.terms import find_clauses
from search.words import fold
from texts import _, plural

# Each filter's field and option, and the field's value that filters nothing.
_FILTERS: tuple[tuple[str, str, Any], ...] = (
    ("unions", "--union", ()),
    ("regions", "--region", ()),
    ("outlets", "--outlet", ()),
    ("topics", "--topic", ()),
    ("tone", "--tone", None),
    ("since", "--since", None),
    ("until", "--until", None),
    ("first_only", "--first-only", False),
)
_LIKENESS = 0.75  # of a misspelt word to the right one, as difflib counts
_MOST_WORDS = 8  # a pasted text is not looked through word by word


def find_hints(engine: Engine, query: Query, registry: Registry) -> list[str]:
    """One sentence each; for a query that has found nothing."""
    if not _count(engine, Query()):
        return [_("Указатель пуст: ещё ничего не собрано. Соберите: otklik crawl")]
    if query.text.strip() and not find_clauses(query.text):
        return [_("В запросе нет ни одного слова, по которому можно искать.")]
    unfiltered = _without(query, [field for field, _option, _none in _FILTERS])
    if _count(engine, unfiltered):
        return list(_drop_filters(engine, query, unfiltered))
    return list(_mend_words(engine, unfiltered, registry))


def _drop_filters(engine: Engine, query: Query, unfiltered: Query) -> Iterator[str]:
    """The filters that alone keep everything out; all of them where no single one does."""
    found = False
    for field, option, nothing in _FILTERS:
        if getattr(query, field) == nothing:
            continue
        if total := _count(engine, _without(query, [field])):
            found = True
            yield _would_find(_("Без {option}", option=option), total)
    if not found:
        yield _would_find(_("Без всех условий"), _count(engine, unfiltered))


def _mend_words(engine: Engine, query: Query, registry: Registry) -> Iterator[str]:
    unquoted = replace(query, text=query.text.replace('"', " "))
    if unquoted.text != query.text and (total := _count(engine, unquoted)):
        yield _would_find(_("Без кавычек"), total)
        return
    words = [" ".join(term.text for term in clause.alternatives[0]) for clause in find_clauses(unquoted.text)]
    counts = {word: _count(engine, replace(query, text=word)) for word in words[:_MOST_WORDS]}
    if all(counts.values()):
        listed = ", ".join(f"«{word}» — {count}" for word, count in counts.items())
        yield _("Вместе эти слова не встречаются, порознь: {words}.", words=listed)
        return
    vocabulary = _vocabulary(engine, registry)
    for word in (word for word, count in counts.items() if not count):
        yield _("«{word}» не встречается ни в одной статье.", word=word) + _likely(word, vocabulary)


def _likely(word: str, vocabulary: Mapping[str, str]) -> str:
    likely = get_close_matches(fold(word.lower()), vocabulary, n=1, cutoff=_LIKENESS)
    return " " + _("Возможно, вы имели в виду «{word}».", word=vocabulary[likely[0]]) if likely else ""


def _vocabulary(engine: Engine, registry: Registry) -> Mapping[str, str]:
    """Words of the unions' short names and of the people in the index, by their comparable form."""
    names = [name for union in registry.unions.values() for name in (union.short, *union.aliases)]
    people = [name for name, _count in engine.search(Query(limit=0)).facets["people"]]
    return {fold(word.lower()): word for word in _split([*names, *people])}


def _split(names: Iterable[str]) -> Iterator[str]:
    return (word for name in names for word in name.replace("«", " ").replace("»", " ").split())


def _without(query: Query, fields: Iterable[str]) -> Query:
    nothing = {field: value for field, _option, value in _FILTERS if field in fields}
    return replace(query, **nothing)


def _count(engine: Engine, query: Query) -> int:
    return engine.search(replace(query, limit=0)).total


def _would_find(what: str, total: int) -> str:
    found = plural(total, "статья", "статьи", "статей")
    return _("{what} нашлось бы: {number} {found}.", what=what, number=total, found=found)
