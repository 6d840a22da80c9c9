"""`otklik search`: articles by words and filters, with the sentence that proves the tone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from otklik.commands.options import AsJson, ConfigFile, parse_period
from otklik.search_hints import find_hints
from otklik.search_page import show_results
from otklik.tones import parse_tone
from otklik.workplace import open_workplace
from records.errors import UsageError
from records.search import COVERAGE, Query
from texts import _


def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Annotated[
        list[str],
        typer.Argument(
            metavar=_("СЛОВА"),
            help=_(
                "Что искать, в любой форме; пусто — всё. Слова в прямых кавычках — подряд: '\"охрана труда\"'."
            ),
            show_default=False,
        ),
    ] = [],  # noqa: B006
    unions: Annotated[
        list[str], typer.Option("--union", metavar=_("КОД"), help=_("Профсоюз со всеми, кто ниже."))
    ] = [],  # noqa: B006
    regions: Annotated[list[str], typer.Option("--region", metavar="RU-CHE", help=_("Регион издания."))] = [],  # noqa: B006
    outlets: Annotated[list[str], typer.Option("--outlet", metavar=_("КОД"), help=_("Издание."))] = [],  # noqa: B006
    topics: Annotated[list[str], typer.Option("--topic", metavar=_("КОД"), help=_("Тема."))] = [],  # noqa: B006
    tone: Annotated[
        str | None,
        typer.Option("--tone", metavar=_("ТОН"), help=_("положительный, нейтральный или негативный.")),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=_("ДАТА"), help=_("С этого дня, включительно: 01.11.2026 или 2026-11-01.")
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar=_("ДАТА"), help=_("По этот день, включительно."))
    ] = None,
    own: Annotated[bool, typer.Option("--own", help=_("И то, что профсоюзы пишут о себе сами."))] = False,
    first_only: Annotated[bool, typer.Option("--first-only", help=_("Без перепечаток."))] = False,
    by_relevance: Annotated[
        bool, typer.Option("--by-relevance", help=_("Сначала подходящие, а не новые."))
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=_("Сколько показать."))] = 20,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    workplace = open_workplace(config)
    _check_known("--union", unions, workplace.registry.unions)
    _check_known("--region", regions, workplace.registry.regions)
    _check_known("--outlet", outlets, workplace.registry.outlets)
    _check_known("--topic", topics, workplace.registry.topics)
    first, last = parse_period(since, until)
    query = Query(
        text=" ".join(words),
        unions=tuple(unions),
        regions=tuple(regions),
        outlets=tuple(outlets),
        kinds=() if own else COVERAGE,
        topics=tuple(topics),
        tone=parse_tone(tone) if tone else None,
        since=first,
        until=last,
        first_only=first_only,
        timezone=workplace.config.timezone,
        sort="relevance" if by_relevance else "date",
        limit=limit,
    )
    with workplace.engine() as engine:
        engine.check()
        results = engine.search(query)
        hints = [] if results.total else find_hints(engine, query, workplace.registry)
    if as_json:
        print(json.dumps(dataclasses.asdict(results) | {"hints": hints}, ensure_ascii=False, default=str))
    else:
        show_results(results, hints, workplace)


def _check_known(option: str, ids: Sequence[str], known: Collection[str]) -> None:
    for unknown in (each for each in ids if each not in known):
        likely = get_close_matches(unknown, known, n=1)
        raise UsageError(
            _("{option}: в реестре нет «{id}».", option=option, id=unknown)
            + (" " + _("Возможно, {name}?", name=likely[0]) if likely else "")
            + (" " + _("Список: otklik registry list") if option == "--union" else "")
            + (" " + _("Список: otklik sources list") if option == "--outlet" else "")
        )
