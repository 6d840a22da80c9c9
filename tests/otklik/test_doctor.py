"""What the doctor names: with since when, why, and the mend."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from archive.annotation_faults import record_fault
from archive.articles import keep_article
from archive.frontier import register_sources, start_run
from archive.store import open_archive, sqlite_url
from records.article import Article
from records.registry import Source
from tests.otklik.conftest import Run

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def test_a_text_that_cannot_be_annotated_is_named_with_its_address_and_the_command(
    otklik: Run, tmp_path: Path
) -> None:
    otklik("init")
    (tmp_path / "data").mkdir()
    archive = open_archive(sqlite_url(tmp_path / "data" / "archive.db"))
    url = "https://vestnik.example/1"
    article = Article(
        id="1" * 64,
        url=url,
        canonical_url=url,
        outlet_id="vestnik",
        source_id="s",
        title="Странный текст",
        text="…",
        first_seen=NOW,
        fetched=NOW,
    )
    with archive.writing() as connection:
        register_sources(connection, [Source(id="s", outlet_id="vestnik", kind="feed", url=url)])
        keep_article(connection, start_run(connection, NOW), article, NOW)
        record_fault(connection, article.id, "1", NOW, "ValueError: no (tone.py:7)")
    archive.close()
    said = otklik("doctor").stdout
    for part in ("Странный текст", url, "ValueError: no (tone.py:7)", "17.11.2026", "otklik crawl --retry"):
        assert part in said


def test_a_broken_outlet_file_is_named(otklik: Run, tmp_path: Path) -> None:
    folder = tmp_path / "own" / "outlets" / "RU-KGN"
    folder.mkdir(parents=True)
    (folder / "zarya.toml").write_text('name = "Заря', "utf-8")
    (tmp_path / "otklik.toml").write_text('[registry]\nfolder = "own"', "utf-8")
    done = otklik("doctor")
    assert done.returncode == 1
    assert "zarya.toml" in done.stdout
    assert "zarya.toml" in done.stderr
