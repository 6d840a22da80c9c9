"""`otklik crawl`: what cron runs."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.contact import require_contact
from otklik.locks import crawl_lock
from otklik.progress import crawl_progress
from otklik.run_table import show_run
from otklik.workplace import Workplace, end_broken, open_workplace
from records.errors import UnavailableError, UsageError
from records.registry import Outlet
from texts import _


def run(
    sources: Annotated[
        list[str],
        typer.Option("--source", metavar=_("ИЗДАНИЕ"), help=_("Только это издание (можно несколько раз).")),
    ] = [],  # noqa: B006 - Typer copies it
    retry: Annotated[
        bool, typer.Option("--retry", help=_("Разобрать и те статьи, на которых разбор прежде сорвался."))
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("Спросить все издания, а не только те, чей срок настал."))
    ] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    from otklik.crawling import crawl_everything  # noqa: PLC0415 - Scrapy loads for this command alone

    workplace = open_workplace(config)
    require_contact(workplace.config)
    with crawl_lock(workplace.config.data), crawl_progress() as progress:
        due_only = not everything and not sources
        chosen = _chosen(workplace, sources)
        report = crawl_everything(workplace, chosen, progress, due_only=due_only, retry=retry)
    if as_json:
        print(json.dumps(dataclasses.asdict(report), ensure_ascii=False, default=str))
    else:
        show_run(open_console(), report, workplace.registry.outlets)
    if report.looks_offline:
        raise UnavailableError(
            _(
                "Ни одно издание не ответило: похоже, нет сети. Проверьте соединение, следующий обход повторит."
            )
        )
    if report.index_error:
        raise UnavailableError(
            _(
                "{error} Собранное сохранено: следующий обход отправит его в указатель.",
                error=report.index_error,
            )
        )
    end_broken(workplace.registry)


def _chosen(workplace: Workplace, ids: list[str]) -> list[Outlet]:
    outlets = workplace.registry.outlets
    if any(each in workplace.registry.broken for each in ids):
        end_broken(workplace.registry)
    for unknown in (each for each in ids if each not in outlets):
        raise UsageError(_("--source: в реестре нет издания «{id}». Список: otklik sources list", id=unknown))
    return [outlets[each] for each in ids] if ids else list(outlets.values())
