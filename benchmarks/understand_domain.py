"""What `otklik evaluate` finds on the test half of `corpus/`, beside the goals that were set before it was written.

    python -m benchmarks.understand_domain [--gold DIR] [--train DIR]

Nobody who mends the program reads these texts; the figures are totals. Beside the tone stands what a bag of words,
trained on the other half, makes of the same mentions: a half that it could solve would measure nothing.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from benchmarks.bag_of_words import bag_of_words, surest
from benchmarks.corpus import gold_line
from nlp.annotation import Annotator
from nlp.evaluation.gold import read_gold
from nlp.evaluation.measure import TONES, Evaluation, add_up, measure
from nlp.tone_model import load_tone_model
from nlp.training.corpus import read_corpus
from nlp.training.tone_examples import labels_of, read_domain
from nlp.training.tone_scores import macro
from otklik.evaluation import annotate_gold
from otklik.evaluation_table import show_evaluation
from otklik.registry import load_registry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--gold", type=Path, default=Path("corpus/test"), metavar="DIR")
    parser.add_argument("--train", type=Path, default=Path("corpus/train"), metavar="DIR")
    given = parser.parse_args()
    lines = [read_gold(gold_line(text)) for text in read_corpus(given.gold)]
    evaluation = measure(annotate_gold(lines, Annotator(load_registry())))
    show_evaluation(Console(width=120, highlight=False), evaluation, len(lines))
    print()
    for name, figure, goal in goals(evaluation):
        print(f"{name:<52}{figure:>7.3f}  goal {goal:.2f}  {'reached' if figure >= goal else 'MISSED'}")
    if given.train.is_dir():
        _show_baseline(given.train, given.gold, _covered(evaluation))


def _show_baseline(train: Path, gold: Path, covered: float) -> None:
    """Both are given the right mentions, and neither abstains but in the second line, where each takes its surest."""
    examples = read_domain(gold)
    labels = labels_of(examples)
    words = bag_of_words(read_domain(train), examples)
    judge = load_tone_model("union").chances([one.asked for one in examples])
    print(
        f"tone of {len(labels)} labelled mentions, descriptions with them, macro F1{'a bag of words':>24}{'judge':>9}"
    )
    for name, share in (("all", 1.0), (f"the surest {covered:.0%} of each", covered)):
        figures = [
            macro(told[sure], labels[sure]) for told in (words, judge) for sure in [surest(told, share)]
        ]
        print(f"  {name:<64}{figures[0]:>13.3f}{figures[1]:>9.3f}")


def _covered(evaluation: Evaluation) -> float:
    return evaluation.sure_tones.total / max(evaluation.tones.total, 1)


def goals(evaluation: Evaluation) -> list[tuple[str, float, float]]:
    """Name, what was measured, what was wanted."""
    links, positions = add_up(evaluation.links), add_up(evaluation.positions)
    return [
        ("links, precision", links.precision or 0.0, 0.97),
        ("links, recall", links.recall or 0.0, 0.97),
        ("positions of people, F1", positions.f1 or 0.0, 0.90),
        (
            f"tone where sure ({_covered(evaluation):.0%} covered), macro F1",
            evaluation.sure_tones.macro_f1(TONES) or 0.0,
            0.80,
        ),
        ("tone of all, macro F1", evaluation.tones.macro_f1(TONES) or 0.0, 0.80),
    ]


if __name__ == "__main__":
    main()
