"""Saved copies of pages: read as they came, also beside what a killed process left half-written."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.page_files import PageFiles, PagePlace
from records.article import Page
from records.errors import StorageError

NOW = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)


def a_page(number: int = 1, body: bytes = b"", *headers: tuple[str, str]) -> Page:
    return Page(
        url=f"https://vestnik.example/{number}",
        status=200,
        headers=headers or (("Content-Type", "text/html; charset=windows-1251"),),
        body=body or f"<p>Профком {number}\r\n\r\n\0</p>".encode("cp1251"),
    )


def keep(folder: Path, *pages: Page, fetched: datetime = NOW) -> list[PagePlace]:
    """As one process does."""
    files = PageFiles(folder)
    return [files.append(page, fetched) for page in pages]


@pytest.mark.parametrize(
    "page",
    [
        a_page(),
        a_page(1, b"\x1f\x8b not gzip, but the page's own bytes"),
        a_page(1, b"WARC/1.1\r\n\r\n" * 3),
        a_page(1, b"<p>" + b"a" * 5_000_000),
        a_page(1, b"x", ("Content-Type", "text/html"), ("ETag", '"é\xa0"')),
        Page(url="https://vestnik.example/?q=%D0%BF&b=1", status=299, headers=(), body=b"ok"),
    ],
    ids=["windows-1251", "gzip", "warc", "large", "bytes in a header", "unknown status"],
)
def test_a_page_comes_back_as_it_came(tmp_path: Path, page: Page) -> None:
    other = a_page(9)
    places = keep(tmp_path, other, page, other)
    found = PageFiles(tmp_path).read(places[1], page.url)
    assert (found.url, found.status, found.body) == (page.url, page.status, page.body)
    assert dict(found.headers).get("Content-Type") == dict(page.headers).get("Content-Type")
    assert PageFiles(tmp_path).read(places[2], other.url).body == other.body


def test_the_file_is_one_that_any_reader_of_the_standard_takes(tmp_path: Path) -> None:
    keep(tmp_path, a_page(1), a_page(2))
    keep(tmp_path, a_page(3))
    assert [file.name for file in tmp_path.iterdir()] == ["2026-11-23.warc.gz"]
    with (tmp_path / "2026-11-23.warc.gz").open("rb") as packed:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read())
            for record in ArchiveIterator(packed, check_digests="raise")
        ]
    assert [kind for kind, _url, _body in records] == ["warcinfo", "response", "response", "response"]
    assert records[3][1:] == (a_page(3).url, a_page(3).body)


def test_a_new_day_is_a_new_file(tmp_path: Path) -> None:
    files = PageFiles(tmp_path)
    for hours in (0, 2, 3):
        files.append(a_page(hours), NOW + timedelta(hours=hours))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["2026-11-23.warc.gz", "2026-11-24.warc.gz"]


@pytest.mark.parametrize("cut", [1, 8, 40, -1])
def test_a_tail_that_was_torn_off_is_left_alone_and_read_around(tmp_path: Path, cut: int) -> None:
    """`cut` bytes are missing of the last record; -1: there is nothing of it but zeros, as after a power cut."""
    places = keep(tmp_path, a_page(1), a_page(2))
    file = tmp_path / places[1].file
    whole = file.read_bytes()
    torn = whole[:-cut] if cut > 0 else whole[: places[1].offset] + bytes(places[1].length)
    file.write_bytes(torn)
    [later, last] = keep(tmp_path, a_page(3), a_page(4))
    assert {later.file, last.file} == {"2026-11-23-2.warc.gz"}
    assert file.read_bytes() == torn
    files = PageFiles(tmp_path)
    assert files.read(places[0], a_page(1).url).body == a_page(1).body
    assert files.read(later, a_page(3).url).body == a_page(3).body
    assert files.read(last, a_page(4).url).body == a_page(4).body
    with pytest.raises(StorageError, match=r"2026-11-23\.warc\.gz повреждена"):
        files.read(places[1], a_page(2).url)


def test_a_record_that_nobody_knows_of_hurts_none(tmp_path: Path) -> None:
    """The process was killed when the record was on disk and before the archive knew of it."""
    keep(tmp_path, a_page(1))
    [place] = keep(tmp_path, a_page(2))
    assert place.file == "2026-11-23.warc.gz"
    assert PageFiles(tmp_path).read(place, a_page(2).url).body == a_page(2).body


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    [place] = keep(tmp_path, page := a_page(1, bytes(range(256)) * 40))
    file = tmp_path / place.file
    whole = file.read_bytes()
    for at in range(place.offset, place.offset + place.length):
        spoilt = bytearray(whole)
        spoilt[at] ^= 4
        file.write_bytes(spoilt)
        try:
            assert PageFiles(tmp_path).read(place, page.url).body == page.body, f"byte {at}"
        except StorageError:
            continue


def test_another_page_at_the_place_is_not_shown_for_it(tmp_path: Path) -> None:
    [place] = keep(tmp_path, a_page(1))
    with pytest.raises(StorageError, match="повреждена"):
        PageFiles(tmp_path).read(place, a_page(2).url)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    [place] = keep(tmp_path, a_page(1))
    (tmp_path / place.file).unlink()
    with pytest.raises(StorageError, match=r"2026-11-23\.warc\.gz"):
        PageFiles(tmp_path).read(place, a_page(1).url)


def test_a_folder_that_cannot_be_written_is_named_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("no folder")
    with pytest.raises(StorageError, match="keep_pages = false"):
        keep(tmp_path / "pages", a_page(1))


def test_the_files_of_earlier_days_are_known_by_their_names(tmp_path: Path) -> None:
    for name in (
        "2025-10-31.warc.gz",
        "2025-10-31-2.warc.gz",
        "2025-11-01.warc.gz",
        "mine.warc.gz",
        "2025-10-31.txt",
    ):
        (tmp_path / name).touch()
    found = [file.name for file in PageFiles(tmp_path).files_before(date(2025, 11, 1))]
    assert found == ["2025-10-31-2.warc.gz", "2025-10-31.warc.gz"]
    assert list(PageFiles(tmp_path / "none").files_before(date(2025, 11, 1))) == []
