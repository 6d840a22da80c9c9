"""`otklik evaluate`: how much of a labelled file the program finds, and how much of what it finds is right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.config import find_config_file, load_config
from otklik.consoles import open_console
from otklik.workplace import open_registry
from texts import _


def run(
    file: Annotated[
        Path,
        typer.Argument(metavar=_("ФАЙЛ"), help=_("Размеченные тексты, строки JSON (docs/annotation.md).")),
    ],
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    from nlp.annotation import Annotator  # noqa: PLC0415 - the models load for this command alone
    from nlp.evaluation.measure import measure  # noqa: PLC0415
    from otklik.evaluation import annotate_gold, read_gold_file  # noqa: PLC0415
    from otklik.evaluation_table import figures, show_evaluation  # noqa: PLC0415

    gold = list(read_gold_file(file))
    evaluation = measure(annotate_gold(gold, Annotator(open_registry(load_config(find_config_file(config))))))
    if as_json:
        print(json.dumps(figures(evaluation, len(gold)), ensure_ascii=False))
    else:
        show_evaluation(open_console(), evaluation, len(gold))
