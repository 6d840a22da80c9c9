"""`otklik run`: the whole line of cron."""

from __future__ import annotations

import json
import sys

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.service.open_log import open_log
from otklik.service.run import carry_out
from otklik.service_words import report_lines
from otklik.workplace import open_workplace
from records.service import plain
from texts import _


def run(config: ConfigFile = None, as_json: AsJson = False) -> None:
    workplace = open_workplace(config)
    report = carry_out(workplace, open_log(workplace.config))
    if as_json:
        print(json.dumps(plain(report), ensure_ascii=False))
    else:
        console = open_console()
        for line in report_lines(report):
            console.print(line, markup=False)
    for problem in report.problems:
        print(_("otklik: {sentence}", sentence=problem), file=sys.stderr)
    if report.exit_code:
        raise typer.Exit(report.exit_code)
