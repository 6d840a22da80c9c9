"""`otklik selection`: which of the members' news is worth the federation's own pages, and why."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from archive.page_files import PageFiles
from otklik.commands.options import AsJson, ConfigFile
from otklik.reporting import (
    As,
    Asked,
    Month,
    OfUnion,
    OutFile,
    Quarter,
    Since,
    Until,
    opened_scope,
    read_asked,
    read_period,
    write_file,
)
from otklik.workplace import end_broken, open_workplace, pages_folder
from reports.scope import Scope
from reports.selection_rule import Chosen
from texts import _

Limit = Annotated[int, typer.Option("--limit", min=1, max=200, help=_("Сколько новостей выбрать."))]


def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    quarter: Quarter = None,
    month: Month = None,
    since: Since = None,
    until: Until = None,
    union: OfUnion = None,
    form: As = None,
    out: OutFile = None,
    limit: Limit = 20,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    span = read_period(quarter, month, since, until)
    workplace = open_workplace(config)
    asked = read_asked(workplace, "selection", span, union, form, out)
    from reports.selection import select_news  # noqa: PLC0415 - loaded for this command alone

    with opened_scope(workplace, asked) as scope:
        chosen = select_news(scope, PageFiles(pages_folder(workplace.config)), limit)
        if as_json:
            found = [dataclasses.asdict(each) for each in chosen]
            print(json.dumps(found, ensure_ascii=False, default=str))
        else:
            write_file(asked.file, _written(scope, chosen, asked))
    end_broken(workplace.registry)


def _written(scope: Scope, chosen: list[Chosen], asked: Asked) -> bytes:
    from reports.selection import lay_out_selection, selection_sheet, selection_title  # noqa: PLC0415

    title = f"{selection_title(scope)}, {asked.span.words}"
    if asked.form == "xlsx":
        from exports.xlsx import write_xlsx  # noqa: PLC0415 - only the format that is wanted loads its library

        return write_xlsx([selection_sheet(scope, chosen)], title)
    from reports.written import write_blocks  # noqa: PLC0415

    return write_blocks(lay_out_selection(scope, chosen), title, asked.form)
