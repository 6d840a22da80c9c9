"""The tables of the Excel file: which columns, and a row for each publication, story and unread outlet."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from digests.evidence import choose_quotations
from digests.importance import explain_importance
from digests.summary import count_sheet, notes_sheet
from digests.wording import holder_words, period_words, published_words, toned_words
from exports.cells import Cell, Linked, Sheet, Toned
from exports.docx import write_docx
from exports.xlsx import write_xlsx
from records.digest import Digest, DigestArticle, DigestStory
from texts import _
from texts.quotes import balance_quotes
from texts.typography import zone_words


def write_workbook(digest: Digest) -> bytes:
    """The digest as an Excel file to forward: every publication, not only those that the mail has room for."""
    return write_xlsx(list_sheets(digest), digest.subscription.title)


def write_document(digest: Digest) -> bytes:
    """The stories as a Word file, to be put before somebody; the Excel file has every publication."""
    sheets = [_document_stories(digest), count_sheet(digest), _unread(digest)]
    title = f"{digest.subscription.title}. {period_words(digest.period)}"
    return write_docx(sheets, title, [explain_importance()])


def _document_stories(digest: Digest) -> Sheet:
    """Fewer columns than Excel has: a page is narrow."""
    columns = (
        (_("№"), 4),
        (_("Заголовок"), 34),
        (_("Тон"), 12),
        (_("Издание"), 20),
        (_published_heading(digest), 14),
        (_("Перепечаток"), 10),
        (_("Фраза-основание"), 50),
    )
    rows = (
        (
            number,
            Linked(text=story.first.title, url=story.first.url),
            _tone(story),
            digest.names.outlets.get(story.first.outlet, story.first.outlet),
            _published(story.first, digest),
            len(story.reprints),
            balance_quotes(choose_quotations(story)[0].mention.sentence),
        )
        for number, story in enumerate(digest.stories, start=1)
    )
    return Sheet(name=_("Сюжеты"), columns=columns, rows=rows)


def list_sheets(digest: Digest) -> list[Sheet]:
    late = [_late(digest)] if digest.late.stories or digest.late.copies else []
    return [
        _articles(digest),
        _stories(digest),
        *late,
        count_sheet(digest),
        _unread(digest),
        notes_sheet(digest),
    ]


def _articles(digest: Digest) -> Sheet:
    columns = (
        (_published_heading(digest), 17),
        (_("Издание"), 22),
        (_("Регион"), 22),
        (_("Заголовок"), 48),
        (_("Тон"), 15),
        (_("О ком"), 32),
        (_("Фраза-основание"), 64),
        (_("Чьи слова"), 18),
        (_("Перепечатка"), 14),
        (_("Сюжет №"), 10),
        (_("Адрес"), 40),
    )
    rows = (
        (
            _published(article, digest),
            digest.names.outlets.get(article.outlet, article.outlet),
            digest.names.regions.get(article.region, article.region),
            Linked(text=article.title, url=article.url),
            _tone(article),
            _unions([article], digest),
            balance_quotes(article.mentions[0].sentence),
            holder_words(article.mentions[0]),
            _("да") if article.is_reprint else _("нет"),
            number,
            Linked(text=article.url, url=article.url),
        )
        for number, story in enumerate(digest.stories, start=1)
        for article in story.articles
    )
    return Sheet(name=_("Публикации"), columns=columns, rows=rows)


def _stories(digest: Digest) -> Sheet:
    columns = (
        (_("№"), 7),
        (_("Заголовок"), 48),
        (_("Тон"), 15),
        (_("Первое издание"), 24),
        (_published_heading(digest), 17),
        (_("О ком"), 32),
        (_("Перепечаток"), 14),
        (_("Важность"), 12),
        (_("За что баллы"), 40),
        (_("Фраза-основание"), 64),
    )
    rows = (
        (
            number,
            Linked(text=story.first.title, url=story.first.url),
            _tone(story),
            digest.names.outlets.get(story.first.outlet, story.first.outlet),
            _published(story.first, digest),
            _unions(story.articles, digest),
            len(story.reprints),
            story.importance,
            _reasons(story),
            balance_quotes(choose_quotations(story)[0].mention.sentence),
        )
        for number, story in enumerate(digest.stories, start=1)
    )
    return Sheet(name=_("Сюжеты"), columns=columns, rows=rows)


def _late(digest: Digest) -> Sheet:
    columns = (
        (_published_heading(digest), 17),
        (_("Издание"), 22),
        (_("Заголовок"), 48),
        (_("Тон"), 15),
        (_("О ком"), 32),
        (_("Фраза-основание"), 64),
        (_("Сюжет уже рассказан"), 14),
        (_("Адрес"), 40),
    )
    new = [article for story in digest.late.stories for article in story.articles]
    rows = (
        (
            _published(article, digest),
            digest.names.outlets.get(article.outlet, article.outlet),
            Linked(text=article.title, url=article.url),
            _tone(article),
            _unions([article], digest),
            balance_quotes(article.mentions[0].sentence),
            _("да") if is_told else _("нет"),
            Linked(text=article.url, url=article.url),
        )
        for is_told, articles in ((False, new), (True, digest.late.copies))
        for article in articles
    )
    return Sheet(name=_("Поздние находки"), columns=columns, rows=rows)


def _unread(digest: Digest) -> Sheet:
    columns = (
        (_("Издание"), 30),
        (_("Адрес"), 36),
        (_("Прочитано частично"), 14),
        (_("Не читается с"), 16),
        (_("Почему"), 64),
    )
    zone = ZoneInfo(digest.timezone)
    rows = (
        (
            outlet.outlet,
            Linked(text=outlet.url, url=outlet.url),
            _("да") if outlet.partly else _("нет"),
            outlet.since.astimezone(zone).date() if outlet.since else None,
            outlet.reason,
        )
        for outlet in digest.unread
    )
    return Sheet(name=_("Не прочитаны"), columns=columns, rows=rows)


def _published_heading(digest: Digest) -> str:
    return _("Опубликовано (время: {city})", city=zone_words(digest.timezone))


def _published(article: DigestArticle, digest: Digest) -> Cell:
    """A moment, a day alone, or in words that the date is not known."""
    zone = ZoneInfo(digest.timezone)
    if not article.date_known:
        return published_words(article, zone)
    local = article.published.astimezone(zone).replace(tzinfo=None)
    return local if article.has_time else local.date()


def _unions(articles: Iterable[DigestArticle], digest: Digest) -> str:
    unions = dict.fromkeys(mention.union for article in articles for mention in article.mentions)
    return "; ".join(digest.names.unions.get(union, union) for union in unions)


def _tone(told: DigestStory | DigestArticle) -> Cell:
    """In its colour, or in words that it is not clear."""
    if not told.is_clear:
        return toned_words(told)
    return Toned(tone=told.tone if isinstance(told, DigestStory) else told.mentions[0].tone)


def _reasons(story: DigestStory) -> str:
    return ", ".join(f"{what} — {points:g}" for what, points in story.reasons)
