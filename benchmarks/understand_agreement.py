"""How far two people who label by docs/annotation.md agree; `corpus/second` was labelled blind, from that page alone.

python -m benchmarks.understand_agreement [--first corpus/test] [--second corpus/second]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

from nlp.training.corpus import LabelledUnion, read_corpus

Pair = tuple[LabelledUnion, LabelledUnion]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--first", type=Path, default=Path("corpus/test"), metavar="DIR")
    parser.add_argument("--second", type=Path, default=Path("corpus/second"), metavar="DIR")
    given = parser.parse_args()
    pairs = find_pairs(given.first, given.second)
    print(f"{len(pairs)} mentions labelled twice")
    print(_line("tone, three classes", pairs, lambda label: label.tone))
    print(_line("holder", pairs, lambda label: label.holder))
    opposite = sum(one.tone * other.tone < 0 for one, other in pairs)
    print(f"opposite tones: {opposite} of {len(pairs)}")


def find_pairs(first: Path, second: Path) -> list[Pair]:
    """The named mentions that both have, by text and place."""
    wanted = {
        (text.id, label.start, label.end): label
        for text in read_corpus(first)
        for label in text.unions
        if label.union and not label.described
    }
    return [
        (wanted[text.id, label.start, label.end], label)
        for text in read_corpus(second)
        for label in text.unions
        if (text.id, label.start, label.end) in wanted
    ]


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Cohen's: agreement beyond what the two distributions alone would give."""
    total = len(pairs)
    agreed = sum(one == other for one, other in pairs) / total
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(firsts[label] * seconds[label] for label in firsts) / total**2
    return (agreed - chance) / (1 - chance)


def _line(name: str, pairs: Sequence[Pair], value: Callable[[LabelledUnion], Hashable]) -> str:
    values = [(value(one), value(other)) for one, other in pairs]
    agreed = sum(one == other for one, other in values) / len(values)
    return f"{name}: agreement {agreed:.3f}, kappa {kappa(values):.3f}"


if __name__ == "__main__":
    main()
