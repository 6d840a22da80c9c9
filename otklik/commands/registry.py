"""`otklik registry`: whom the register knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer
from rich.table import Table

from otklik.clash_table import clash_rows, show_clashes
from otklik.commands.options import AsJson, ConfigFile
from otklik.config import find_config_file, load_config
from otklik.consoles import open_console
from otklik.registry import find_broken
from otklik.workplace import open_registry
from records.errors import ConfigError
from records.registry import Registry
from texts import _
from texts.names import region_name

app = typer.Typer(no_args_is_help=True)


@app.command("list", help=_("Профсоюзы реестра и их коды."))
def show_unions(config: ConfigFile = None, as_json: AsJson = False) -> None:
    unions = sorted(_registry(config).unions.values(), key=lambda union: (union.kind, union.id))
    if as_json:
        print(
            json.dumps(
                [{"id": u.id, "short": u.short, "name": u.name, "kind": u.kind} for u in unions],
                ensure_ascii=False,
            )
        )
        return
    table = Table(box=None, pad_edge=False)
    table.add_column(_("код"), no_wrap=True)
    table.add_column(_("в прессе"))
    table.add_column(_("полное имя"))
    for union in unions:
        if union.kind != "distractor":
            table.add_row(union.id, union.short, union.name)
    open_console().print(table)


@app.command("check", help=_("Имена, общие у нескольких организаций, и ошибки в файлах реестра."))
def check_names(config: ConfigFile = None, as_json: AsJson = False) -> None:
    from nlp.clashes import find_clashes, needs_care  # noqa: PLC0415 - the dictionary loads for this command alone

    settings = load_config(find_config_file(config))
    own = settings.registry.folder
    if broken := find_broken(*([own] if own else [])):
        _end_broken(broken, as_json)
    registry = open_registry(settings)
    clashes = find_clashes(registry)
    if as_json:
        print(json.dumps({"broken": [], "clashes": clash_rows(clashes)}, ensure_ascii=False))
    else:
        show_clashes(open_console(), clashes, registry)
    if any(needs_care(clash, registry.unions) for clash in clashes):
        raise typer.Exit(1)


def _end_broken(sentences: Sequence[str], as_json: bool) -> NoReturn:
    """All broken files, and the exit code of a broken file. Clashes are not looked for: files are missing."""
    if as_json:
        print(json.dumps({"broken": sentences, "clashes": []}, ensure_ascii=False))
    for sentence in sentences:
        print(_("otklik: {sentence}", sentence=sentence), file=sys.stderr)
    raise typer.Exit(ConfigError.exit_code)


@app.command("regions", help=_("Регионы и их коды."))
def show_regions(config: ConfigFile = None, as_json: AsJson = False) -> None:
    regions = _registry(config).regions.values()
    if as_json:
        rows = [{"code": r.code, "name": region_name(r), "timezone": r.timezone} for r in regions]
        print(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False)
    for title in (_("код"), _("регион"), _("часовой пояс")):
        table.add_column(title, no_wrap=True)
    for region in sorted(regions, key=region_name):
        table.add_row(region.code, region_name(region), region.timezone)
    open_console().print(table)


def _registry(config: ConfigFile) -> Registry:
    """The user's register where there is a configuration, else the shipped one: `init` comes after looking."""
    return open_registry(load_config(find_config_file(config)))
