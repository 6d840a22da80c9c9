"""What `otklik sources add` shows: the places that were tried, and what was drafted from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from texts import _, plural
from texts.reasons import plain_reason

if TYPE_CHECKING:  # Scrapy loads for few commands
    from crawler.discovery import Discovery
    from crawler.seeker import FoundSource
    from otklik.adding import Written


def show_found(console: Console, found: Discovery) -> None:
    console.print(Text(found.name or found.home, style="bold"))
    table = Table(box=None, pad_edge=False)
    for title in (_("что"), _("адрес"), _("откуда известно"), _("записей"), _("свежая"), _("итог")):
        table.add_column(title)
    for place in found.tried:
        table.add_row(
            place.source.kind,
            Text(place.source.url),
            _how_words(place.how),
            str(len(place.listing.links)),
            f"{place.newest:%d.%m.%Y}" if place.newest else "—",
            _verdict(place, found),
        )
    console.print(table)


def _verdict(place: FoundSource, found: Discovery) -> Text:
    if place in found.taken:
        return Text(_("взято"), style="green")
    if place.works:
        return Text(_("не нужно: то же есть в другом"))
    if place.listing.outcome == "ok":
        return Text(_("пусто"))
    return Text(plain_reason(place.listing.outcome), style="dim")


def _how_words(how: str) -> str:
    return {
        "given": _("указан вами"),
        "declared": _("объявлен страницей"),
        "linked": _("ссылка на странице"),
        "well-known": _("обычное место"),
        "robots": _("назван в robots.txt"),
        "headlines": _("по заголовкам"),
    }[how]


def show_written(console: Console, written: Written) -> None:
    console.print()
    console.print(Text(_("Черновик: {file}", file=written.file)), soft_wrap=True)
    if written.region_proposed:
        sentence = _(
            "Регион {region} предложен по словам главной страницы: проверьте.", region=written.draft.region
        )
        console.print(Text(sentence, style="yellow"))
    if written.page is None:
        sentence = _("Ни одна статья не прочиталась: укажите [article] body (docs/add-an-outlet.ru.md).")
        console.print(Text(sentence, style="yellow"))
    else:
        _show_sample(console, written)
    console.print(Text(_("Дальше: otklik sources check {id}", id=written.draft.id)))


def _show_sample(console: Console, written: Written) -> None:
    expected = written.expected
    length = sum(map(len, expected["text"]))
    console.print(
        Text(_("Страница: {page} и {json} рядом", page=written.page, json="*.json")), soft_wrap=True
    )
    console.print(Text(_("  заголовок: {title}", title=expected["title"] or "—")))
    console.print(Text(_("  дата: {published}", published=expected["published"] or "—")))
    characters = plural(length, "знак", "знака", "знаков")
    console.print(Text(_("  текст: {length} {characters}", length=length, characters=characters)))
    console.print(Text(_("Исправьте JSON, если прочитано не то, и проверьте: otklik sources check --saved")))


def summarize(found: Discovery, written: Written | None) -> dict[str, object]:
    return {
        "name": found.name,
        "home": found.home,
        "found": [
            {
                "kind": place.source.kind,
                "url": place.source.url,
                "how": place.how,
                "outcome": place.listing.outcome,
                "links": len(place.listing.links),
                "newest": place.newest,
                "taken": place in found.taken,
            }
            for place in found.tried
        ],
        "id": written.draft.id if written else None,
        "region": written.draft.region if written else None,
        "file": written.file if written else None,
        "page": written.page if written else None,
    }
