"""How near the extracted texts come to their references, beside other extractors, in one run.

    python -m benchmarks.collect_text [--inputs DIR] [--peers PYTHON] [--pages]

The pages of 2011 trained the model: for each of them Otklik uses one that has seen no page of its publisher. The
modern pages, of our own writing, and the one of 2025 trained nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.text_pages import TextPage, kommersant, modern, russian
from crawler.article_model import ArticleModel
from crawler.body import find_text, line_keys
from crawler.line_features import line_key
from crawler.metadata import find_json_ld, read_meta
from crawler.pages import find_title, parse_html
from crawler.recurring import SeenPage, recurring_lines
from crawler.training.labelled_pages import read_pages
from crawler.training.scores import token_scores
from crawler.training.train_article import cross_validated

_INPUTS = Path("../shared/inputs")
_PEERS = Path(".venv-peers/bin/python")
_SCRIPT = Path(__file__).with_name("peer_texts.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """The texts in the order of the pages, and the processor's time in milliseconds a page."""

    name: str
    texts: list[str]
    milliseconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--inputs", type=Path, default=_INPUTS, metavar="DIR")
    parser.add_argument("--peers", type=Path, default=_PEERS, metavar="PYTHON")
    parser.add_argument("--pages", action="store_true", help="list ours page by page, the worst first")
    arguments = parser.parse_args()
    if not arguments.peers.exists():
        print(f"{arguments.peers} is absent: no peer was measured (`make bench-collect` installs them).")
    sets: list[tuple[str, list[TextPage], Mapping[str, ArticleModel]]] = [
        ("modern, of our own writing", modern(), {})
    ]
    if (arguments.inputs / "pages").is_dir():
        models = models_of(arguments.inputs)
        pages = [page for page in russian(arguments.inputs) if page.id in models]
        sets = [
            ("russian_2011", pages, models),
            *sets,
            ("kommersant_2025", kommersant(arguments.inputs), {}),
        ]
    else:
        print(f"{arguments.inputs / 'pages'} is absent: only the modern pages were measured.")
    for title, pages, models in sets:
        found = [*ours(pages, models), *(peers(arguments.peers, pages) if arguments.peers.exists() else ())]
        print("\n".join(table(title, pages, found)))
        if arguments.pages:
            print("\n".join(worst(pages, found[0])))


def models_of(inputs: Path) -> dict[str, ArticleModel]:
    labelled = read_pages(inputs / "pages" / "russian_2011")
    return {page.id: model for page, model in cross_validated(labelled, 0)}


def ours(pages: Sequence[TextPage], models: Mapping[str, ArticleModel]) -> Iterator[Answers]:
    yield _ours("Otklik", pages, models, learn=False)
    if len({page.site for page in pages}) < len(pages):
        yield _ours("Otklik, with the outlet's other pages", pages, models, learn=True)


def _ours(
    name: str, pages: Sequence[TextPage], models: Mapping[str, ArticleModel], *, learn: bool
) -> Answers:
    seen = [_seen(page) for page in pages] if learn else []
    read_one(pages[0], models, ())
    started = time.process_time()
    texts = [read_one(page, models, [one for other, one in zip(pages, seen, strict=False) if other.site == page.site])
             for page in pages]  # fmt: skip
    return Answers(name=name, texts=texts, milliseconds=(time.process_time() - started) * 1000 / len(pages))


def read_one(page: TextPage, models: Mapping[str, ArticleModel], seen: Sequence[SeenPage]) -> str:
    """From the decoded page, as the peers."""
    tree = parse_html(page.text.encode(), "text/html; charset=utf-8")
    if tree is None:
        return ""
    title = find_title(tree, (), find_json_ld(tree), read_meta(tree))
    recurring = recurring_lines(seen, line_key(title)) if seen else ()
    return find_text(tree, (), title, recurring, models.get(page.id))


def _seen(page: TextPage) -> SeenPage:
    tree = parse_html(page.text.encode(), "text/html; charset=utf-8")
    assert tree is not None
    title = find_title(tree, (), find_json_ld(tree), read_meta(tree))
    return SeenPage(headline=line_key(title), lines=line_keys(tree))


def peers(python: Path, pages: Sequence[TextPage]) -> Iterator[Answers]:
    orders = "\n".join(b64encode(page.text.encode()).decode() for page in pages)
    done = subprocess.run(
        [str(python), str(_SCRIPT)], input=orders, capture_output=True, text=True, check=True
    )
    for line in done.stdout.splitlines():
        yield Answers(**json.loads(line))


def table(title: str, pages: Sequence[TextPage], found: Sequence[Answers]) -> Iterator[str]:
    yield f"\n{title}: {len(pages)} pages of {len({page.site for page in pages})} hosts"
    yield f"{'':<40}{'F1':>7}{'precision':>11}{'recall':>8}{'ms a page':>11}"
    for answers in found:
        scores = [token_scores(text, page.reference) for text, page in zip(answers.texts, pages, strict=True)]
        f1, precision, recall = (mean(each) for each in zip(*scores, strict=True))
        yield f"{answers.name:<40}{f1:>7.3f}{precision:>11.3f}{recall:>8.3f}{answers.milliseconds:>11.1f}"


def worst(pages: Sequence[TextPage], answers: Answers) -> Iterator[str]:
    scores = [token_scores(text, page.reference)[0] for text, page in zip(answers.texts, pages, strict=True)]
    for score, page in sorted(zip(scores, (page.id for page in pages), strict=True)):
        yield f"    {score:.2f} {page}"


if __name__ == "__main__":
    main()
