"""Which saved copy belongs to which text of an article, and what becomes of an address of which there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, delete, insert, select

from archive.addresses import address_id
from archive.page_files import PageFiles, PagePlace
from archive.schema import articles, links, page_copies
from archive.store import Archive
from records.article import Dropped, Page
from records.errors import StorageError
from texts import _
from texts.system_faults import explain_system_fault


@dataclass(frozen=True, kw_only=True, slots=True)
class PageCopy:
    """`url` is where the page was found in the end. `revision` is the article's that was read from it."""

    article_id: str
    revision: int
    url: str
    fetched: datetime
    place: PagePlace


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownAddress:
    """What the archive knows of an address. `article_id` is None where no article came of it: then `reason` says why,
    or it is empty and the address still waits."""

    article_id: str | None
    seen: datetime
    reason: str


def record_copy(
    connection: Connection, link_url: str, page: Page, fetched: datetime, place: PagePlace
) -> None:
    """Of the article as it was just kept under this link."""
    row = connection.execute(
        select(articles.c.id, articles.c.revision)
        .join(links, links.c.article_id == articles.c.id)
        .where(links.c.id == address_id(link_url))
    ).one()
    connection.execute(
        insert(page_copies).values(
            article_id=row.id,
            revision=row.revision,
            url=page.url,
            fetched=fetched,
            file=place.file,
            offset=place.offset,
            length=place.length,
        )
    )


def find_address(connection: Connection, url: str) -> KnownAddress | None:
    """By a link's address or an article's own. Raises ValueError for what is no address."""
    id_ = address_id(url)
    link = connection.execute(select(links).where(links.c.id == id_)).one_or_none()
    if link is not None and link.reason == Dropped.DUPLICATE_ADDRESS:
        id_ = address_id(link.detail)
    if link is None or link.reason == Dropped.DUPLICATE_ADDRESS:
        query = select(articles.c.id, articles.c.first_seen).where(articles.c.id == id_)
        article = connection.execute(query).one_or_none()
        if article is not None:
            return KnownAddress(article_id=article.id, seen=article.first_seen, reason="")
    if link is None:
        return None
    return KnownAddress(article_id=link.article_id, seen=link.seen, reason=link.reason or "")


def find_copies(connection: Connection, article_id: str) -> list[PageCopy]:
    """The newest first."""
    rows = connection.execute(
        select(page_copies)
        .where(page_copies.c.article_id == article_id)
        .order_by(page_copies.c.revision.desc())
    )
    return [
        PageCopy(
            article_id=row.article_id,
            revision=row.revision,
            url=row.url,
            fetched=row.fetched,
            place=PagePlace(file=row.file, offset=row.offset, length=row.length),
        )
        for row in rows
    ]


def drop_copies_before(archive: Archive, files: PageFiles, day: date) -> int:
    """Deletes the files of earlier days; returns how many. Rows first: a file without rows is deleted next time."""
    old = list(files.files_before(day))
    for file in old:
        with archive.writing() as connection:
            connection.execute(delete(page_copies).where(page_copies.c.file == file.name))
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                _(
                    "Старый файл {file} с копиями страниц не удаляется: {reason}.",
                    file=file,
                    reason=explain_system_fault(error),
                )
            ) from error
    return len(old)
