"""What to try when nothing was found: dropping a filter, a sign or a word, another spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from records.registry import Registry
from records.search import Query
from search.engine import Engine
from search.language import find_signs, read_query
from search.spelling import build_vocabulary, nearest_word
from search.words import comparable, words
from texts import _, plural

# Each filter's field and option, and the field's value that filters nothing.
_FILTERS: tuple[tuple[str, str, Any], ...] = (
    ("unions", "--union", ()),
    ("regions", "--region", ()),
    ("outlets", "--outlet", ()),
    ("districts", "--district", ()),
    ("people", "--person", ()),
    ("topics", "--topic", ()),
    ("campaigns", "--campaign", ()),
    ("tone", "--tone", None),
    ("roles", "--role", ()),
    ("speech", "--speech", ()),
    ("holders", "--holder", ()),
    ("since", "--since", None),
    ("until", "--until", None),
    ("first_only", "--first-only", False),
)
_MOST_WORDS = 8  # a pasted text is not looked through word by word


def find_hints(engine: Engine, query: Query, registry: Registry) -> list[str]:
    """One sentence each; for a query that has found nothing."""
    if not engine.count(Query()):
        return [_("Указатель пуст: ещё ничего не собрано. Соберите: otklik crawl")]
    if query.text.strip() and read_query(query.text) is None:
        return [_("В запросе нет ни одного слова, по которому можно искать.")]
    unfiltered = _without(query, [field for field, _option, _none in _FILTERS])
    if engine.count(unfiltered):
        return list(_drop_filters(engine, query, unfiltered))
    return list(_mend_words(engine, unfiltered, registry))


def _drop_filters(engine: Engine, query: Query, unfiltered: Query) -> Iterator[str]:
    """The filters that alone keep everything out; all of them where no single one does."""
    found = False
    for field, option, nothing in _FILTERS:
        if getattr(query, field) == nothing:
            continue
        if total := engine.count(_without(query, [field])):
            found = True
            yield _would_find(_("Без {option}", option=option), total)
    if not found:
        yield _would_find(_("Без всех условий"), engine.count(unfiltered))


def _mend_words(engine: Engine, query: Query, registry: Registry) -> Iterator[str]:
    if '"' in query.text and (total := engine.count(replace(query, text=query.text.replace('"', " ")))):
        yield _would_find(_("Без кавычек"), total)
        return
    typed, signs = _typed_words(query.text)
    if signs and (total := engine.count(replace(query, text=" ".join(typed)))):
        yield _would_find(_("По одним словам, без знаков «-», «*», «ИЛИ» и скобок,"), total)
        return
    counts = {word: engine.count(replace(query, text=word)) for word in typed[:_MOST_WORDS]}
    if all(counts.values()):
        listed = ", ".join(f"«{word}» — {count}" for word, count in counts.items())
        yield _("Вместе эти слова не встречаются, порознь: {words}.", words=listed)
        return
    vocabulary = build_vocabulary(engine, registry)
    for word in (word for word, count in counts.items() if not count):
        near = nearest_word(word, vocabulary)
        # The register's names are in the vocabulary too: one that was typed right is no mend of itself.
        near = near if near and comparable(near) != comparable(word) else None
        meant = " " + _("Возможно, вы имели в виду «{word}».", word=near) if near else ""
        yield _("«{word}» не встречается ни в одной статье.", word=word) + meant


def _typed_words(text: str) -> tuple[list[str], bool]:
    """The words that must be found, and whether there are signs of the language besides quotes."""
    signs = list(find_signs(text))
    wanted = [sign.text for sign in signs if not sign.minus and sign.kind in ("words", "phrase", "beginning")]
    typed = [part[word.start : word.end] for part in wanted for word in words(part)]
    return typed, any(sign.minus or sign.kind not in ("words", "phrase") for sign in signs)


def _without(query: Query, fields: Iterable[str]) -> Query:
    nothing = {field: value for field, _option, value in _FILTERS if field in fields}
    return replace(query, **nothing)


def _would_find(what: str, total: int) -> str:
    found = plural(total, "статья", "статьи", "статей")
    return _("{what} нашлось бы: {number} {found}.", what=what, number=total, found=found)
