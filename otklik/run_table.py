"""What a crawl did, as a table: failures first, then who brought something, and one line for the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from otklik.drop_words import drop_words
from records.registry import Outlet
from records.runs import Gap, RunReport, SourceReport
from texts import _, plural
from texts.conditions import verdict_words
from texts.reasons import plain_reason

_MOST_NAMES = 20  # of outlets that fail for one reason; all of them: otklik sources list --failing


def show_run(console: Console, report: RunReport, outlets: Mapping[str, Outlet]) -> None:
    busy = [source for source in report.sources if not _failed(source) and _has_news(source)]
    if busy:
        console.print(_busy_table(busy, outlets))
        console.print()
    show_failures(console, report, outlets)
    show_odd(console, report, outlets)
    show_gaps(console, report, outlets)
    show_summary(console, report)


def show_failures(console: Console, report: RunReport, outlets: Mapping[str, Outlet]) -> None:
    """The sources that could not be read, by reason in plain words, the commonest first."""
    failed = [source for source in report.sources if _failed(source)]
    if failed:
        console.print(_("Не прочитаны:"), style="bold")
    for outcome, count in Counter(source.outcome for source in failed).most_common():
        of_this = dict.fromkeys(_name(source, outlets) for source in failed if source.outcome == outcome)
        names = ", ".join([*of_this][:_MOST_NAMES]) + (" …" if len(of_this) > _MOST_NAMES else "")
        console.print(f"  {plain_reason(outcome)} ({count}): {names}", style="yellow", markup=False)


def show_gaps(console: Console, report: RunReport, outlets: Mapping[str, Outlet]) -> None:
    """What the sources had forgotten before they were asked again: an outage of ours, or a very busy day of theirs."""
    if report.gaps:
        console.print(_("После перерыва:"), style="bold")
    for gap in report.gaps:
        console.print(f"  {gap_words(gap, outlets)}", style="yellow", markup=False)


def gap_words(gap: Gap, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(gap.outlet_id)
    name = outlet.name if outlet else gap.outlet_id
    zone = ZoneInfo(outlet.timezone) if outlet else UTC
    since, until = (f"{moment.astimezone(zone):%d.%m %H:%M}" for moment in (gap.since, gap.until))
    holds = _(
        "лента хранит {window} {records}",
        window=gap.window,
        records=plural(gap.window, "запись", "записи", "записей"),
    )
    if gap.found:
        filled = plural(gap.found, "статья", "статьи", "статей")
        return _(
            "{name}: {holds}; за {since} – {until} взято из других источников издания: {found} {filled}",
            name=name, holds=holds, since=since, until=until, found=gap.found, filled=filled,
        )  # fmt: skip
    return _(
        "{name}: {holds}; вышедшее с {since} по {until} потеряно",
        name=name,
        holds=holds,
        since=since,
        until=until,
    )


def show_odd(console: Console, report: RunReport, outlets: Mapping[str, Outlet]) -> None:
    """The sources that answer and yet are not what they were, each with since when."""
    odd = [source for source in report.sources if source.verdict.condition in ("broken", "silent")]
    if odd:
        console.print(_("Читаются не так, как раньше (что делать: otklik doctor):"), style="bold")
    for source in odd:
        sentence = f"  {_name(source, outlets)}: {verdict_words(source.verdict)}"
        console.print(sentence, style="yellow", markup=False)


def show_summary(console: Console, report: RunReport) -> None:
    quiet = sum(not _failed(source) and not _has_news(source) for source in report.sources)
    console.print(_summary(report, quiet), markup=False)


def _failed(source: SourceReport) -> bool:
    return source.outcome not in ("ok", "not-modified", "")


def _has_news(source: SourceReport) -> bool:
    return bool(source.new or source.kept or source.dropped)


def _busy_table(sources: list[SourceReport], outlets: Mapping[str, Outlet]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(_("издание"))
    for title in (_("в ленте"), _("новых"), _("взято")):
        table.add_column(title, justify="right")
    table.add_column(_("не взято и почему"))
    for source in sources:
        mark = "⚠ " if source.verdict.condition else ""
        table.add_row(
            mark + _name(source, outlets),
            str(source.found),
            str(source.new),
            str(source.kept),
            _reasons(source.dropped),
        )
    return table


def _name(source: SourceReport, outlets: Mapping[str, Outlet]) -> str:
    outlet = outlets.get(source.outlet_id)
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
    if report.unannotated:
        lines.append(
            _("Не поддались разбору: {number}; что делать: otklik doctor", number=report.unannotated)
        )
    if report.outbox:
        lines.append(_("Ждут отправки в указатель: {number}.", number=report.outbox))
    return "\n".join(lines)
