"""Checks the marked texts of `corpus/`, counts what they hold, or turns them into a gold file.

python -m benchmarks.corpus corpus/train           # faults, and what is in it
python -m benchmarks.corpus --gold corpus/test     # one JSON object a text, as `otklik evaluate` reads it
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nlp.training.corpus import LabelledText, MarkupError, read_corpus
from otklik.registry import load_registry
from records.registry import Registry


def find_faults(found: Sequence[LabelledText], registry: Registry) -> Iterator[str]:
    """What the register does not have, and what is there twice."""
    yield from (
        f"the id {name} is there {n} times" for name, n in Counter(t.id for t in found).items() if n > 1
    )
    for text in found:
        named = {name for label in text.unions for name in (label.union, label.industry) if name}
        named |= {person.union for person in text.people if person.union and person.union != "?"}
        for name in sorted((named | set(text.main)) - registry.unions.keys()):
            yield f"{text.file}, {text.id}: no union has the id {name}"
        for topic in sorted(set(text.topics) - registry.topics.keys()):
            yield f"{text.file}, {text.id}: no topic has the id {topic}"
        for person in text.people:
            if person.role and person.role.lower() not in text.text.lower():
                yield f"{text.file}, {text.id}: the text has no position «{person.role}»"


def count_labels(found: Sequence[LabelledText]) -> Iterator[str]:
    """What the texts hold, a line each."""
    labels = [label for text in found for label in text.unions]
    named = [label for label in labels if label.union and not label.described]
    tones = Counter(label.tone for label in named)
    unions = len({label.union for label in named})
    yield f"{len(found)} texts, {sum(len(text.text.split()) for text in found)} words"
    yield f"{len(named)} named mentions of {unions} unions: {tones[1]} good, {tones[0]} neutral, {tones[-1]} bad"
    unknown = sum(label.union is None for label in labels)
    yield f"{sum(label.described for label in labels)} described, {unknown} of unknown organizations"
    yield f"{sum(len(text.people) for text in found)} mentions of persons"
    yield f"holders: {dict(Counter(label.holder for label in named))}"
    yield f"kinds: {dict(Counter(text.kind for text in found))}"


def gold_line(text: LabelledText) -> dict[str, Any]:
    """What `otklik annotate` reads of a text, and what it should answer. Described mentions are `optional`."""
    return {
        "id": text.id,
        "title": text.title,
        "text": text.text,
        "region": text.region,
        "published": text.date.isoformat(),
        "unions": [
            {
                "start": label.start,
                "end": label.end,
                "union": label.union,
                "tone": label.tone,
                "holder": label.holder,
                "speech": label.speech,
                "role": "main" if label.union in text.main else "episodic",
                **({"optional": True} if label.described else {}),
            }
            for label in text.unions
            if label.union
        ],
        "unknown_unions": [
            {"start": label.start, "end": label.end, "union": label.industry}
            for label in text.unions
            if not label.union
        ],
        "people": [
            {"start": p.start, "end": p.end, "name": p.name, "role": p.role, "union": p.union}
            for p in text.people
        ],
        "topics": sorted(text.topics),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("places", nargs="+", type=Path)
    parser.add_argument("--gold", action="store_true", help="print JSON lines")
    given = parser.parse_args()
    try:
        found = [text for place in given.places for text in read_corpus(place)]
    except MarkupError as fault:
        sys.exit(str(fault))
    if given.gold:
        print("\n".join(json.dumps(gold_line(text), ensure_ascii=False) for text in found))
        return
    faults = list(find_faults(found, load_registry()))
    print("\n".join([*faults, *count_labels(found)]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
