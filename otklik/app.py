"""The command line put together: the subcommands in the order in which the help shows them."""

from __future__ import annotations

import typer
import typer.rich_utils

from otklik.commands import (
    annotate,
    crawl,
    demo,
    digest,
    doctor,
    extract,
    index,
    init,
    registry,
    search,
    sources,
)
from texts import _

typer.rich_utils.OPTIONS_PANEL_TITLE = _("Параметры")
typer.rich_utils.ARGUMENTS_PANEL_TITLE = _("Аргументы")
typer.rich_utils.COMMANDS_PANEL_TITLE = _("Команды")

app = typer.Typer(
    name="otklik",
    help=_(
        "Отклик: что пресса написала о профсоюзе — где, когда, в каком тоне, чьими словами, кто перепечатал."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

app.command("demo", help=_("Показать всё на учебной прессе, без сети и настроек."))(demo.run)
app.command("init", help=_("Создать файл настроек otklik.toml с пояснениями."))(init.run)
app.command("crawl", help=_("Собрать, разобрать и проиндексировать новое: это запускает cron."))(crawl.run)
app.command("search", help=_("Найти статьи."))(search.run)
app.command("digest", help=_("Недельная сводка: посмотреть или разослать."))(digest.run)
app.add_typer(sources.app, name="sources", help=_("Издания: список и состояние."))
app.add_typer(registry.app, name="registry", help=_("Реестр профсоюзов и изданий."))
app.add_typer(index.app, name="index", help=_("Поисковый указатель: состояние и пересборка."))
app.command("extract", help=_("Страница → статья, строками JSON (без архива)."))(extract.run)
app.command("annotate", help=_("Текст → упоминания, тон, люди, строками JSON (без архива)."))(annotate.run)
app.command("doctor", help=_("Что не в порядке, с каких пор и что делать."))(doctor.run)
