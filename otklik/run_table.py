"""What a crawl did, as a table: failures first, then who brought something, and one line for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from digests.reasons import plain_reason
from otklik.drop_words import drop_words
from records.registry import Registry
from records.runs import RunReport, SourceReport
from texts import _, plural

_SUCCEEDED = ("ok", "not-modified", "")


def show_run(console: Console, report: RunReport, registry: Registry) -> None:
    failed = [source for source in report.sources if source.outcome not in _SUCCEEDED]
    busy = [
        source
        for source in report.sources
        if source not in failed and (source.new or source.kept or source.dropped)
    ]
    if busy:
        console.print(_busy_table(busy, registry))
    if failed:
        console.print()
        console.print(_("Не прочитаны:"), style="bold")
        for source in failed:
            name = _name(source, registry)
            console.print(f"  {name}: {plain_reason(source.outcome)}", style="yellow", markup=False)
    console.print()
    console.print(_summary(report, len(report.sources) - len(busy) - len(failed)), markup=False)


def _busy_table(sources: list[SourceReport], registry: Registry) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(_("издание"))
    for title in (_("в ленте"), _("новых"), _("взято")):
        table.add_column(title, justify="right")
    table.add_column(_("не взято и почему"))
    for source in sources:
        table.add_row(
            _name(source, registry),
            str(source.found),
            str(source.new),
            str(source.kept),
            _reasons(source.dropped),
        )
    return table


def _name(source: SourceReport, registry: Registry) -> str:
    outlet = registry.outlets.get(source.outlet_id)
    return outlet.name if outlet else source.outlet_id


def _reasons(dropped: Mapping[str, int]) -> str:
    return ", ".join(f"{drop_words(reason)}: {count}" for reason, count in Counter(dropped).most_common())


def _summary(report: RunReport, quiet: int) -> str:
    kept = sum(source.kept for source in report.sources)
    seconds = (report.finished - report.started).total_seconds()
    lines = [
        _(
            "Взято {kept} {articles}, разобрано {annotated}, в указателе {indexed} (обход {seconds:.0f} с).",
            kept=kept,
            articles=plural(kept, "статья", "статьи", "статей"),
            annotated=report.annotated,
            indexed=report.indexed,
            seconds=seconds,
        )
    ]
    if quiet:
        lines.append(_("Без новостей: {quiet}.", quiet=quiet))
    if report.waiting:
        lines.append(
            _("Осталось на следующий обход: {number} (страницы пока недоступны).", number=report.waiting)
        )
    if report.outbox:
        lines.append(_("Ждут отправки в указатель: {number}.", number=report.outbox))
    return "\n".join(lines)
