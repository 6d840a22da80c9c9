"""`otklik kibana`: the dashboards, as files and into a Kibana."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kibana.addresses import check_address, check_space, is_open
from kibana.artefacts import BUNDLE, write_artefacts
from kibana.content import Content, gather_content
from kibana.door import Kibana
from kibana.identifiers import DEFAULT_SPACE, Identifiers
from kibana.installation import install
from otklik.commands.options import ConfigFile
from otklik.config_secrets import read_secret
from otklik.sections import KibanaSettings
from otklik.workplace import Workplace, open_workplace
from records.errors import ConfigError
from texts import _, plural

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
    files = write_artefacts(_content(open_workplace(config), space), folder)
    found = plural(len(files), "файл", "файла", "файлов")
    print(_("Записано в {folder}: {number} {found}.", folder=folder, number=len(files), found=found))
    print(
        _(
            "Kibana 8.19–9.4: Stack Management → Saved Objects → Import, файл {file}. "
            "9.5 и новее: otklik kibana install.",
            file=folder / BUNDLE,
        )
    )


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
    address = check_address(url)
    workplace = open_workplace(config)
    content = _content(workplace, space)
    _check_engine(workplace)
    kibana = _open_kibana(address, workplace.config.kibana, key_file, certificates)
    installed = install(kibana, content)
    print(
        _(
            "Kibana {version}, пространство {space}: представлений данных — {views}, поисков — {searches}, "
            "дашбордов — {dashboards}.",
            version=installed.version,
            space=space,
            views=installed.data_views,
            searches=installed.searches,
            dashboards=installed.dashboards,
        )
    )
    for line in installed.addresses:
        print(f"  {line}")


def _open_kibana(
    address: str, settings: KibanaSettings, key_file: Path | None, certificates: Path | None
) -> Kibana:
    """The options of the command win over the settings."""
    secret = read_secret(None, key_file, Path(), "--api-key-file") if key_file else settings.api_key
    key = secret.get_secret_value() if secret else ""
    if secret is not None and not key:
        raise ConfigError(_("Ключ API Kibana пуст: уберите его или запишите настоящий."))
    if key and is_open(address):
        warning = _("ключ API уйдёт на {url} без шифрования; надёжнее https://.", url=address)
        print(f"otklik: {warning}", file=sys.stderr)
    return Kibana(address, api_key=key, certificates=certificates or settings.ca_file)


def _content(workplace: Workplace, space: str) -> Content:
    ids = Identifiers(prefix=workplace.config.index.prefix, space=check_space(space))
    return gather_content(ids, workplace.registry)


def _check_engine(workplace: Workplace) -> None:
    if workplace.config.index.engine != "elasticsearch":
        raise ConfigError(
            _(
                "Kibana показывает указатель в Elasticsearch, а в otklik.toml стоит index.engine = «embedded»: "
                "задайте «elasticsearch» и соберите указатель командой otklik index rebuild."
            )
        )
