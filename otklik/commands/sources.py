"""`otklik sources`: the outlets, and how reading them goes."""

from __future__ import annotations

import dataclasses
import json

import typer
from rich.table import Table

from archive.health import source_health
from digests.reasons import plain_reason
from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.workplace import Workplace, open_workplace
from records.registry import Outlet
from records.runs import SourceHealth
from texts import _

app = typer.Typer(no_args_is_help=True)


@app.command("list", help=_("Издания реестра: когда читали, что не читается и с каких пор."))
def show_sources(config: ConfigFile = None, as_json: AsJson = False) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, archive.reading() as connection:
        health = {source.source_id: source for source in source_health(connection)}
    if as_json:
        rows = [_row(outlet, health) for outlet in workplace.registry.outlets.values()]
        print(json.dumps(rows, ensure_ascii=False, default=str))
    else:
        open_console().print(_table(workplace, health))


def _row(outlet: Outlet, health: dict[str, SourceHealth]) -> dict[str, object]:
    return {
        "id": outlet.id,
        "name": outlet.name,
        "region": outlet.region,
        "kind": outlet.kind,
        "paused": outlet.paused,
        "sources": [
            dataclasses.asdict(health[source.id])
            if source.id in health
            else {"source_id": source.id, "url": source.url}
            for source in outlet.sources
        ],
    }


def _table(workplace: Workplace, health: dict[str, SourceHealth]) -> Table:
    table = Table(box=None, pad_edge=False)
    for title in (_("код"), _("издание"), _("регион"), _("читали"), _("состояние")):
        table.add_column(title)
    for outlet in sorted(workplace.registry.outlets.values(), key=lambda outlet: (outlet.region, outlet.id)):
        for source in outlet.sources:
            state = health.get(source.id)
            read = f"{state.last_success:%d.%m.%Y}" if state and state.last_success else "—"
            table.add_row(outlet.id, outlet.name, outlet.region, read, _state(outlet, state))
    return table


def _state(outlet: Outlet, state: SourceHealth | None) -> str:
    if outlet.paused:
        return _("приостановлено: {reason}", reason=outlet.paused)
    if state is None or state.last_asked is None:
        return _("ещё не опрашивалось")
    if state.failing_since:
        since = f"{state.failing_since:%d.%m.%Y}"
        return _("не читается с {since}: {reason}", since=since, reason=plain_reason(state.outcome))
    return _("читается")
