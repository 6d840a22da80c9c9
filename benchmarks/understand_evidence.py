"""Whether every tag's evidence contains its mention, and which links the texts about labour get.

    python -m benchmarks.understand_evidence [--inputs DIR] [--links]

Reads the sample press, the marked texts of `corpus/`, and all of `texts/` in the inputs. `--links` prints every link of
`union_and_labour`, many of whose texts are about other countries or a mere house: to be read by a person.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from demo.articles import write_articles
from nlp.annotation import Annotator
from nlp.training.corpus import read_corpus
from otklik.registry import load_registry
from records.annotation import Annotation, Mention, Task

_INPUTS = Path("../shared/inputs")
_CORPUS = Path("corpus")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--links", action="store_true", help="print every link of union_and_labour")
    given = parser.parse_args()
    annotator = Annotator(load_registry())
    wrong = 0
    for name, tasks in _sets(given.inputs):
        found = list(zip(tasks, annotator.annotate(tasks), strict=True))
        wrong += _report(name, found)
        if given.links and name == "union_and_labour":
            print("\n".join(_links(found)))
    sys.exit(1 if wrong else 0)


def _sets(inputs: Path) -> Iterator[tuple[str, list[Task]]]:
    yield "the sample press", list(_sample())
    if _CORPUS.is_dir():
        texts = read_corpus(_CORPUS)
        yield "corpus", [Task(id=t.id, text=t.text, title=t.title, region=t.region) for t in texts]
    folder = inputs / "texts"
    if not folder.is_dir():
        print(f"{folder} is absent: only our own texts are read.")
        return
    for name in ("union_and_labour", "other_news"):
        yield name, list(_json_lines(folder / f"{name}.jsonl.gz"))
    yield "same_story_pairs", list(_pairs(folder / "same_story_pairs.tsv.gz"))


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


def _report(name: str, found: list[tuple[Task, Annotation]]) -> int:
    mentions = [(task, mention) for task, annotation in found for mention in annotation.unions]
    wrong = [(task, mention) for task, mention in mentions if not _contains(task, mention)]
    print(f"{name}: {len(found)} texts, {len(mentions)} mentions, {len(wrong)} without their evidence")
    for task, mention in wrong:
        print(f"    {task.id}: {mention}")
    return len(wrong)


def _contains(task: Task, mention: Mention) -> bool:
    """Is the evidence a span of the text that holds the mention, and more or all of it written there?"""
    length = len(task.title if mention.in_title else task.text)
    return 0 <= mention.evidence[0] <= mention.start < mention.end <= mention.evidence[1] <= length


def _links(found: Iterable[tuple[Task, Annotation]]) -> Iterator[str]:
    for task, annotation in found:
        words = Counter(
            f"{mention.union} «{(task.title if mention.in_title else task.text)[mention.start : mention.end]}»"
            for mention in annotation.unions
        )
        if words:
            named = "; ".join(f"{word} ×{times}" if times > 1 else word for word, times in words.items())
            yield f"    {task.id} {task.title[:60]}: {named}"


if __name__ == "__main__":
    main()
