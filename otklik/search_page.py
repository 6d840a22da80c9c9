"""Search results on a terminal: title, outlet, date, tone, and the sentence that proves it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from otklik.consoles import open_console
from otklik.tones import TONE_WORDS
from otklik.workplace import Workplace
from records.search import Hit, Results, Suggestion
from texts import _, plural
from texts.quotes import missing_quotes
from texts.typography import clean


def show_results(
    results: Results, hints: Sequence[str], workplace: Workplace, suggestions: Sequence[Suggestion] = ()
) -> None:
    console = open_console()
    found = plural(results.total, "статья", "статьи", "статей")
    console.print(_("Найдено: {number} {found}", number=results.total, found=found), style="bold")
    for hint in hints:
        console.print(Text(clean(hint)))
    for suggestion in suggestions:
        _show_suggestion(console, suggestion)
    for hit in results.hits:
        console.print()
        _show_hit(console, hit, workplace)
    if results.hits and len(results.hits) < results.total:
        console.print()
        shown = _(
            "Показано {shown} из {number}. Больше: --limit", shown=len(results.hits), number=results.total
        )
        console.print(shown, style="dim", markup=False)
    if results.next:
        console.print(_("Дальше: --next {mark}", mark=results.next), style="dim", markup=False)


def _show_suggestion(console: Console, suggestion: Suggestion) -> None:
    """A spelling is a hint already."""
    rest = f"«{suggestion.query.text}» " if suggestion.query.text else ""
    if suggestion.kind == "union":
        said = _("Профсоюз {name}: {rest}--union {id}", name=suggestion.shown, rest=rest, id=suggestion.id)
    elif suggestion.kind == "person":
        said = _("Человек: {rest}--person «{name}»", rest=rest, name=suggestion.shown)
    else:
        return
    console.print(Text(clean(said)), style="dim")


def _show_hit(console: Console, hit: Hit, workplace: Workplace) -> None:
    outlet = workplace.registry.outlets.get(hit.outlet)
    console.print(Text(clean(hit.title), style="bold"))
    place = f"{outlet.name if outlet else hit.outlet} · {_moment(hit, ZoneInfo(workplace.config.timezone))}"
    console.print(Text(place + (_(" · перепечатка") if hit.is_reprint else ""), style="dim"))
    for evidence in hit.evidence:
        union = workplace.registry.unions.get(evidence.union)
        line = Text(f"  {TONE_WORDS[evidence.tone]()} · {union.short if union else evidence.union}: ")
        console.print(line + _highlighted(evidence.sentence, evidence.highlights))
    if not hit.evidence:
        console.print(Text("  ") + _highlighted(hit.fragment, hit.highlights))
    console.print(Text(f"  {clean(hit.url)}", style="cyan"))


def _moment(hit: Hit, zone: ZoneInfo) -> str:
    published = hit.published.astimezone(zone)
    return f"{published:%d.%m.%Y %H:%M}" if hit.has_time else f"{published:%d.%m.%Y}"


def _highlighted(sentence: str, spans: Sequence[tuple[int, int]]) -> Text:
    """The marked sentence. Control characters become spaces: a page must not steer the reader's terminal."""
    text = Text("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in sentence))
    for start, end in spans:
        text.stylize("bold underline", start, end)
    front, behind = missing_quotes(sentence)
    return Text(front) + text + Text(behind)
