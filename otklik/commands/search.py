"""`otklik search`: articles by words and filters, with the sentence that proves the tone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from otklik.choices import parse_holder, parse_interval, parse_kind, parse_role, parse_sort, parse_speech
from otklik.commands.options import AsJson, ConfigFile, parse_period
from otklik.search_hints import find_hints
from otklik.search_names import check_ids, check_people
from otklik.search_page import show_results
from otklik.tones import parse_tone
from otklik.workplace import open_workplace
from records.search import COVERAGE, Query, Results, Suggestion
from search.suggestions import suggest
from search.words import clean
from texts import _


def run(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Annotated[
        list[str],
        typer.Argument(
            metavar=_("СЛОВА"),
            help=_(
                "Что искать, в любой форме; пусто — всё. Подряд: '\"охрана труда\"'; без слова: -зарплата; "
                "начало слова: забастов*; ИЛИ, И заглавными, скобки."
            ),
            show_default=False,
        ),
    ] = [],  # noqa: B006
    unions: Annotated[
        list[str], typer.Option("--union", metavar=_("КОД"), help=_("Профсоюз со всеми, кто ниже."))
    ] = [],  # noqa: B006
    regions: Annotated[list[str], typer.Option("--region", metavar="RU-CHE", help=_("Регион издания."))] = [],  # noqa: B006
    districts: Annotated[
        list[str], typer.Option("--district", metavar=_("ОКРУГ"), help=_("Федеральный округ издания."))
    ] = [],  # noqa: B006
    outlets: Annotated[list[str], typer.Option("--outlet", metavar=_("КОД"), help=_("Издание."))] = [],  # noqa: B006
    kinds: Annotated[
        list[str],
        typer.Option(
            "--outlet-kind", metavar=_("ВИД"), help=_("Вид издания: пресса, профсоюз, власть, агрегатор.")
        ),
    ] = [],  # noqa: B006
    people: Annotated[
        list[str], typer.Option("--person", metavar=_("ИМЯ"), help=_("Человек: имя и фамилия."))
    ] = [],  # noqa: B006
    topics: Annotated[list[str], typer.Option("--topic", metavar=_("КОД"), help=_("Тема."))] = [],  # noqa: B006
    tone: Annotated[
        str | None,
        typer.Option("--tone", metavar=_("ТОН"), help=_("положительный, нейтральный или негативный.")),
    ] = None,
    campaigns: Annotated[list[str], typer.Option("--campaign", metavar=_("КОД"), help=_("Кампания."))] = [],  # noqa: B006
    roles: Annotated[
        list[str], typer.Option("--role", metavar=_("РОЛЬ"), help=_("Роль профсоюза: главная или эпизод."))
    ] = [],  # noqa: B006
    speech: Annotated[
        list[str], typer.Option("--speech", metavar=_("РЕЧЬ"), help=_("Его речь: прямая, косвенная или нет."))
    ] = [],  # noqa: B006
    holders: Annotated[
        list[str],
        typer.Option("--holder", metavar=_("ЧЕЙ"), help=_("Чья оценка: автор, цитата или подразумевается.")),
    ] = [],  # noqa: B006
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
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar=_("ПОРЯДОК"),
            help=_("Порядок: дата (обычно), важность или соответствие словам."),
            show_default=False,
        ),
    ] = "date",
    interval: Annotated[
        str,
        typer.Option(
            "--interval",
            metavar=_("ШАГ"),
            help=_("Шаг хронологии в --json: день или неделя (обычно)."),
            show_default=False,
        ),
    ] = "week",
    after: Annotated[
        str,
        typer.Option(
            "--next", metavar=_("МЕТКА"), help=_("Следующая страница: метка, показанная под прежней.")
        ),
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help=_("Сколько показать."))] = 20,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    workplace = open_workplace(config)
    first, last = parse_period(since, until)
    query = Query(
        text=" ".join(words),
        unions=tuple(unions),
        regions=tuple(regions),
        districts=tuple(districts),
        outlets=tuple(outlets),
        kinds=tuple(map(parse_kind, kinds)) or (() if own else COVERAGE),
        people=tuple(map(clean, people)),
        topics=tuple(topics),
        campaigns=tuple(campaigns),
        tone=parse_tone(tone) if tone else None,
        roles=tuple(map(parse_role, roles)),
        speech=tuple(map(parse_speech, speech)),
        holders=tuple(map(parse_holder, holders)),
        since=first,
        until=last,
        first_only=first_only,
        timezone=workplace.config.timezone,
        sort=parse_sort(sort),
        limit=limit,
        after=after,
        interval=parse_interval(interval),
    )
    check_ids(query, workplace.registry)
    with workplace.engine() as engine:
        engine.check()
        check_people(query, engine)
        results = engine.search(query)
        hints = [] if results.total else find_hints(engine, query, workplace.registry)
        suggestions = suggest(query, workplace.registry, engine, results)
    if as_json:
        print(json.dumps(_plain(results, hints, suggestions), ensure_ascii=False, default=str))
    else:
        show_results(results, hints, workplace, suggestions)


def _plain(results: Results, hints: Sequence[str], suggestions: Sequence[Suggestion]) -> dict[str, Any]:
    instead = [
        {"kind": one.kind, "shown": one.shown, "id": one.id, "text": one.query.text} for one in suggestions
    ]
    return dataclasses.asdict(results) | {"hints": hints, "suggestions": instead}
