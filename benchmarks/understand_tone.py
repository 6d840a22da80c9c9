"""Tone toward a target: on RuSentNE, on labelled texts of our own beside a bag of words, and how fast.

    python -m benchmarks.understand_tone [--inputs DIR] [--gold DIR] [--train DIR] [--quick]

On RuSentNE models are trained here and now, in five folds, no sentence on both sides; `--quick` leaves the nets out.
On the gold texts the shipped model is asked, given the right mentions; the bag of words learns from the train half.
Needs scikit-learn, jax and optax.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.bag_of_words import bag_of_words
from nlp.tone_asking import ask_unions
from nlp.tone_model import load_tone_model
from nlp.tone_view import Named
from nlp.training.corpus import read_corpus
from nlp.training.tone_examples import bare_pipeline, labels_of, read_domain, read_rusentne
from nlp.training.tone_scores import Told, calibration_error, f1_scores, leant, macro
from nlp.training.train_tone import Lesson, cross_validate

_INPUTS = Path("../shared/inputs")
_GOALS = {"rusentne": 0.48, "speed": 500, "domain": 0.80}
_ROUNDS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--gold", type=Path, default=Path("corpus/test"), metavar="DIR")
    parser.add_argument("--train", type=Path, default=Path("corpus/train"), metavar="DIR")
    parser.add_argument(
        "--quick", action="store_true", help="no nets on RuSentNE: minutes less, and some points"
    )
    given = parser.parse_args()
    threadpool_limits(limits=1, user_api="blas")
    _measure_speed(given.train)
    _measure_domain(given.train, given.gold)
    file = given.inputs / "texts" / "rusentne_train.csv.gz"
    if file.is_file():
        _measure_rusentne(file, nets=0 if given.quick else 2)
    else:
        print(f"{file} is absent: RuSentNE is left out.")


def _measure_rusentne(file: Path, *, nets: int) -> None:
    examples = read_rusentne(file)
    told, folds = cross_validate(Lesson(name="target", examples=examples, nets=nets))
    labels = labels_of(examples)
    score = float(f1_scores(leant(told, labels, folds), labels)[[0, 2]].mean())
    _goal(f"RuSentNE, {nets} nets: macro F1(pos, neg)", score, _GOALS["rusentne"])


def _measure_speed(place: Path) -> None:
    """From tagged documents to chances: views, parses, features and all models, processor time of one thread."""
    texts = read_corpus(place)
    docs = list(bare_pipeline().pipe(text.text for text in texts))
    named = [[Named(span=(one.start, one.end), key=str(one.union)) for one in text.unions] for text in texts]
    model = load_tone_model("union")
    best = 0.0
    for _round in range(_ROUNDS):
        started, asked = time.process_time(), 0
        for doc, mentions in zip(docs, named, strict=True):
            questions = [one for one in ask_unions(doc, mentions) if one is not None]
            asked += len(model.chances(questions))
        best = max(best, asked / (time.process_time() - started))
    _goal("mentions a second after tagging", best, _GOALS["speed"])


def _measure_domain(train: Path, gold: Path) -> None:
    examples = read_domain(gold)
    labels = labels_of(examples)
    model = load_tone_model("union")
    chances = model.chances([one.asked for one in examples])
    sure = chances.max(axis=1) >= model.threshold
    told = chances.argmax(axis=1)
    words = bag_of_words(read_domain(train), examples).argmax(axis=1)
    print(f"{len(labels)} labelled mentions in {gold}")
    print(f"  a bag of words, all mentions: macro F1 {f1_scores(words, labels).mean():.3f}")
    print(f"  the same where the judge is sure: {f1_scores(words[sure], labels[sure]).mean():.3f}")
    _goal("  the judge, all mentions: macro F1", macro(chances, labels), _GOALS["domain"])
    _goal(
        f"  where it is sure ({sure.mean():.0%} covered)",
        macro(chances[sure], labels[sure]),
        _GOALS["domain"],
    )
    print(f"  calibration error {calibration_error(chances, labels):.3f}")
    _show("all", told, labels)
    _show("sure", told[sure], labels[sure])


def _show(name: str, told: Told, labels: Told) -> None:
    confusion = np.array(
        [[((labels == true) & (told == one)).sum() for one in range(3)] for true in range(3)]
    )
    hits = confusion.diagonal()
    precision, recall = hits / np.maximum(confusion.sum(0), 1), hits / np.maximum(confusion.sum(1), 1)
    print(f"  {name}: label (rows) told as −1, 0, +1; precision and recall")
    for sign, row, right, found in zip("−0+", confusion, precision, recall, strict=True):
        print(f"    {sign}  {row[0]:>4} {row[1]:>4} {row[2]:>4}   P {right:.3f}  R {found:.3f}")


def _goal(name: str, figure: float, goal: float) -> None:
    print(f"{name:<52}{figure:>9.3f}  goal {goal}  {'reached' if figure >= goal else 'MISSED'}", flush=True)


if __name__ == "__main__":
    main()
