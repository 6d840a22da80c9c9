"""A report as an Excel file: a sheet a table, all rows, and beside each number the address where it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.cells import Cell, Columns, Linked, Sheet, Toned
from reports.parts import Chart, Listing, Measure, Measures, Report, Told, Value
from texts import _

_MOST = 31  # characters in the name of a sheet
_UNNAMED = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def list_sheets(report: Report, base: str = "") -> list[Sheet]:
    """`base` is the desk's address; without one the addresses are mere text."""
    parts = [part for section in report.sections for part in section.parts if not isinstance(part, Chart)]
    sheets = [_about(report)]
    for part in parts:
        sheets.append(_sheet(part, _name(part.title, {each.name for each in sheets}), report, base))
    return sheets


def _about(report: Report) -> Sheet:
    rows: list[Sequence[Cell]] = [(report.title,), (report.subtitle,), *((each,) for each in report.remarks)]
    return Sheet(name=_("О отчёте"), columns=((_("Отчёт"), 110),), rows=rows, is_filtered=False)


def _name(title: str, taken: set[str]) -> str:
    """Excel takes 31 characters and no two alike, whatever their case."""
    plain = " ".join(title.translate(_UNNAMED).split())
    names = {name.casefold() for name in taken}
    return next(name for name in _tries(plain) if name.casefold() not in names)


def _tries(plain: str) -> Iterator[str]:
    yield plain[:_MOST].strip()
    for number in range(2, 1000):
        end = f" {number}"
        yield plain[: _MOST - len(end)].strip() + end


def _sheet(part: Measures | Listing | Told, name: str, report: Report, base: str) -> Sheet:
    match part:
        case Measures():
            return _measures(part, name, report, base)
        case Listing():
            return Sheet(name=name, columns=part.columns, rows=part.rows)
        case Told():
            return _stories(part, name, base)


def _measures(part: Measures, name: str, report: Report, base: str) -> Sheet:
    now, before, year_ago = part.columns or report.columns
    where = _("Где считано")
    columns: tuple[tuple[str, int], ...] = (
        (part.heading, 44),
        (now, 16),
        (before, 16),
        (year_ago, 16),
        (f"{where}: {now}", 60),
    )
    if not part.columns:
        columns += ((f"{where}: {before}", 60), (f"{where}: {year_ago}", 60))
    rows = [_row(each, base, len(columns)) for each in part.rows]
    return Sheet(name=name, columns=columns, rows=rows, chart=_chart(part))


def _chart(part: Measures) -> Columns | None:
    """Months as stacked columns, the colours of the tones."""
    if not part.columns or not part.rows:
        return None
    return Columns(title=part.title, colours=("#c62b33", "#aab4be", "#2a8a49"))


def _row(measure: Measure, base: str, width: int) -> Sequence[Cell]:
    values = [_value(each) for each in (measure.now, measure.before, measure.year_ago)]
    addresses = [_address(each, base) for each in (measure.address, *measure.earlier)]
    return [measure.label, *values, *addresses][:width]


def _value(value: Value) -> Cell:
    return _("нет данных") if value is None else value


def _address(address: str, base: str) -> Cell:
    return Linked(text=address, url=base.rstrip("/") + address) if address and base else address


def _stories(part: Told, name: str, base: str) -> Sheet:
    columns = (
        (_("Опубликовано"), 14),
        (_("Тон"), 14),
        (_("Издание"), 26),
        (_("Заголовок"), 50),
        (_("Предложение"), 80),
        (_("Публикаций"), 12),
        (_("Изданий"), 10),
        (_("Где считано"), 50),
    )
    rows: list[Sequence[Cell]] = [
        (
            story.published.date(),
            Toned(tone=story.tone),
            story.outlet,
            Linked(text=story.title, url=story.url),
            story.sentence,
            story.articles,
            story.outlets,
            _address(story.address, base),
        )
        for story in part.stories
    ]
    return Sheet(name=name, columns=columns, rows=rows)
