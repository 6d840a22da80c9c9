"""`otklik sources page`: the saved copy of an article's page, as it was sent."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from archive.page_copies import PageCopy, find_copies
from archive.page_files import PageFiles
from archive.store import Transaction
from otklik.article_address import look_up
from otklik.commands.options import AsJson, ConfigFile
from otklik.drop_words import drop_words
from otklik.workplace import open_workplace, pages_folder
from records.article import Page
from records.errors import InputError, StorageError, UsageError
from texts import _
from texts.system_faults import explain_system_fault
from texts.typography import clean


def run(
    url: Annotated[str, typer.Argument(metavar=_("АДРЕС"), help=_("Адрес статьи."))],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar=_("ФАЙЛ"), help=_("Куда писать; без него — на стандартный вывод.")),
    ] = None,
    revision: Annotated[
        int | None, typer.Option(metavar=_("ЧИСЛО"), help=_("Более ранняя копия: до правки издания."))
    ] = None,
    config: ConfigFile = None,
    as_json: AsJson = False,
) -> None:
    workplace = open_workplace(config)
    zone = ZoneInfo(workplace.config.timezone)
    with workplace.archive() as archive, archive.reading() as connection:
        copies = _copies(connection, url, zone)
    copy = _chosen(copies, revision)
    page = PageFiles(pages_folder(workplace.config)).read(copy.place, copy.url)
    if out is not None:
        _write(out, page.body)
    if as_json:
        print(json.dumps(_facts(copy, page, copies), ensure_ascii=False, default=str))
        return
    # A terminal obeys what stands in a stranger's page.
    shown = out is None and not sys.stdout.isatty()
    for line in _lines(copy, page, copies, zone):
        print(line, file=sys.stderr if shown else sys.stdout)
    if shown:
        sys.stdout.buffer.write(page.body)
    elif out is None:
        print(_("Саму страницу пишет --out ФАЙЛ."))


def _copies(connection: Transaction, url: str, zone: ZoneInfo) -> list[PageCopy]:
    known = look_up(connection, url)
    if known is None:
        raise InputError(_("Адреса {url} в архиве нет: ни один источник его не называл.", url=url))
    if known.article_id is None and known.reason:
        raise InputError(
            _(
                "Страница {url} не сохранена: статью не взяли ({reason}).",
                url=url,
                reason=drop_words(known.reason),
            )
        )
    if known.article_id is None:
        seen = known.seen.astimezone(zone)
        raise InputError(
            _(
                "Страница {url} ещё не прочитана: она ждёт очереди с {seen:%d.%m.%Y %H:%M}.",
                url=url,
                seen=seen,
            )
        )
    copies = find_copies(connection, known.article_id)
    if not copies:
        raise InputError(
            _(
                "Копии страницы {url} нет: текст пришёл вместе с лентой, или копии тогда не сохранялись "
                "(crawl.keep_pages), или её срок вышел (crawl.keep_pages_months). Текст статьи в архиве есть.",
                url=url,
            )
        )
    return copies


def _chosen(copies: list[PageCopy], revision: int | None) -> PageCopy:
    if revision is None:
        return copies[0]
    for copy in copies:
        if copy.revision == revision:
            return copy
    known = ", ".join(str(copy.revision) for copy in copies)
    raise UsageError(_("--revision: есть копии {known}, а {revision} нет.", known=known, revision=revision))


def _lines(copy: PageCopy, page: Page, copies: list[PageCopy], zone: ZoneInfo) -> list[str]:
    fetched = copy.fetched.astimezone(zone)
    kind = dict(page.headers).get("Content-Type", "")
    lines = [
        _(
            "Страница {url} прочитана {fetched:%d.%m.%Y %H:%M}: ответ {status}, {kind}, байт: {size}.",
            url=page.url,
            fetched=fetched,
            status=page.status,
            kind=clean(kind),
            size=len(page.body),
        )
    ]
    for other in (each for each in copies if each is not copy):
        fetched = other.fetched.astimezone(zone)
        lines.append(
            _("Есть и копия от {fetched:%d.%m.%Y %H:%M}: --revision {n}", fetched=fetched, n=other.revision)
        )
    return lines


def _facts(copy: PageCopy, page: Page, copies: list[PageCopy]) -> dict[str, Any]:
    return {
        "article_id": copy.article_id,
        "url": page.url,
        "fetched": copy.fetched.isoformat(),
        "revision": copy.revision,
        "status": page.status,
        "headers": dict(page.headers),
        "bytes": len(page.body),
        "file": copy.place.file,
        "offset": copy.place.offset,
        "length": copy.place.length,
        "revisions": [each.revision for each in copies],
    }


def _write(file: Path, body: bytes) -> None:
    try:
        file.write_bytes(body)
    except OSError as error:
        raise StorageError(
            _("Файл {file} не удалось записать: {reason}.", file=file, reason=explain_system_fault(error))
        ) from error
