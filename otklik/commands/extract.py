"""`otklik extract`: pages in, articles out as JSON lines; the archive is not touched."""

from __future__ import annotations

from typing import Annotated

import typer

from otklik.commands.options import ConfigFile
from texts import _


def run(
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar=_("ФАЙЛ|АДРЕС…"), help=_("Сохранённые страницы или адреса."), show_default=False
        ),
    ] = [],  # noqa: B006 - Typer copies it
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help=_("Читать задания строками JSON со стандартного ввода."))
    ] = False,
    config: ConfigFile = None,
) -> None:
    raise NotImplementedError
