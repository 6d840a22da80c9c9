"""Asks tantivy for the words of a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy
from tantivy import Occur

from search.terms import AllOf, AnyOf, Beginning, Term, Wanted

_TITLE_WEIGHT = 2.0


def words_query(wanted: Wanted, schema: tantivy.Schema) -> tantivy.Query:
    match wanted:
        case Term():
            return _term_query(wanted, schema)
        case Beginning():
            # Letters and digits alone, so nothing in them is a sign of the pattern's language.
            return tantivy.Query.regex_query(schema, "forms", f"{wanted.letters}.*")
        case AnyOf():
            return tantivy.Query.disjunction_max_query([words_query(part, schema) for part in wanted.parts])
        case AllOf():
            return all_of(
                [words_query(part, schema) for part in wanted.parts],
                [words_query(part, schema) for part in wanted.without],
            )


def all_of(parts: Sequence[tantivy.Query], without: Iterable[tantivy.Query] = ()) -> tantivy.Query:
    """Without parts: all that is none of the others, with no score."""
    must = parts or [tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)]
    return tantivy.Query.boolean_query(
        [*((Occur.Must, part) for part in must), *((Occur.MustNot, part) for part in without)]
    )


def _term_query(term: Term, schema: tantivy.Schema) -> tantivy.Query:
    """By its written form, whose title counts more, or by its dictionary form."""
    title, text = (_form_query(term, field, schema) for field in ("title", "text"))
    return tantivy.Query.disjunction_max_query(
        [tantivy.Query.boost_query(title, _TITLE_WEIGHT), text, _lemma_query(term, schema)]
    )


def _form_query(term: Term, field: str, schema: tantivy.Schema) -> tantivy.Query:
    if len(term.places) == 1:
        # With frequencies: the score counts how often a word stands there.
        return tantivy.Query.term_query(schema, field, term.stems[0], index_option="freq")
    return tantivy.Query.phrase_query(schema, field, list(term.places))


def _lemma_query(term: Term, schema: tantivy.Schema) -> tantivy.Query:
    if len(term.places) > 1:
        return tantivy.Query.phrase_query(schema, "lemmas", list(term.lemma_row))
    forms = [
        tantivy.Query.term_query(schema, "lemmas", lemma, index_option="freq") for lemma in term.lemmas[0]
    ]
    return tantivy.Query.boolean_query([(Occur.Should, form) for form in forms])
