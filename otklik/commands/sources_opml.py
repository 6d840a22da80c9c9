"""`otklik sources import` and `export`: lists of feeds in OPML."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.outlet_draft import write_toml
from otklik.own_folder import find_own_folder, write_new
from otklik.workplace import open_workplace
from records.errors import InputError, StorageError, UsageError
from texts import _
from texts.system_faults import explain_system_fault


def import_opml(
    file: Annotated[Path, typer.Argument(metavar=_("ФАЙЛ"), help=_("Файл OPML из программы чтения лент."))],
    region: Annotated[
        str | None, typer.Option(metavar=_("КОД"), help=_("Регион лент, у которых он не назван."))
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(metavar=_("ПАПКА"), help=_("Куда писать вместо registry.folder."))
    ] = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    from crawler.opml import parse_opml  # noqa: PLC0415 - lxml loads for few commands
    from otklik.opml_import import plan_import  # noqa: PLC0415

    workplace = open_workplace(config)
    own = find_own_folder(workplace.config, folder)
    if region is not None and region not in workplace.registry.regions:
        raise UsageError(_("--region: кода «{region}» нет. Список: otklik registry regions.", region=region))
    plan = plan_import(parse_opml(_read(file)), workplace.registry, region)
    for draft in plan.drafts:
        write_new(own / draft.path, write_toml(draft).encode())
    if as_json:
        rows = {
            "written": [str(own / draft.path) for draft in plan.drafts],
            "skipped": [{"name": one.name, "url": one.url, "reason": one.reason} for one in plan.skipped],
        }
        print(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False)
    for title in (_("издание"), _("лента"), _("итог")):
        table.add_column(title)
    for draft in plan.drafts:
        for source in draft.sources:
            table.add_row(Text(draft.name), Text(source.url), Text(str(own / draft.path), style="green"))
    for one in plan.skipped:
        table.add_row(Text(one.name), Text(one.url), Text(one.reason))
    console = open_console()
    console.print(table)
    sentence = _(
        "Записано изданий: {written}, пропущено лент: {skipped}.",
        written=len(plan.drafts),
        skipped=len(plan.skipped),
    )
    console.print(Text(sentence))
    if plan.drafts:
        console.print(
            Text(_("Дальше: otklik sources check {ids}", ids=" ".join(draft.id for draft in plan.drafts[:3])))
        )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(
            _("Файл {file} не читается: {reason}.", file=file, reason=explain_system_fault(error))
        ) from error


def export_opml(
    file: Annotated[
        Path | None,
        typer.Argument(metavar=_("ФАЙЛ"), help=_("Куда писать; без него — на стандартный вывод.")),
    ] = None,
    paused: Annotated[bool, typer.Option("--paused", help=_("И приостановленные издания."))] = False,
    config: ConfigFile = None,
) -> None:
    from crawler.opml import write_opml  # noqa: PLC0415 - lxml loads for few commands

    registry = open_workplace(config).registry
    outlets = [outlet for outlet in registry.outlets.values() if paused or outlet.paused is None]
    content = write_opml(outlets, registry.regions, datetime.now(UTC))
    if file is None:
        sys.stdout.buffer.write(content)
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise StorageError(
            _("Файл {file} не удалось записать: {reason}.", file=file, reason=explain_system_fault(error))
        ) from error
