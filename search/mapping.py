"""What the index holds: the fields of both projections, and Elasticsearch's settings and mappings made of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from records.search import Document, Projection
from search.words import JOINERS, STOP_WORDS

# One page of results ends here in both engines; who wants more narrows the query.
LAST_RESULT = 10_000

_FACTS = {
    "@timestamp": "date",
    "has_time": "boolean",
    "published": "date",
    "first_seen": "date",
    "title": "text",
    "url": "keyword",
    "outlet": "keyword",
    "outlet_name": "keyword",
    "outlet_kind": "keyword",
    "region": "keyword",
    "district": "keyword",
    "story": "keyword",
    "is_reprint": "boolean",
    "people": "keyword",
    "topics": "keyword",
    "campaigns": "keyword",
    "revision": "long",
    "visibility": "float",
}
FIELDS: Mapping[Projection, Mapping[str, str]] = {
    "articles": {
        **_FACTS,
        "id": "keyword",
        "text": "text",
        "lemmas": "lemmas",
        "forms": "forms",
        "importance": "integer",
        "authors": "keyword",
        "language": "keyword",
        "similarity": "float",
        "unions": "keyword",
        "tones": "keyword",
        "mention_keys": "keyword",
        "overall_tones": "keyword",
    },
    "mentions": {
        **_FACTS,
        "id": "keyword",
        "article_id": "keyword",
        "place": "integer",
        "union": "keyword",
        "unions": "keyword",
        "tone": "integer",
        "score": "float",
        "confidence": "float",
        "sentence": "text",
        "mention_start": "integer",
        "mention_end": "integer",
        "in_title": "boolean",
        "holder": "keyword",
        "role": "keyword",
        "speech": "keyword",
    },
}

ANALYSIS: Mapping[str, Any] = {
    "char_filter": {
        # A hyphen parts words everywhere, so what is mapped to it parts them too.
        "fold": {"type": "mapping", "mappings": ["ё=>е", "Ё=>Е", *(f"{sign}=>-" for sign in JOINERS)]},
    },
    "filter": {
        "function_words": {"type": "stop", "stopwords": list(STOP_WORDS)},
        "russian_stemmer": {"type": "stemmer", "language": "russian"},
    },
    "analyzer": {
        "otklik_russian": {
            "type": "custom",
            "char_filter": ["fold"],
            "tokenizer": "standard",
            "filter": ["lowercase", "function_words", "russian_stemmer"],
        },
    },
}

# Lucene refuses a term above 32,766 bytes and with it the document; such a keyword is kept but not searchable.
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "text", "analyzer": "otklik_russian"},
    "keyword": {"type": "keyword", "ignore_above": 8000},
    # Made into words by `search/lemmas.py` for both engines; here they need only be parted.
    "lemmas": {"type": "text", "analyzer": "whitespace"},
    "forms": {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False},
}
# Found by, and never shown: left out of what an engine gives back.
UNSHOWN = ("lemmas", "forms", "mention_keys")

# To be raised when what is kept changes while fields and analysis stay: a fold, an id, a formula.
_SCHEME = 5


def index_body(projection: Projection) -> dict[str, Any]:
    """What an index of this projection is created with."""
    properties = {name: dict(_TYPES.get(kind, {"type": kind})) for name, kind in FIELDS[projection].items()}
    return {
        "settings": {
            "index": {
                "number_of_shards": 1,
                "auto_expand_replicas": "0-1",
                "max_result_window": LAST_RESULT + 1,  # one more tells whether a page has a next one
                "analysis": ANALYSIS,
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"otklik": version()},
            "_source": {"excludes": list(UNSHOWN)},
            "properties": properties,
        },
    }


def version() -> str:
    """Names this very set of fields and analysis; an index that was built with another has to be rebuilt."""
    return hashlib.sha256(json.dumps([_SCHEME, FIELDS, ANALYSIS], sort_keys=True).encode()).hexdigest()[:12]


_PLAIN: Mapping[str, type] = {
    "keyword": str, "text": str, "lemmas": str, "forms": str,
    "boolean": bool, "integer": int, "long": int, "float": float,
}  # fmt: skip


def find_fault(projection: Projection, document: Document) -> str:
    """Why the document does not fit the fields; empty where it does. Elasticsearch finds this out by itself."""
    kinds = FIELDS[projection]
    for name, value in document.items():
        kind = kinds.get(name)
        plain = _PLAIN.get(kind or "")
        # Nearly all are of these very types; a bulk of documents has millions of values.
        if type(value) is plain or (type(value) is list and {plain}.issuperset(map(type, value))):
            continue
        if kind is None:
            return f"unknown field [{name}]"
        values = value if isinstance(value, list | tuple) else [value]
        if not all(_fits(kind, one) for one in values):
            return f"field [{name}] of type [{kind}] cannot hold {value!r}"
    return ""


def _fits(kind: str, value: object) -> bool:
    if kind == "date":
        return isinstance(value, str) and _is_moment(value)
    if kind in ("keyword", "text", "lemmas", "forms"):
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("integer", "long"):
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, int | float)


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False
