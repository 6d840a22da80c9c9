"""`otklik search`: articles by words and filters, with the sentence that proves the tone."""

from __future__ import annotations

import dataclasses
import json
import unicodedata
from collections.abc import Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.text import Text

from digests.wording import clean
from otklik.commands.options import AsJson, ConfigFile, parse_day
from otklik.consoles import open_console
from otklik.tones import TONE_WORDS, parse_tone
from otklik.workplace import Workplace, open_workplace
from records.errors import UsageError
from records.search import Hit, Query, Results
from texts import _, plural


def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Annotated[
        str, typer.Argument(metavar=_("СЛОВА"), help=_("Что искать; пусто — всё."), show_default=False)
    ] = "",
    unions: Annotated[
        list[str], typer.Option("--union", metavar=_("КОД"), help=_("Профсоюз со всеми, кто ниже."))
    ] = [],  # noqa: B006
    regions: Annotated[list[str], typer.Option("--region", metavar="RU-CHE", help=_("Регион издания."))] = [],  # noqa: B006
    outlets: Annotated[list[str], typer.Option("--outlet", metavar=_("КОД"), help=_("Издание."))] = [],  # noqa: B006
    topics: Annotated[list[str], typer.Option("--topic", metavar=_("КОД"), help=_("Тема."))] = [],  # noqa: B006
    tone: Annotated[
        str | None, typer.Option("--tone", metavar="positive|neutral|negative", help=_("Тон к профсоюзу."))
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar=_("ДАТА"), help=_("С этого дня, включительно."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar=_("ДАТА"), help=_("По этот день, включительно."))
    ] = None,
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
    query = Query(
        text=words,
        unions=tuple(unions),
        regions=tuple(regions),
        outlets=tuple(outlets),
        topics=tuple(topics),
        tone=parse_tone(tone) if tone else None,
        since=parse_day(since, "--since") if since else None,
        until=parse_day(until, "--until") if until else None,
        first_only=first_only,
        timezone=workplace.config.timezone,
        sort="relevance" if by_relevance else "date",
        limit=limit,
    )
    with workplace.engine() as engine:
        engine.check()
        results = engine.search(query)
    if as_json:
        print(json.dumps(dataclasses.asdict(results), ensure_ascii=False, default=str))
    else:
        _show(results, workplace)


def _check_known(option: str, ids: Sequence[str], known: object) -> None:
    for unknown in (each for each in ids if each not in known):  # type: ignore[operator]
        raise UsageError(_("{option}: в реестре нет «{id}».", option=option, id=unknown))


def _show(results: Results, workplace: Workplace) -> None:
    console = open_console()
    found = plural(results.total, "статья", "статьи", "статей")
    console.print(_("Найдено: {number} {found}", number=results.total, found=found), style="bold")
    for hit in results.hits:
        console.print()
        _show_hit(console, hit, workplace)


def _show_hit(console: Console, hit: Hit, workplace: Workplace) -> None:
    outlet = workplace.registry.outlets.get(hit.outlet)
    published = hit.published.astimezone(ZoneInfo(workplace.config.timezone))
    console.print(Text(clean(hit.title), style="bold"))
    place = f"{outlet.name if outlet else hit.outlet} · {published:%d.%m.%Y %H:%M}"
    console.print(Text(place + (_(" · перепечатка") if hit.is_reprint else ""), style="dim"))
    for evidence in hit.evidence:
        union = workplace.registry.unions.get(evidence.union)
        line = Text(f"  {TONE_WORDS[evidence.tone]()} · {union.short if union else evidence.union}: ")
        console.print(line + _highlighted(evidence.sentence, evidence.highlights))
    if not hit.evidence:
        console.print(Text("  ") + _highlighted(hit.fragment, hit.highlights))
    console.print(Text(f"  {clean(hit.url)}", style="cyan"))


def _highlighted(sentence: str, spans: Sequence[tuple[int, int]]) -> Text:
    """The marked sentence. Control characters become spaces: a page must not steer the reader's terminal."""
    text = Text("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in sentence))
    for start, end in spans:
        text.stylize("bold underline", start, end)
    return text
