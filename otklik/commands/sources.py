"""`otklik sources`: the outlets, and how reading them goes."""

from __future__ import annotations

import json
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from archive.health import source_health
from otklik.commands import sources_add, sources_check, sources_opml, sources_page
from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.outlet_table import listed_rows, outlet_rows, show_outlets
from otklik.workplace import open_workplace
from records.errors import UsageError
from texts import _

app = typer.Typer(no_args_is_help=True)
app.command("add", help=_("Найти ленты сайта и записать черновик издания."))(sources_add.run)
app.command("check", help=_("Спросить источники сейчас и сказать, что не так и что делать."))(
    sources_check.run
)
app.command("page", help=_("Показать сохранённую копию страницы статьи."))(sources_page.run)
app.command("import", help=_("Взять ленты из файла OPML."))(sources_opml.import_opml)
app.command("export", help=_("Отдать ленты файлом OPML."))(sources_opml.export_opml)


@app.command("list", help=_("Издания реестра: когда читали, что не читается, с каких пор и что делать."))
def show_sources(
    region: Annotated[
        str | None, typer.Option(metavar=_("КОД"), help=_("Только издания этого региона."))
    ] = None,
    failing: Annotated[bool, typer.Option("--failing", help=_("Только те, что не читаются."))] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    workplace = open_workplace(config)
    if region is not None and region not in workplace.registry.regions:
        raise UsageError(_("--region: кода «{region}» нет. Список: otklik registry regions.", region=region))
    with workplace.archive() as archive, archive.reading() as connection:
        zone = ZoneInfo(workplace.config.timezone)
        health = {source.source_id: source.in_zone(zone) for source in source_health(connection)}
    outlets = [
        outlet for outlet in workplace.registry.outlets.values() if region is None or outlet.region == region
    ]
    rows = listed_rows(outlets, health, failing=failing)
    if as_json:
        print(json.dumps(outlet_rows(rows), ensure_ascii=False, default=str))
    else:
        show_outlets(open_console(), rows)
