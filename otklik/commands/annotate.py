"""`otklik annotate`: texts on standard input, what they say of unions on standard output; or the archive, again."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.config import find_config_file, load_config
from otklik.jsonl import answer_lines, write_answers
from otklik.workplace import end_broken, open_registry, open_workplace
from records.errors import UnavailableError
from records.runs import AgainReport
from texts import _

_AT_A_TIME = 32  # texts; the models are faster in batches


def run(
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help=_("Разобрать заново статьи архива, которые разбирала прежняя версия программы или реестра."),
        ),
    ] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    if again:
        _annotate_archive(config, as_json)
    else:
        _annotate_lines(config)


def _annotate_lines(config: Path | None) -> None:
    from nlp.annotation import Annotator  # noqa: PLC0415 - the models load for this command alone
    from nlp.jsonl import annotate_orders  # noqa: PLC0415

    annotator = Annotator(open_registry(load_config(find_config_file(config))))
    answers = answer_lines(
        sys.stdin.buffer, lambda orders: annotate_orders(orders, annotator), at_a_time=_AT_A_TIME
    )
    if not write_answers(answers, sys.stdout.buffer):
        raise typer.Exit(1)


def _annotate_archive(config: Path | None, as_json: bool) -> None:
    from otklik.crawling import annotate_again  # noqa: PLC0415 - it loads Scrapy and the models
    from otklik.locks import crawl_lock  # noqa: PLC0415
    from otklik.progress import crawl_progress  # noqa: PLC0415

    workplace = open_workplace(config)
    with crawl_lock(workplace.config.data), crawl_progress() as progress:
        report = annotate_again(workplace, progress)
    if as_json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False))
    else:
        _show(report)
    if report.index_error:
        raise UnavailableError(
            _(
                "{error} Разобранное сохранено: в указатель его отправит следующий обход.",
                error=report.index_error,
            )
        )
    end_broken(workplace.registry)


def _show(report: AgainReport) -> None:
    print(_("Разобрано заново статей: {number}.", number=report.annotated))
    for line in report.failed:
        print(_("Осталась с прежним разбором: {line}", line=line), file=sys.stderr)
