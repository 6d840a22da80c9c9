"""Stories: how well and how fast.

    python -m benchmarks.understand_stories --inputs ../shared/inputs [--archived 200000]

Same events on labelled pairs (cross-validated), planted copies through a real archive, articles a second, and the
cost of a batch in archives of three sizes. Speed is processor time, which a busy machine spoils least.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from archive.store import Archive
from benchmarks.planted_copies import Text, plant_copy
from benchmarks.stopwatch import Stopwatch
from benchmarks.story_archive import (
    START,
    Posted,
    count_keys,
    invented,
    make_archive,
    post,
    stream,
    texts_by_key,
)
from nlp.stories import Print, bands, common, is_copy, read_print, signature, terms
from nlp.story_events import is_version
from nlp.training.train_events import (
    Score,
    cross_validate,
    read_pairs,
    score,
    truth,
    two_outlets,
)
from pipelines.stories import place_annotated

_COPIES = 2
_A_DAY = 300
_NEW = 1_000
_ALIKE = (
    0.3  # of the shorter text's triples: such texts of the inputs are copies already, and no originals here
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument(
        "--archived", type=int, default=200_000, help="articles in the larger archive; 0 measures no archive"
    )
    arguments = parser.parse_args()
    folder = arguments.inputs / "texts"
    texts = read_texts(folder)
    same_events(folder / "same_story_pairs.tsv.gz")
    false_events(texts)
    with TemporaryDirectory() as temporary:
        planted_copies(texts, Path(temporary))
        arithmetic(texts)
        if arguments.archived:
            archive_steps(texts, Path(temporary), arguments.archived)


def read_texts(folder: Path) -> list[Text]:
    """One side of each labelled pair and all news of the inputs, none of which repeats another."""
    found = [
        Text(title=pair.titles[0], text=pair.texts[0])
        for pair in read_pairs(folder / "same_story_pairs.tsv.gz")
    ]
    for name in ("other_news", "union_and_labour"):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        found += [Text(title=row["title"] or "", text=row["text"]) for row in rows]
    return _unlike(found)


def _unlike(texts: Sequence[Text]) -> list[Text]:
    kept: list[tuple[Text, Print]] = []
    for text in texts:
        known = read_print(text.title, text.text)
        if all(
            common(known.triples, other.triples) < _ALIKE * min(len(known.triples), len(other.triples))
            for _, other in kept
        ):
            kept.append((text, known))
    return [text for text, _known in kept]


def same_events(path: Path) -> None:
    pairs = read_pairs(path)
    scores = cross_validate(pairs)
    told = np.array([is_version(*pair.prints()) for pair in pairs]) & two_outlets(pairs)
    print(f"same event, {len(pairs)} labelled pairs, {int(truth(pairs).sum())} of them the same")
    _show(
        "  cross-validated, 20 × 10 folds",
        *(np.mean([getattr(one, part) for one in scores]) for part in ("precision", "recall", "f1")),
    )
    inside = score(told, truth(pairs))
    _show("  in sample, the shipped weights", inside.precision, inside.recall, inside.f1)
    copies = [
        is_copy(*pair.prints(), timedelta(0), same_outlet=pair.hosts[0] == pair.hosts[1]) for pair in pairs
    ]
    before = score(np.array(copies), truth(pairs))
    _show("  by copies alone", before.precision, before.recall, before.f1)


def false_events(texts: Sequence[Text]) -> None:
    """Nearly all of these pairs are different events: how many would be merged?"""
    prints = [read_print(text.title, text.text) for text in texts]
    called = sum(is_version(*pair) for pair in combinations(prints, 2))
    count = len(prints) * (len(prints) - 1) // 2
    print(f"  of {count} pairs of texts that are mostly on different events, {called} are called the same")


def planted_copies(texts: Sequence[Text], folder: Path) -> None:
    """Pairs of articles that share a text in truth, and in the archive, placed out of order in several runs."""
    chance = random.Random(7)
    posted = []
    for number, text in enumerate(texts):
        start = START + timedelta(minutes=20 * number)
        posted.append(Posted(key=f"{number}-0", outlet=f"o{number % 9}", when=start, text=text))
        for copy in range(1, _COPIES + 1):
            delay = timedelta(hours=chance.uniform(0.2, 70))
            outlet = f"o{(number + copy) % 9}"
            posted.append(
                Posted(
                    key=f"{number}-{copy}", outlet=outlet, when=start + delay, text=plant_copy(text, chance)
                )
            )
    chance.shuffle(posted)
    archive = make_archive(folder / "planted.db")
    for at in range(0, len(posted), 300):
        post(archive, posted[at : at + 300])
        place_annotated(archive)
    found = texts_by_key(archive)
    archive.close()
    result = _pair_score({key: key.split("-")[0] for key in found}, found)
    print(f"planted copies, {len(texts)} originals with {_COPIES} copies each, through the archive, shuffled")
    _show("  pairs with one text", result.precision, result.recall, result.f1)


def _pair_score(true: dict[str, str], told: dict[str, str]) -> Score:
    right = _pairs(Counter((true[key], told[key]) for key in told))
    return Score(
        precision=right / _pairs(Counter(told.values())), recall=right / _pairs(Counter(true.values()))
    )


def _pairs(groups: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in groups.values())


def arithmetic(texts: Sequence[Text], rounds: int = 3) -> None:
    """Text → print → signature → bands → the earlier ones with a band in common, compared; nothing is stored."""
    some = [Text(title=text.title, text=text.text[:2_500]) for text in texts] * 8
    chars = sum(len(text.text) for text in some) / len(some)
    for name, with_terms in (("signature and bands", False), ("  and the terms of events", True)):
        best = min(_place_in_memory(some, with_terms=with_terms) for _ in range(rounds))
        print(
            f"in memory, {name}: {len(some) / best:.0f} articles a second of processor time "
            f"({chars:.0f} characters each)"
        )


def _place_in_memory(texts: Sequence[Text], *, with_terms: bool) -> float:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    prints: list[Print] = []
    with Stopwatch() as watch:
        for number, text in enumerate(texts):
            known = read_print(text.title, text.text)
            keys = bands(signature(known.triples))
            near = {holders[key][0] for key in keys if holders[key]}
            for other in near:
                is_copy(known, prints[other], timedelta(0), same_outlet=False)
            for key in [*keys, *(terms(known) if with_terms else ())]:
                holders[key].append(number)
            prints.append(known)
    return watch.cpu


def archive_steps(texts: Sequence[Text], folder: Path, archived: int) -> None:
    """The same new articles in a young archive, in a large one, and in a large one that forgot no key yet."""
    print(f"placing {_NEW} new articles on SQLite, {_A_DAY} a day, in batches that are committed")
    window = 20 * _A_DAY
    long_ago = START - timedelta(days=3_650)
    for name, old, live, last_run in (
        ("twenty days alone", 0, window, START),
        (f"{archived} older articles, their keys forgotten", archived, window, START),
        (f"{archived // 10} older articles, no key forgotten", 0, window + archived // 10, long_ago),
    ):
        archive = make_archive(folder / f"{old}-{live}.db", last_run)
        begin = START - timedelta(days=old / _A_DAY + live / _A_DAY)
        post(archive, stream(invented(texts, old, 1), begin, _A_DAY, "old", is_placed=True))
        post(archive, stream(invented(texts, live, 2), START - timedelta(days=live / _A_DAY), _A_DAY, "live"))
        with Stopwatch() as filling:
            place_annotated(archive)
        _place_new(archive, texts, f"{name} ({live / filling.cpu:.0f} a second while it was filled)")
        archive.close()


def _place_new(archive: Archive, texts: Sequence[Text], name: str) -> None:
    post(archive, stream(invented(texts, _NEW, 3), START, _A_DAY, "new"))
    with Stopwatch() as watch:
        place_annotated(archive)
    print(
        f"  {name}: {_NEW / watch.cpu:.0f} articles a second of processor time, "
        f"{_NEW / watch.seconds:.0f} by the clock, {count_keys(archive)} texts with keys"
    )


def _show(name: str, precision: float, recall: float, f1: float) -> None:
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


if __name__ == "__main__":
    main()
