"""`otklik index`: whether the search index holds what the archive holds, and making it anew."""

from __future__ import annotations

import dataclasses
import json

import typer

from archive import outbox
from otklik.commands.options import AsJson, ConfigFile
from otklik.index_status import IndexStatus, advise, compare_index
from otklik.locks import rebuild_lock
from otklik.workplace import open_workplace
from pipelines.indexing import index_outbox
from pipelines.rebuilding import rebuild_index
from texts import _, plural

app = typer.Typer(no_args_is_help=True)

_SHOWN = 20  # ids named on a terminal; --json has all


@app.command("status", help=_("Сверить указатель с архивом."))
def show_status(config: ConfigFile = None, as_json: AsJson = False) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, workplace.engine() as engine:
        status = compare_index(archive, engine)
    if as_json:
        print(json.dumps(dataclasses.asdict(status) | {"sound": status.sound}, ensure_ascii=False))
    else:
        _show(status)
    if not status.sound:
        raise typer.Exit(1)


@app.command("rebuild", help=_("Собрать указатель заново из архива; прежний служит, пока новый не готов."))
def rebuild(config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with (
        rebuild_lock(workplace.config.data),
        workplace.archive() as archive,
        workplace.engine() as engine,
    ):
        outcome = rebuild_index(archive, engine, workplace.registry)
    found = plural(outcome.taken, "статья", "статьи", "статей")
    print(_("Указатель собран заново: {number} {found}.", number=outcome.taken, found=found))
    if outcome.refused:
        print(_("Не принято: {number}. Подробности: otklik index status", number=outcome.refused))
        raise typer.Exit(1)


@app.command("retry", help=_("Отправить ещё раз статьи, которых указатель не принял."))
def retry(config: ConfigFile = None) -> None:
    workplace = open_workplace(config)
    with workplace.archive() as archive, workplace.engine() as engine:
        engine.check()
        with archive.writing() as connection:
            released = outbox.release_quarantined(connection)
        index_outbox(archive, engine, workplace.registry)
        with archive.reading() as connection:
            refused = outbox.quarantined(connection)
    print(
        _(
            "Отправлено ещё раз: {number}, снова не принято: {refused}.",
            number=released,
            refused=len(refused),
        )
    )
    if refused:
        print(_("Причины: otklik index status"))
        raise typer.Exit(1)


def _show(status: IndexStatus) -> None:
    print(_("Статей в архиве, готовых к поиску: {number}", number=status.articles))
    for words, ids in (
        (_("нет в указателе"), status.missing),
        (_("устарели в указателе"), status.stale),
        (_("лишние в указателе"), status.surplus),
    ):
        print(f"  {words}: {len(ids)}" + "".join(f"\n    {id_}" for id_ in ids[:_SHOWN]))
    print(_("  ждут отправки: {number}", number=status.waiting))
    print(_("  не приняты указателем: {number}", number=len(status.quarantined)))
    for id_, reason in status.quarantined[:_SHOWN]:
        print(f"    {id_}: {reason}")
    for trouble in status.troubles:
        print(trouble)
    print(advise(status))
