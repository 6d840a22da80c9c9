"""`otklik extract`: pages in, articles out as JSON lines; the archive is not touched."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from otklik.commands.options import ConfigFile
from otklik.config import find_config_file, load_config
from otklik.jsonl import answer_lines, write_answers
from otklik.workplace import open_registry
from records.errors import UsageError
from texts import _


def run(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar=_("ФАЙЛ|АДРЕС…"), help=_("Сохранённые страницы или адреса."), show_default=False
        ),
    ] = [],  # noqa: B006 - Typer copies it
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help=_("Читать задания строками JSON со стандартного ввода."))
    ] = False,
    config: ConfigFile = None,
) -> None:
    if jsonl == bool(pages):
        raise UsageError(_("укажите файлы или адреса, либо --jsonl и задания на стандартном вводе."))
    # Scrapy loads for this command alone.
    from crawler.jsonl import OutletFinder, extract_orders, extract_places  # noqa: PLC0415
    from otklik.crawling import crawl_settings  # noqa: PLC0415

    settings = load_config(find_config_file(config))
    finder = OutletFinder(open_registry(settings).outlets.values())
    answers = (
        answer_lines(sys.stdin.buffer, lambda orders: extract_orders(orders, finder))
        if jsonl
        else extract_places(pages, finder, crawl_settings(settings))
    )
    if not write_answers(answers, sys.stdout.buffer):
        raise typer.Exit(1)
