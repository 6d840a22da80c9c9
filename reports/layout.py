"""A report as a paper: blocks for Word and PDF, each number with the mark under which its query stands at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from charts.picture import to_png
from exports.blocks import Block, Grid, Heading, Paragraph, Picture
from exports.cells import Cell, Linked
from reports.parts import Chart, Listing, Measure, Measures, Part, Report, Told, ToldStory
from reports.words import change_words, value_words
from texts import _
from texts.typography import counted

_PAGE = 16.0  # centimetres
_CYRILLIC = re.compile(r"(?:%[CD][0-9A-F]%[89AB][0-9A-F])+")  # in UTF-8


@dataclass(kw_only=True)
class References:
    """The queries in the order in which their marks appear; one that comes again keeps its mark."""

    base: str
    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def mark(self, address: str, label: str) -> Cell:
        if not address:
            return ""
        number, _label = self.found.setdefault(address, (len(self.found) + 1, label))
        return Linked(text=str(number), url=self.base + address if self.base else "")

    def rows(self) -> list[tuple[Cell, ...]]:
        return [
            (number, label, Linked(text=readable(address), url=self.base + address if self.base else ""))
            for address, (number, label) in self.found.items()
        ]


def readable(address: str) -> str:
    """Cyrillic as letters: browsers take it so too."""
    return _CYRILLIC.sub(lambda found: unquote(found[0]), address)


def lay_out(report: Report, base: str = "") -> Iterator[Block]:
    """`base` is the desk's address without its end; without one the queries stand as they are typed behind it."""
    references = References(base=base.rstrip("/"))
    yield Heading(text=report.title, level=1)
    yield Paragraph(text=report.subtitle)
    for remark in report.remarks:
        yield Paragraph(text=remark, kind="remark")
    for section in report.sections:
        yield Heading(text=section.title, level=2)
        for words in section.words:
            yield Paragraph(text=words)
        for part in section.parts:
            yield from _lay_part(part, report.columns, references)
    yield from _appendix(references)


def _lay_part(part: Part, spans: tuple[str, str, str], references: References) -> Iterator[Block]:
    yield Heading(text=part.title, level=3)
    match part:
        case Measures():
            yield from _lay_measures(part, spans, references)
        case Listing():
            yield from _lay_listing(part)
        case Told():
            yield from _lay_stories(part, references)
        case Chart():
            yield Picture(png=to_png(part.svg), described=part.described, width=_PAGE)
            if part.legend:
                yield Paragraph(text=part.legend, kind="remark")


def _lay_measures(part: Measures, spans: tuple[str, str, str], references: References) -> Iterator[Block]:
    if not part.rows:
        yield Paragraph(text=_("За это время ничего."), kind="remark")
        return
    now, before, year_ago = part.columns or spans
    change = () if part.columns else ((_("Разница"), 13.0),)
    columns = ((part.heading, 36.0), (now, 15.0), (before, 15.0), *change, (year_ago, 15.0), ("№", 6.0))
    rows = [_row(each, part, references) for each in part.rows[: part.most]]
    yield Grid(columns=columns, rows=rows, right=frozenset(range(1, len(columns))))
    left = len(part.rows) - part.most
    if left > 0:
        yield _shortened(left)
    if part.remark:
        yield Paragraph(text=part.remark, kind="remark")


def _row(measure: Measure, part: Measures, references: References) -> list[Cell]:
    now, before, year_ago = (
        value_words(value, is_share=part.is_share)
        for value in (measure.now, measure.before, measure.year_ago)
    )
    change = [] if part.columns else [change_words(measure.now, measure.before, is_share=part.is_share)]
    return [
        measure.label,
        now,
        before,
        *change,
        year_ago,
        references.mark(measure.address, _label(measure, part)),
    ]


def _label(measure: Measure, part: Measures) -> str:
    return f"{part.title}: {measure.label}"


def _lay_listing(part: Listing) -> Iterator[Block]:
    if not part.rows:
        yield Paragraph(text=_("Таких нет."), kind="remark")
        return
    if part.remark:
        yield Paragraph(text=part.remark, kind="remark")
    columns = [(heading, float(width)) for heading, width in part.columns]
    numbers = {place for place, cell in enumerate(part.rows[0]) if isinstance(cell, int)}
    yield Grid(columns=columns, rows=part.rows[: part.most], right=frozenset(numbers))
    if len(part.rows) > part.most:
        yield _shortened(len(part.rows) - part.most)


def _lay_stories(part: Told, references: References) -> Iterator[Block]:
    if not part.stories:
        yield Paragraph(text=_("Таких за это время не было."), kind="remark")
    for story in part.stories:
        yield Paragraph(text=story.title, url=story.url, kind="title")
        yield Paragraph(text=story_words(story, references), kind="remark")
        yield Paragraph(text=story.sentence, kind="quotation")


def story_words(story: ToldStory, references: References | None = None) -> str:
    """When, where, in how many outlets; with the mark of the query."""
    words = f"{story.published:%d.%m.%Y}, {story.outlet}"
    if story.articles > 1:
        words += "; " + _(
            "{articles} в {outlets}",
            articles=counted(story.articles, "публикация", "публикации", "публикаций"),
            outlets=counted(story.outlets, "издании", "изданиях", "изданиях"),
        )
    if references is not None:
        mark = references.mark(story.address, story.title)
        words += f" · № {mark.text}" if isinstance(mark, Linked) else ""
    return words


def _shortened(left: int) -> Paragraph:
    rows = counted(left, "строка", "строки", "строк")
    return Paragraph(text=_("И ещё {rows}: все они в файле Excel.", rows=rows), kind="remark")


def _appendix(references: References) -> Iterator[Block]:
    rows: Sequence[Sequence[Cell]] = references.rows()
    if not rows:
        return
    yield Heading(text=_("Как проверить числа"), level=2)
    yield Paragraph(
        text=_(
            "Число под каждым номером — итог страницы рабочего стола (otklik desk) с этим адресом. За другие "
            "периоды — тот же адрес с другими днями since и until; все три стоят в файле Excel."
        )
    )
    yield Grid(columns=(("№", 6.0), (_("Что"), 40.0), (_("Адрес страницы"), 60.0)), rows=rows)
