"""Saved copies of pages: WARC files, one a day, in a folder of the user's. The one door to warcio.

A record is written by one process at a time (the caller holds the crawl lock), in one piece, and is on disk when
`append` returns. It is read by its place alone, so what a killed process left half-written hurts no other record.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

from records.article import Page
from records.errors import StorageError
from texts import _
from texts.system_faults import explain_system_fault

_SUFFIX = ".warc.gz"
_AT_ONCE = 65536  # bytes
_GZIP = zlib.MAX_WBITS | 16


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePlace:
    """Where a record stands: a file's name, and bytes of it."""

    file: str
    offset: int
    length: int


class PageFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open_day: tuple[date, Path] | None = None  # the file that this process writes to

    def append(self, page: Page, fetched: datetime) -> PagePlace:
        """Raises StorageError when the folder cannot be written."""
        record = _packed(*_response(page, fetched))
        try:
            file = self._file_of(fetched.astimezone(UTC).date())
            head = b"" if file.exists() else _packed_head(file.name)
            with file.open("ab") as out:
                offset = out.tell() + len(head)
                out.write(head + record)
                out.flush()
                os.fsync(out.fileno())
            if head:
                _keep_name(self.folder)
        except OSError as error:
            self._open_day = None  # what was written of the record is for nobody to write behind
            raise StorageError(
                _(
                    "Копия страницы не записывается в папку {folder}: {reason}. Обход без копий: "
                    "keep_pages = false в разделе [crawl].",
                    folder=self.folder,
                    reason=explain_system_fault(error),
                )
            ) from error
        return PagePlace(file=file.name, offset=offset, length=len(record))

    def read(self, place: PagePlace, url: str) -> Page:
        """The page that was fetched from `url`. Raises StorageError when it is not there, or not whole."""
        file = self.folder / place.file
        try:
            with file.open("rb") as packed:
                packed.seek(place.offset)
                page = _read_response(packed.read(place.length))
        except OSError as error:
            raise StorageError(
                _(
                    "Файл {file} с копией страницы не читается: {reason}.",
                    file=file,
                    reason=explain_system_fault(error),
                )
            ) from error
        if page is None or page.url != url:
            raise StorageError(
                _("Копия страницы {url} в файле {file} повреждена или затёрта.", url=url, file=file)
            )
        return page

    def files_before(self, day: date) -> Iterator[Path]:
        """Those of earlier days. A file that is not ours is none of them."""
        for file in sorted(self.folder.glob(f"*{_SUFFIX}")):
            try:
                if date.fromisoformat(file.name[:10]) < day:
                    yield file
            except ValueError:
                continue

    def _file_of(self, day: date) -> Path:
        """A new one when the last process left the day's file half-written, or when it is damaged."""
        if self._open_day is None or self._open_day[0] != day:
            self.folder.mkdir(parents=True, exist_ok=True)
            number = 1
            while not _ends_whole(file := self.folder / f"{day}{f'-{number}' * (number > 1)}{_SUFFIX}"):
                number += 1
            self._open_day = day, file
        return self._open_day[1]


def _response(page: Page, fetched: datetime) -> tuple[Any, BufferWARCWriter]:
    writer = BufferWARCWriter(gzip=True, warc_version="1.1")
    status = f"{page.status} {HTTPStatus(page.status).phrase if page.status in _PHRASES else ''}".strip()
    headers = [*page.headers, ("Content-Length", str(len(page.body)))]
    record = writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),
        http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    return record, writer


_PHRASES = frozenset(HTTPStatus)


def _packed(record: Any, writer: BufferWARCWriter) -> bytes:
    writer.write_record(record)
    packed: bytes = writer.get_contents()
    writer.out.close()
    return packed


def _packed_head(name: str) -> bytes:
    """What the standard wants a file to begin with."""
    writer = BufferWARCWriter(gzip=True, warc_version="1.1")
    about = {"software": "Otklik", "format": "WARC File Format 1.1"}
    return _packed(writer.create_warcinfo_record(name, about), writer)


def _read_response(packed: bytes) -> Page | None:
    """None where the bytes are no whole record, or not those that were written: gzip's own sum says so."""
    unpacker = zlib.decompressobj(wbits=_GZIP)
    try:
        record = next(iter(ArchiveIterator(BytesIO(unpacker.decompress(packed)))), None)
        body = record.raw_stream.read() if record is not None and record.http_headers is not None else None
    except (ArchiveLoadFailed, zlib.error):
        return None
    if record is None or body is None or not unpacker.eof:
        return None
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple(record.http_headers.headers),
        body=body,
    )


def _ends_whole(file: Path) -> bool:
    """Whether a record can be written behind what stands there: nothing, or whole gzip members."""
    if not file.exists():
        return True
    unpacker = None
    with file.open("rb") as packed:
        while chunk := packed.read(_AT_ONCE):
            while chunk:
                unpacker = unpacker or zlib.decompressobj(wbits=_GZIP)
                try:
                    unpacker.decompress(chunk)
                except zlib.error:
                    return False
                chunk = unpacker.unused_data
                unpacker = None if unpacker.eof else unpacker
    return unpacker is None


def _keep_name(folder: Path) -> None:
    """A new file's name is safe from a power cut only with its folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
