"""`otklik sources add`: finds what a site offers and drafts its file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, cast, get_args
from zoneinfo import ZoneInfo

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.consoles import open_console
from otklik.contact import require_contact
from otklik.found_table import show_found, show_written, summarize
from otklik.own_folder import find_own_folder, refuse_known
from otklik.workplace import open_workplace
from records.errors import UsageError
from records.registry import OutletKind
from texts import _


def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    url: Annotated[str, typer.Argument(metavar=_("АДРЕС"), help=_("Сайт, лента или карта сайта."))],
    region: Annotated[
        str | None, typer.Option(metavar=_("КОД"), help=_("Регион издания: RU-CHE; RU — вся страна."))
    ] = None,
    name: Annotated[str | None, typer.Option(help=_("Название, если сайт называет себя иначе."))] = None,
    outlet_id: Annotated[
        str | None, typer.Option("--id", metavar=_("КОД"), help=_("Код издания вместо предложенного."))
    ] = None,
    kind: Annotated[str | None, typer.Option(help="external, union, authority, aggregator")] = None,
    union: Annotated[
        str | None,
        typer.Option("--union", metavar=_("КОД"), help=_("Чей это сайт, если он принадлежит профсоюзу.")),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(metavar=_("ПАПКА"), help=_("Куда писать вместо registry.folder."))
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Только показать, ничего не писать."))] = False,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    from otklik import adding  # noqa: PLC0415 - Scrapy loads for this command alone
    from otklik.crawling import crawl_settings  # noqa: PLC0415
    from otklik.site_address import full_address  # noqa: PLC0415

    workplace = open_workplace(config)
    require_contact(workplace.config)
    if kind is not None and kind not in get_args(OutletKind):
        raise UsageError(_("--kind: бывает {kinds}.", kinds=", ".join(get_args(OutletKind))))
    own = folder if dry_run else find_own_folder(workplace.config, folder)
    address = full_address(url)
    refuse_known(address, workplace.registry, workplace.config.registry.folder)
    found = adding.explore(address, crawl_settings(workplace.config))
    refuse_known(found.home, workplace.registry, workplace.config.registry.folder)
    if not as_json:
        show_found(open_console(), found)
    wishes = adding.Wishes(
        region=region, name=name, id=outlet_id, kind=cast("OutletKind | None", kind), union=union
    )
    today = datetime.now(ZoneInfo(workplace.config.timezone)).date()
    written = (
        None
        if dry_run or own is None
        else adding.write_draft(found, wishes, workplace.registry, own, today=today)
    )
    if as_json:
        print(json.dumps(summarize(found, written), ensure_ascii=False, default=str))
    elif written is not None:
        show_written(open_console(), written)
