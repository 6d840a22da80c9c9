"""Whether every tag's evidence contains its mention, and which links the texts of the inputs get.

    python -m benchmarks.understand_evidence [--inputs DIR]

Reads the sample press, the marked texts of `corpus/`, and all of `texts/` in the inputs. A union's mention lies inside
its evidence sentence; what showed a topic or a campaign, names, persons and quotes are spans of the text. Every link of
the inputs is printed, to be judged by a person: many texts of `union_and_labour` are about other countries or a house.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.news_texts import DEVSET
from demo.articles import write_articles
from nlp.annotation import Annotator
from nlp.training.corpus import read_corpus
from nlp.training.factrueval import read_devset
from otklik.registry import load_registry
from records.annotation import (
    Annotation,
    CampaignMention,
    Entity,
    Mention,
    Person,
    Quote,
    Task,
    TopicEvidence,
    UnknownUnion,
)

_INPUTS = Path("../shared/inputs")
_CORPUS = Path("corpus")
_OWN = ("the sample press", "corpus")
Span = Entity | UnknownUnion | Person | Quote | TopicEvidence | CampaignMention
Found = Sequence[tuple[Task, Annotation]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    given = parser.parse_args()
    annotator = Annotator(load_registry())
    faults = 0
    for name, tasks in [*_own(), *_foreign(given.inputs)]:
        found = list(zip(tasks, annotator.annotate(tasks), strict=True))
        faults += _report(name, found)
        if name not in _OWN:
            _print_links(found)
    print(f"in all: {faults} faults")
    sys.exit(1 if faults else 0)


def _own() -> Iterator[tuple[str, list[Task]]]:
    yield _OWN[0], list(_sample())
    if _CORPUS.is_dir():
        texts = read_corpus(_CORPUS)
        yield _OWN[1], [Task(id=t.id, text=t.text, title=t.title, region=t.region) for t in texts]


def _foreign(inputs: Path) -> Iterator[tuple[str, list[Task]]]:
    folder = inputs / "texts"
    if not folder.is_dir():
        print(f"{folder} is absent: only our own texts are read.")
        return
    for name in ("union_and_labour", "other_news"):
        yield name, list(_json_lines(folder / f"{name}.jsonl.gz"))
    yield "same_story_pairs", list(_pairs(folder / "same_story_pairs.tsv.gz"))
    yield "factRuEval devset", [Task(id=t.id, text=t.text) for t in read_devset(folder / DEVSET)]
    yield "RuSentNE", list(_sentences(folder / "rusentne_train.csv.gz"))


def _sample() -> Iterator[Task]:
    today = datetime.now(UTC).date()
    for article in write_articles(today, today):
        yield Task(id=article.id, text="\n".join(article.paragraphs), title=article.title)


def _json_lines(file: Path) -> Iterator[Task]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            read = json.loads(line)
            yield Task(
                id=f"{number}", text=read["text"], title=read.get("title") or "", url=read.get("url") or ""
            )


def _pairs(file: Path) -> Iterator[Task]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            for side in ("first", "second"):
                yield Task(
                    id=f"{number}-{side}", text=row[f"INPUT:{side}_text"], title=row[f"INPUT:{side}_title"]
                )


def _sentences(file: Path) -> Iterator[Task]:
    """Each sentence once, with the spans that a tone is asked for."""
    targets: dict[str, list[tuple[int, int]]] = {}
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            span = int(row["entity_pos_start_rel"]), int(row["entity_pos_end_rel"])
            targets.setdefault(row["sentence"], []).append(span)
    for number, (sentence, spans) in enumerate(targets.items()):
        yield Task(id=f"{number}", text=sentence, targets=tuple(spans))


def _report(name: str, found: Found) -> int:
    mentions = sum(len(annotation.unions) for _task, annotation in found)
    tags = sum(len(list(_spans(annotation))) for _task, annotation in found)
    faults = [f"{task.id}: {fault}" for task, annotation in found for fault in _faults(task, annotation)]
    print(
        f"{name}: {len(found)} texts, {mentions} mentions, {tags} other spans, {len(faults)} faults",
        flush=True,
    )
    for fault in faults:
        print(f"    {fault}")
    return len(faults)


def _faults(task: Task, annotation: Annotation) -> Iterator[Mention | Span]:
    yield from (mention for mention in annotation.unions if not _is_evident(task, mention))
    for span in _spans(annotation):
        if not 0 <= span.start < span.end <= len(_where(task, span)):
            yield span


def _is_evident(task: Task, mention: Mention) -> bool:
    """Is the evidence a span of the text that holds the mention?"""
    first, last = mention.evidence
    return 0 <= first <= mention.start < mention.end <= last <= len(_where(task, mention))


def _spans(annotation: Annotation) -> Iterator[Span]:
    yield from annotation.entities
    yield from annotation.unknown_unions
    yield from annotation.people
    yield from annotation.quotes
    yield from annotation.topic_evidence
    yield from annotation.campaigns


def _where(task: Task, tag: Mention | Span) -> str:
    return task.title if getattr(tag, "in_title", False) else task.text


def _print_links(found: Found) -> None:
    for task, annotation in found:
        words = Counter(
            f"{mention.union} «{_where(task, mention)[mention.start : mention.end]}»"
            for mention in annotation.unions
        )
        if words:
            named = "; ".join(f"{word} ×{times}" if times > 1 else word for word, times in words.items())
            print(f"    {task.id} {task.title[:60] or task.text[:60]}: {named}")


if __name__ == "__main__":
    main()
