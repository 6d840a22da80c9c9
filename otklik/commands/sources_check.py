"""`otklik sources check`: asks now, or compares the saved pages; the archive is not touched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from otklik.check_table import any_fails, check_rows, show_checks
from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.contact import require_contact
from otklik.own_folder import find_own_folder
from otklik.progress import counting_progress
from otklik.workplace import Workplace, end_broken, open_workplace
from records.article import Dropped
from records.errors import UnavailableError, UsageError
from records.registry import Outlet
from texts import _

Ids = Annotated[list[str], typer.Argument(metavar=_("ИЗДАНИЕ…"), help=_("Коды изданий; без них — все."))]


def run(
    ids: Ids = [],  # noqa: B006 - Typer copies it
    region: Annotated[
        str | None, typer.Option(metavar=_("КОД"), help=_("Только издания этого региона."))
    ] = None,
    paused: Annotated[bool, typer.Option("--paused", help=_("И приостановленные: не ожили ли."))] = False,
    saved: Annotated[
        bool, typer.Option("--saved", help=_("Сверить сохранённые страницы с их JSON, без сети."))
    ] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    workplace = open_workplace(config)
    if saved:
        _compare_saved(workplace, ids, as_json)
        return
    require_contact(workplace.config)
    outlets = _chosen(workplace, ids, region, paused=paused)
    _ask(workplace, outlets, as_json)


def _chosen(workplace: Workplace, ids: list[str], region: str | None, *, paused: bool) -> list[Outlet]:
    """Outlets that are named are asked also when they are paused: that is how one finds out that they live again."""
    known = workplace.registry.outlets
    if any(each in workplace.registry.broken for each in ids):
        end_broken(workplace.registry)
    for unknown in (each for each in ids if each not in known):
        raise UsageError(_("В реестре нет издания «{id}». Список: otklik sources list", id=unknown))
    if region is not None and region not in workplace.registry.regions:
        raise UsageError(_("--region: кода «{region}» нет. Список: otklik registry regions.", region=region))
    chosen = [known[each] for each in ids] if ids else list(known.values())
    return [
        outlet
        for outlet in chosen
        if (region is None or outlet.region == region) and (ids or paused or outlet.paused is None)
    ]


def _ask(workplace: Workplace, outlets: list[Outlet], as_json: bool) -> None:
    from crawler.checking import check_outlets  # noqa: PLC0415 - Scrapy loads for this command alone
    from otklik.crawling import crawl_settings  # noqa: PLC0415

    settings = crawl_settings(workplace.config)
    with counting_progress(_("Источники"), sum(len(outlet.sources) for outlet in outlets)) as count:
        checks = check_outlets(outlets, settings, count)
    if as_json:
        rows = check_rows(checks, workplace.registry.outlets)
        print(json.dumps(rows, ensure_ascii=False, default=str))
    else:
        show_checks(open_console(), checks, workplace.registry.outlets)
    outcomes = [check.outcome for check in checks if check.outcome != Dropped.NO_TOKEN]
    if len(outcomes) > 1 and all(outcome in (Dropped.UNREACHABLE, Dropped.TIMEOUT) for outcome in outcomes):
        raise UnavailableError(
            _("Ни один источник не ответил: похоже, нет сети. Проверьте соединение и повторите.")
        )
    if any_fails(checks):
        raise typer.Exit(1)


def _compare_saved(workplace: Workplace, ids: list[str], as_json: bool) -> None:
    from otklik.saved_pages import compare_saved, load_saved  # noqa: PLC0415 - Scrapy loads for this command alone

    folder: Path = find_own_folder(workplace.config, None)
    from otklik.saved_table import saved_rows, show_saved  # noqa: PLC0415

    rows = []
    for saved in load_saved(folder, ids):
        outlet = workplace.registry.outlets.get(saved.outlet_id)
        if outlet is None:
            raise UsageError(_("{file}: в реестре нет издания «{id}».", file=saved.file, id=saved.outlet_id))
        rows.append((saved, compare_saved(saved, outlet)))
    if not rows:
        raise UsageError(
            _(
                "Сверять нечего: в {folder} нет нужных страниц. Их кладёт туда otklik sources add.",
                folder=folder / "pages",
            )
        )
    if as_json:
        print(json.dumps(saved_rows(rows), ensure_ascii=False))
    else:
        show_saved(open_console(), rows)
    if any(found for _saved, found in rows):
        raise typer.Exit(1)
