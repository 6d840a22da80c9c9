"""`otklik desk`: the web page, on this machine or for an office."""

from __future__ import annotations

from typing import Annotated

import typer

from otklik.commands import desk_users
from otklik.commands.options import ConfigFile
from otklik.workplace import open_workplace
from texts import _

app = typer.Typer(invoke_without_command=True)
app.add_typer(desk_users.app, name="user", help=_("Кто может войти на рабочий стол."))


@app.callback()
def run(
    context: typer.Context,
    host: Annotated[
        str | None, typer.Option("--host", metavar=_("АДРЕС"), help=_("Где слушать; обычно desk.host."))
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help=_("Порт вместо desk.port."))
    ] = None,
    config: ConfigFile = None,
) -> None:
    if context.invoked_subcommand is not None:
        return
    from otklik.desk import open_desk  # noqa: PLC0415 - no other command loads the web server

    workplace = open_workplace(config)
    with open_desk(workplace, host=host, port=port) as served:
        print(_("Рабочий стол открыт: {url} — закончить: Ctrl-C.", url=served.url), flush=True)
        served.serve()
