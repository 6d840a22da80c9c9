"""`otklik annotate`: texts on standard input, what they say of unions on standard output."""

from __future__ import annotations

import sys

import typer

from otklik.commands.options import ConfigFile
from otklik.config import find_config_file, load_config
from otklik.jsonl import answer_lines, write_answers
from otklik.workplace import open_registry

_AT_A_TIME = 32  # texts; the models are faster in batches


def run(config: ConfigFile = None) -> None:
    from nlp.annotation import Annotator  # noqa: PLC0415 - the models load for this command alone
    from nlp.jsonl import annotate_orders  # noqa: PLC0415

    annotator = Annotator(open_registry(load_config(find_config_file(config))))
    answers = answer_lines(
        sys.stdin.buffer, lambda orders: annotate_orders(orders, annotator), at_a_time=_AT_A_TIME
    )
    if not write_answers(answers, sys.stdout.buffer):
        raise typer.Exit(1)
