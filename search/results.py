"""Makes the answer's records from the documents that an engine found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from records.annotation import Tone
from records.search import Document, Evidence, Hit
from search.highlights import find_fragment, highlight
from search.terms import Beginning, Term


def build_hit(
    article: Document, score: float, mentions: Iterable[Document], terms: Sequence[Term | Beginning]
) -> Hit:
    fragment, highlights = find_fragment(article["text"], terms)
    return Hit(
        id=article["id"],
        title=article["title"],
        url=article["url"],
        outlet=article["outlet"],
        region=article.get("region", ""),
        published=datetime.fromisoformat(article["@timestamp"]),
        has_time=article["has_time"],
        tones=_read_tones(article["overall_tones"]),
        is_reprint=article["is_reprint"],
        fragment=fragment,
        highlights=highlights,
        evidence=tuple(_build_evidence(mention, terms) for mention in mentions),
        score=score,
    )


def _build_evidence(mention: Document, terms: Sequence[Term | Beginning]) -> Evidence:
    """Without words to find, the name that was found is what to look at."""
    name = (mention["mention_start"], mention["mention_end"])
    return Evidence(
        union=mention["union"],
        tone=mention["tone"],
        sentence=mention["sentence"],
        highlights=highlight(mention["sentence"], terms) if terms else (name,),
    )


def _read_tones(keys: Iterable[str]) -> Mapping[str, Tone]:
    pairs: Iterable[Any] = (key.rpartition(":") for key in keys)
    tones: dict[int, Tone] = {-1: -1, 0: 0, 1: 1}
    return {union: tones[int(tone)] for union, _, tone in pairs}


def group_mentions(mentions: Iterable[Document]) -> Mapping[str, Sequence[Document]]:
    """By article, each article's in the order of its text."""
    groups: dict[str, list[Document]] = {}
    for mention in sorted(mentions, key=lambda one: int(one["place"])):
        groups.setdefault(mention["article_id"], []).append(mention)
    return groups
