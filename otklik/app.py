"""The command line put together: the subcommands in the order in which the help shows them."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer
import typer.main
from typer._click.core import Command  # the public names lack it

from otklik.commands import (
    alerts,
    annotate,
    backup,
    corrections,
    crawl,
    demo,
    desk,
    digest,
    doctor,
    evaluate,
    extract,
    index,
    init,
    kibana,
    registry,
    report,
    search,
    selection,
    sources,
)
from otklik.commands import (
    run as service,
)
from otklik.help_words import translate_help
from otklik.typed_minus import MinusCommand
from texts import _

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


def _show_version(asked: bool) -> None:
    if asked:
        print(f"otklik {version('otklik')}")
        raise typer.Exit


@app.callback()
def run(
    shown: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=_("Показать версию."))
    ] = False,
) -> None:
    """The options of `otklik` itself."""


app.command("demo", help=_("Показать всё на учебной прессе, без сети и настроек."))(demo.run)
app.command("init", help=_("Создать файл настроек otklik.toml с пояснениями."))(init.run)
app.command(
    "run", help=_("Всё по порядку: обход, разбор, указатель, сводки, чей срок настал; это запускает cron.")
)(service.run)
app.command("crawl", help=_("Собрать, разобрать и проиндексировать новое."))(crawl.run)
app.command("search", cls=MinusCommand, help=_("Найти статьи."))(search.run)
app.add_typer(desk.app, name="desk", help=_("Рабочий стол: страница в браузере."))
app.add_typer(
    digest.app, name="digest", help=_("Сводки за день, неделю или месяц: посмотреть или разослать.")
)
app.command("alerts", help=_("О чём надо узнать сразу: показать или разослать."))(alerts.run)
app.command("report", help=_("Отчёт за квартал или месяц: Word, PDF или Excel."))(report.run)
app.command("selection", help=_("Отбор новостей организаций для страниц федерации."))(selection.run)
app.add_typer(sources.app, name="sources", help=_("Издания: список, проверка, новые источники."))
app.add_typer(registry.app, name="registry", help=_("Реестр профсоюзов и изданий."))
app.add_typer(index.app, name="index", help=_("Поисковый указатель: состояние и пересборка."))
app.add_typer(kibana.app, name="kibana", help=_("Дашборды для Kibana: записать файлами или поставить."))
app.command("extract", help=_("Страница → статья, строками JSON (без архива)."))(extract.run)
app.command("annotate", help=_("Текст → упоминания, тон, люди, строками JSON (без архива)."))(annotate.run)
app.command("evaluate", help=_("Сравнить разбор с разметкой: точность, полнота, F1 по каждому виду."))(
    evaluate.run
)
app.add_typer(corrections.app, name="corrections", help=_("Исправления тона и профсоюзов, сделанные людьми."))
app.command("backup", help=_("Записать архив, страницы и настройки в один файл, не останавливая работы."))(
    backup.backup
)
app.command("restore", help=_("Вернуть архив из такого файла."))(backup.restore)
app.command("doctor", help=_("Что не в порядке, с каких пор и что делать."))(doctor.run)


def build_command() -> Command:
    """The whole command line, its help in the user's language."""
    command = typer.main.get_command(app)
    translate_help(command, "otklik")
    return command
