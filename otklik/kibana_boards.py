"""What `otklik kibana` does with the settings: the content of one space, written down or put into a Kibana."""

from __future__ import annotations

import sys
from pathlib import Path

from kibana.addresses import is_open
from kibana.artefacts import BUNDLE, write_artefacts
from kibana.content import Content, gather_content
from kibana.credentials import name_key, name_user
from kibana.door import Kibana
from kibana.identifiers import Identifiers
from kibana.installation import Installed, install
from otklik.config_secrets import read_secret
from otklik.sections import KibanaSettings
from otklik.workplace import Workplace
from records.errors import ConfigError
from texts import _, plural


def export_boards(workplace: Workplace, space: str, folder: Path) -> None:
    files = write_artefacts(_content(workplace, space), folder)
    found = plural(len(files), "файл", "файла", "файлов")
    print(_("Записано в {folder}: {number} {found}.", folder=folder, number=len(files), found=found))
    print(
        _(
            "Kibana 8.19–9.4: Stack Management → Saved Objects → Import, файл {file}. "
            "9.5 и новее: otklik kibana install.",
            file=folder / BUNDLE,
        )
    )


def install_boards(
    workplace: Workplace, address: str, space: str, key_file: Path | None, certificates: Path | None
) -> None:
    """The options of the command win over the settings."""
    _check_engine(workplace)
    settings = workplace.config.kibana
    authorization = _authorize(settings, key_file)
    if authorization and is_open(address):
        warning = _("ключ или пароль уйдёт на {url} без шифрования; надёжнее https://.", url=address)
        print(f"otklik: {warning}", file=sys.stderr)
    kibana = Kibana(address, authorization=authorization, certificates=certificates or settings.ca_file)
    _show(install(kibana, _content(workplace, space)), space)


def _content(workplace: Workplace, space: str) -> Content:
    return gather_content(Identifiers(prefix=workplace.config.index.prefix, space=space), workplace.registry)


def _check_engine(workplace: Workplace) -> None:
    if workplace.config.index.engine != "elasticsearch":
        raise ConfigError(
            _(
                "Kibana показывает указатель в Elasticsearch, а в otklik.toml стоит index.engine = «embedded»: "
                "задайте «elasticsearch» и соберите указатель командой otklik index rebuild."
            )
        )


def _authorize(settings: KibanaSettings, key_file: Path | None) -> str:
    """The header that says who asks: by a key, where there is one, else by name; of nobody an empty one."""
    key = read_secret(None, key_file, Path(), "--api-key-file") if key_file else settings.api_key
    if key is not None:
        return name_key(key.get_secret_value())
    if settings.user:
        return name_user(settings.user, settings.password.get_secret_value() if settings.password else "")
    return ""


def _show(installed: Installed, space: str) -> None:
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
