"""The language models alone, on the texts that the whole way kept: slovnet as it comes, and all of our pipeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from navec import Navec
from slovnet import NER

from archive.articles import articles_in_state
from archive.store import open_archive
from benchmarks.bench import Bench, Measured, config_file
from benchmarks.stopwatch import Stopwatch
from demo.articles import write_articles
from nlp.annotation import Annotator
from nlp.ner import weights_folder
from otklik.workplace import open_workplace
from records.annotation import Task
from records.article import Article

_FIRST = "Иван Петров работает в Москве, сообщила пресс-служба ФНПР."  # loads what loads with the first text
_ALL = 1_000_000
_MONDAY = date(2026, 11, 16)


def read_stock(bench: Bench) -> Measured:
    """One text at a time, which is faster than slovnet's own batches: it fills them up with padding."""
    return _read_stock(bench, lambda model, texts: [model(text) for text in texts])


def read_stock_in_batches(bench: Bench) -> Measured:
    return _read_stock(bench, lambda model, texts: list(model.map(texts)))


def _read_stock(bench: Bench, read: Any) -> Measured:
    texts = [article.text for article in indexed_articles(bench)]
    with Stopwatch() as setup:
        folder = weights_folder()
        navec = Navec.load(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
        model = NER.load(folder / "model" / "slovnet_ner_news_v1.tar").navec(navec)
        model(_FIRST)
    with Stopwatch() as work:
        found = read(model, texts)
    return Measured(
        stage="",
        articles=len(found),
        seconds=work.seconds,
        cpu=work.cpu,
        setup=setup.seconds,
        facts={"characters": sum(map(len, texts)), "entities": sum(len(one.spans) for one in found)},
    )


def read_ours(bench: Bench) -> Measured:
    """Title and text of each, as the crawl gives them, through all components."""
    return _read_ours(
        bench, [Task(id=each.id, text=each.text, title=each.title) for each in indexed_articles(bench)]
    )


def read_sample_press(bench: Bench) -> Measured:
    """The sample press, where nearly every text names unions: mentions, their tone and holders cost time too."""
    return _read_ours(
        bench,
        [
            Task(id=str(number), text=article.text, title=article.title)
            for number, article in enumerate(write_articles(_MONDAY))
        ],
    )


def _read_ours(bench: Bench, tasks: list[Task]) -> Measured:
    registry = open_workplace(config_file(bench)).registry
    with Stopwatch() as setup:
        annotator = Annotator(registry)
        list(annotator.annotate([Task(id="first", text=_FIRST)]))
    with Stopwatch() as work:
        found = list(annotator.annotate(tasks))
    return Measured(
        stage="",
        articles=len(found),
        seconds=work.seconds,
        cpu=work.cpu,
        setup=setup.seconds,
        facts={
            "characters": sum(len(task.text) for task in tasks),
            "entities": sum(len(one.entities) for one in found),
            "mentions": sum(len(one.unions) for one in found),
        },
    )


def indexed_articles(bench: Bench) -> list[Article]:
    archive = open_archive(bench.archive)
    try:
        with archive.reading() as connection:
            return articles_in_state(connection, "indexed", _ALL)
    finally:
        archive.close()
