"""Persons, places and organizations: how well and how fast, beside stock slovnet, in one run on one thread.

    python -m benchmarks.understand_entities [--inputs DIR] [--rounds N]

Gold rule: exact spans of names on the factRuEval devset, LocOrg as LOC (nlp/training/factrueval.py). What the second
reading is worth is told by models that have not seen the texts they are measured on: ten folds by text.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.entity_readers import READERS, Read, load_reader, peak_mib
from benchmarks.news_texts import DEVSET, read_texts
from benchmarks.stopwatch import Stopwatch
from nlp.training.factrueval import Score, Span, read_devset, score_spans
from nlp.training.ner_examples import read_examples
from nlp.training.train_ner import cross_validated

_INPUTS = Path("../shared/inputs")
_FOLDS_SHUFFLED = 1  # not the order by which anything was chosen
_STOCK, _BY_TEXT, _EXACT, _OURS, *_REST = READERS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=2, help="of each reader, the best counts")
    arguments = parser.parse_args()
    folder = arguments.inputs / "texts"
    if not folder.is_dir():
        print(f"{folder} is absent: entities were not measured.")
        return
    print("\n".join(quality(folder / DEVSET)))
    print("\n".join(speed(read_texts(folder), arguments.rounds)))


def quality(devset: Path) -> list[str]:
    gold = read_devset(devset)
    texts = [text.text for text in gold]
    found: dict[str, Sequence[Sequence[Span]]] = {
        "slovnet": load_reader(_BY_TEXT)(texts),
        "Otklik, texts held out": cross_validated(read_examples(devset), _FOLDS_SHUFFLED),
        "Otklik as shipped, trained on them": load_reader(_OURS)(texts),
    }
    title = f"{len(gold)} texts of the factRuEval devset"
    lines = [f"{title:<40}" + "".join(f"{label:>6}   P     R     F1" for label in ("PER", "LOC", "ORG"))]
    return lines + [_quality_line(name, score_spans(gold, spans)) for name, spans in found.items()]


def _quality_line(name: str, scores: Mapping[str, Score]) -> str:
    return f"{name:<40}" + "   ".join(
        f"   {one.precision:.3f} {one.recall:.3f} {one.f1:.3f}" for one in scores.values()
    )


def speed(collections: Mapping[str, Sequence[str]], rounds: int) -> list[str]:
    texts = [text for each in collections.values() for text in each]
    readers = {name: load_reader(name) for name in READERS}
    found: dict[str, list[list[Span]]] = {}
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _round in range(rounds):
        for name, read in readers.items():
            found[name], seconds = _timed(read, texts)
            times[name].append(seconds)
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), max_tasks_per_child=1) as one:
        peaks = {name: one.submit(peak_mib, name, texts).result() for name in readers}
    return [*_speed_lines(texts, times, peaks), *_differences(collections, found)]


def _timed(read: Read, texts: Sequence[str]) -> tuple[list[list[Span]], float]:
    with Stopwatch() as work:
        found = read(texts)
    return found, work.cpu


def _speed_lines(
    texts: Sequence[str], times: Mapping[str, Sequence[float]], peaks: Mapping[str, float]
) -> list[str]:
    size = sum(map(len, texts))
    lines = [
        f"\n{len(texts)} texts, {size} characters; the processor's time, one thread, the first round and the best",
        f"{'':<40}{'first, s':>10}{'best, s':>10}{'texts/s':>10}{'of default':>12}{'of by text':>12}{'peak MiB':>10}",
    ]
    for name, seconds in times.items():
        best = min(seconds)
        lines.append(
            f"{name:<40}{seconds[0]:>10.2f}{best:>10.2f}{len(texts) / best:>10.0f}"
            f"{min(times[_STOCK]) / best:>11.1f}×{min(times[_BY_TEXT]) / best:>11.1f}×{peaks[name]:>10.0f}"
        )
    return lines


def _differences(
    collections: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[Sequence[Span]]]
) -> list[str]:
    """Between slovnet text by text and our reading by its weights alone."""
    lines = ["\nentities of slovnet's weights: slovnet's own, and how many of ours differ"]
    at = 0
    for name, texts in collections.items():
        pairs = zip(found[_BY_TEXT][at : at + len(texts)], found[_EXACT][at : at + len(texts)], strict=True)
        counts = [(len(stock), len({*stock} ^ {*exact})) for stock, exact in pairs]
        lines.append(f"{name:<40}{sum(own for own, _ in counts):>10}{sum(off for _, off in counts):>10}")
        at += len(texts)
    return lines


if __name__ == "__main__":
    main()
