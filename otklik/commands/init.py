"""`otklik init`: a commented configuration to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from otklik.config import DEFAULT_FILE
from records.errors import ConfigError, StorageError
from texts import _
from texts.system_faults import explain_system_fault


def run(
    file: Annotated[
        Path, typer.Argument(metavar=_("[ФАЙЛ]"), help=_("Куда записать."), show_default=False)
    ] = Path(DEFAULT_FILE),
) -> None:
    template = files("otklik").joinpath("otklik.toml.template").read_text(encoding="utf-8")
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(template)
    except FileExistsError:
        raise ConfigError(
            _("Файл {file} уже есть; он не тронут. Укажите другое имя: otklik init ДРУГОЙ.toml", file=file)
        ) from None
    except OSError as error:
        raise StorageError(
            _("Файл {file} не записан: {reason}.", file=file, reason=explain_system_fault(error))
        ) from error
    print(_("Создан {file}. Дальше:", file=file))
    print(_("  1. впишите в [watch] unions коды своих профсоюзов (список: otklik registry list);"))
    print(_("  2. впишите в [crawl] contact адрес для связи: его увидят издания;"))
    print(_("  3. проверьте настройки и соберите первое: otklik doctor, затем otklik crawl;"))
    print(_("  4. для рассылки заполните [smtp] и [[digests]] и посмотрите: otklik digest --preview out/"))
