"""`otklik extract`: pages in, articles out as JSON lines; the archive is not touched."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from otklik.commands.options import ConfigFile
from otklik.config import find_config_file, load_config
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
    from crawler.jsonl import extract_lines, extract_places  # noqa: PLC0415 - Scrapy loads for this alone
    from otklik.crawling import crawl_settings  # noqa: PLC0415

    settings = load_config(find_config_file(config))
    outlets = list(open_registry(settings).outlets.values())
    found = (
        extract_lines(sys.stdin, outlets)
        if jsonl
        else extract_places(pages, outlets, crawl_settings(settings))
    )
    failed = False
    for extracted in found:
        print(extracted.line, flush=True)
        failed = failed or extracted.failed
    if failed:
        raise typer.Exit(1)
