"""`otklik kibana`: the dashboards, as files and into a Kibana."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kibana.addresses import DEFAULT_SPACE, check_address, check_space
from otklik.commands.options import ConfigFile
from otklik.workplace import open_workplace
from texts import _

app = typer.Typer(no_args_is_help=True)

Space = Annotated[
    str, typer.Option("--space", metavar=_("ПРОСТРАНСТВО"), help=_("Пространство (space) Kibana."))
]


@app.command("export", help=_("Записать дашборды файлами: для API Kibana 9.5 и для импорта в 8.19–9.4."))
def export(
    folder: Annotated[Path, typer.Argument(metavar=_("ПАПКА"), help=_("Куда записать."), show_default=False)],
    space: Space = DEFAULT_SPACE,
    config: ConfigFile = None,
) -> None:
    from otklik.kibana_boards import export_boards  # noqa: PLC0415 - the dashboards load for this command alone

    export_boards(open_workplace(config), check_space(space), folder)


@app.command(
    "install", help=_("Поставить дашборды в Kibana или обновить их; повторять можно сколько угодно.")
)
def put(
    url: Annotated[
        str,
        typer.Argument(
            metavar=_("АДРЕС"),
            help=_("Адрес Kibana, например https://kibana.example.org:5601."),
            show_default=False,
        ),
    ],
    space: Space = DEFAULT_SPACE,
    key_file: Annotated[
        Path | None,
        typer.Option(
            "--api-key-file",
            metavar=_("ФАЙЛ"),
            help=_("Файл с ключом API Kibana; без него — OTKLIK_KIBANA__API_KEY или kibana.api_key_file."),
        ),
    ] = None,
    certificates: Annotated[
        Path | None, typer.Option("--ca-file", metavar=_("ФАЙЛ"), help=_("Свой удостоверяющий центр."))
    ] = None,
    config: ConfigFile = None,
) -> None:
    from otklik.kibana_boards import install_boards  # noqa: PLC0415 - see above

    address, space = check_address(url), check_space(space)
    install_boards(open_workplace(config), address, space, key_file, certificates)
