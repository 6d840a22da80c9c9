"""The digest as an Excel file: every publication, not only those that the mail has room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from digests.evidence import choose_quotations
from digests.wording import clean, published_words, since_words, tone_words, week_words
from records.digest import Digest, DigestArticle, DigestStory
from texts import _

Cell = str | int | float | date
_MOST_CHARACTERS = 32_767  # Excel's limit for a cell
# One and the same digest is one and the same file, whenever it is written.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - Excel knows no zones


@dataclass(frozen=True, kw_only=True, slots=True)
class _Styles:
    heading: Format
    moment: Format
    day: Format


def write_workbook(digest: Digest) -> bytes:
    """Four sheets. Text is never taken for a formula, a link or a number: `=cmd` in a title stays a title."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": clean(digest.subscription.title), "created": _CREATED})
    styles = _Styles(
        heading=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        moment=book.add_format({"num_format": "dd.mm.yyyy hh:mm", "valign": "top", "align": "left"}),
        day=book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
    )
    for name, widths, rows in _sheets(digest):
        sheet = book.add_worksheet(name)
        _write_sheet(sheet, widths, rows, styles)
    book.close()
    return file.getvalue()


def _sheets(digest: Digest) -> list[tuple[str, Sequence[int], Iterable[Sequence[Cell]]]]:
    return [
        (_("Публикации"), (18, 24, 24, 60, 14, 30, 80, 14, 12, 50), _articles(digest)),
        (_("Сюжеты"), (10, 60, 14, 24, 18, 14, 50, 60), _stories(digest)),
        (_("Итоги"), (44, 14, 14, 14), _totals(digest)),
        (_("Не прочитаны"), (30, 40, 60, 26), _unread(digest)),
    ]


def _write_sheet(
    sheet: Worksheet, widths: Sequence[int], rows: Iterable[Sequence[Cell]], styles: _Styles
) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            _write_cell(sheet, number, column, cell, styles)


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, styles: _Styles) -> None:
    heading = styles.heading if row == 0 else None
    if isinstance(cell, str):
        sheet.write_string(row, column, clean(cell)[:_MOST_CHARACTERS], heading)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles.moment if isinstance(cell, datetime) else styles.day)
    else:
        sheet.write_number(row, column, cell, heading)


def _articles(digest: Digest) -> Iterable[Sequence[Cell]]:
    yield (
        _("Опубликовано"),
        _("Издание"),
        _("Регион"),
        _("Заголовок"),
        _("Тон"),
        _("О ком"),
        _("Фраза-основание"),
        _("Перепечатка"),
        _("Сюжет №"),
        _("Адрес"),
    )
    for number, story in enumerate(digest.stories, start=1):
        for article in (story.first, *story.reprints):
            unions = dict.fromkeys(mention.union for mention in article.mentions)
            yield (
                _published(article, digest),
                digest.names.outlets.get(article.outlet, article.outlet),
                digest.names.regions.get(article.region, article.region),
                article.title,
                tone_words(article.mentions[0].tone),
                ", ".join(digest.names.unions.get(union, union) for union in unions),
                article.mentions[0].sentence,
                _("да") if article.is_reprint else _("нет"),
                number,
                article.url,
            )


def _stories(digest: Digest) -> Iterable[Sequence[Cell]]:
    yield (
        _("№"),
        _("Заголовок"),
        _("Тон"),
        _("Первое издание"),
        _("Опубликовано"),
        _("Перепечаток"),
        _("Важность и её слагаемые"),
        _("Фраза-основание"),
    )
    for number, story in enumerate(digest.stories, start=1):
        yield (
            number,
            story.first.title,
            tone_words(story.tone),
            digest.names.outlets.get(story.first.outlet, story.first.outlet),
            _published(story.first, digest),
            len(story.reprints),
            _reasons(story),
            choose_quotations(story)[0].mention.sentence,
        )


def _totals(digest: Digest) -> Iterable[Sequence[Cell]]:
    yield (week_words(digest.week), _("эта неделя"), _("прошлая"), _("разница"))
    now, before = digest.totals, digest.before
    pairs = [
        (_("Публикаций"), now.articles, before.articles),
        (_("Сюжетов"), now.stories, before.stories),
        (_("Изданий"), now.outlets, before.outlets),
        (_("Публикаций во внешних изданиях"), now.external, before.external),
        (_("Положительных"), now.by_tone.get(1, 0), before.by_tone.get(1, 0)),
        (_("Нейтральных"), now.by_tone.get(0, 0), before.by_tone.get(0, 0)),
        (_("Негативных"), now.by_tone.get(-1, 0), before.by_tone.get(-1, 0)),
    ]
    for name, counts, earlier, names in (
        (_("О ком: {name}"), now.by_union, before.by_union, digest.names.unions),
        (_("Регион: {name}"), now.by_region, before.by_region, digest.names.regions),
    ):
        for key, count in counts.items():
            pairs.append((name.format(name=names.get(key, key)), count, earlier.get(key, 0)))
    for name, count, earlier_count in pairs:
        yield (name, count, earlier_count, count - earlier_count)
    yield (_("Изданий прочитано"), digest.read_outlets)
    yield (_("Изданий не прочитано"), sum(not outlet.partly for outlet in digest.unread))


def _unread(digest: Digest) -> Iterable[Sequence[Cell]]:
    yield (_("Издание"), _("Адрес"), _("Почему"), _("С какого времени"))
    for outlet in digest.unread:
        reason = _("частично: {reason}", reason=outlet.reason) if outlet.partly else outlet.reason
        since = since_words(outlet.since, ZoneInfo(digest.timezone)) if outlet.since else ""
        yield (outlet.outlet, outlet.url, reason, since)


def _published(article: DigestArticle, digest: Digest) -> Cell:
    """A moment, a day alone, or in words that the date is not known."""
    zone = ZoneInfo(digest.timezone)
    if not article.date_known:
        return published_words(article, zone)
    local = article.published.astimezone(zone).replace(tzinfo=None)
    return local if article.has_time else local.date()


def _reasons(story: DigestStory) -> str:
    parts = ", ".join(f"{what} +{points:g}" for what, points in story.reasons)
    return f"{story.importance:g}: {parts}" if parts else f"{story.importance:g}"
