"""`otklik backup` and `otklik restore`: what must not be lost, in one file and back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from otklik.commands.options import ConfigFile
from otklik.config import find_config_file
from otklik.service.backup import restore_backup, write_backup
from otklik.workplace import open_workplace
from records.errors import UsageError
from texts import _

BackupFile = Annotated[Path, typer.Argument(metavar=_("ФАЙЛ.tar.gz"), help=_("Файл копии."))]
_MIB = 1024 * 1024


def backup(file: BackupFile, config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    size = write_backup(workplace, file, find_config_file(config))
    print(_("Копия записана: {file}, {size:.1f} МиБ.", file=file, size=size / _MIB))


def restore(
    file: BackupFile,
    yes: Annotated[
        bool, typer.Option("--yes", help=_("Заменить архив в папке данных копией; прежний остаётся рядом."))
    ] = False,
    config: ConfigFile = None,
) -> None:
    if not yes:
        raise UsageError(_("Восстановление заменит архив копией. Если так и надо, добавьте --yes."))
    workplace = open_workplace(config)
    facts = restore_backup(workplace.config, file)
    taken = datetime.fromisoformat(facts["taken"]).astimezone(ZoneInfo(workplace.config.timezone))
    print(
        _(
            "Архив восстановлен по состоянию на {taken:%d.%m.%Y %H:%M}; прежний — в папке {data}, before-restore-…. "
            "Дальше: otklik run соберёт новое и указатель. Сводки за прошлое сами не уйдут: otklik doctor.",
            taken=taken,
            data=workplace.config.data,
        )
    )
