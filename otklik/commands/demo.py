"""`otklik demo`: the whole way on the sample press, no network and no settings needed."""

from __future__ import annotations

import dataclasses
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from otklik.commands.options import AsJson
from otklik.consoles import open_console
from otklik.progress import crawl_progress
from texts import _


def run(
    folder: Annotated[
        Path, typer.Option("--folder", metavar=_("ПАПКА"), help=_("Куда положить учебные данные."))
    ] = Path("sample"),
    once: Annotated[
        bool, typer.Option("--once", help=_("Закончить сразу, не открывая рабочий стол."))
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=_("Порт рабочего стола; 0 — любой свободный."))
    ] = 8321,
    as_json: AsJson = False,
) -> None:
    from otklik.sample import sample_press, serve_sample, show_sample  # noqa: PLC0415 - Scrapy loads for crawling commands alone
    from otklik.sample_page import show_result  # noqa: PLC0415

    with sample_press(datetime.now(UTC)) as press:
        with crawl_progress() as progress:
            result = show_sample(press, folder, progress)
        if as_json:
            print(json.dumps(dataclasses.asdict(result), ensure_ascii=False, default=str))
            return
        show_result(open_console(), result)
        # The links lead to the sample press: it stays on the air while somebody may follow them.
        if not once and sys.stdin.isatty() and sys.stdout.isatty():
            serve_sample(result.config, port)
