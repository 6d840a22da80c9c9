"""`otklik annotate`: texts on standard input, what they say of unions on standard output."""

from __future__ import annotations

import sys

import typer

from otklik.commands.options import ConfigFile
from otklik.config import find_config_file, load_config
from otklik.workplace import open_registry


def run(config: ConfigFile = None) -> None:
    from nlp.annotation import Annotator  # noqa: PLC0415 - the models load for this command alone
    from nlp.jsonl import annotate_lines  # noqa: PLC0415

    registry = open_registry(load_config(find_config_file(config)))
    whole = True
    for line, readable in annotate_lines(sys.stdin.buffer, Annotator(registry)):
        print(line, flush=True)
        whole = whole and readable
    if not whole:
        raise typer.Exit(1)
