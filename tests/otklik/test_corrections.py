"""`otklik corrections`: each kind said, listed, exported and taken back, in the words of the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.frontier import register_sources, start_run
from archive.store import Archive, open_archive, sqlite_url
from pipelines.indexing import index_outbox
from pipelines.stories import place_annotated
from search.open import open_engine
from tests.archive.conftest import NOW, SOURCE, Desk
from tests.otklik.conftest import Run
from tests.search.press import REGISTRY

URLS = [f"https://vestnik.example/{number}" for number in (1, 2)]


@pytest.fixture(autouse=True)
def archive(tmp_path: Path, otklik: Run) -> Iterator[Archive]:
    """Two articles of a week ago, annotated and placed."""
    (tmp_path / "otklik.toml").write_text(
        'data = "data"\n[crawl]\ncontact = "press@union.example"\n[index]\nengine = "embedded"\n'
    )
    (tmp_path / "data").mkdir()
    archive = open_archive(sqlite_url(tmp_path / "data" / "archive.db"))
    with archive.writing() as connection:
        run_id = start_run(connection, NOW)
        register_sources(connection, [SOURCE])
    desk = Desk(archive, run_id)
    for number in (1, 2):
        desk.annotate(desk.keep(number, hours=-24 * 7 * number))
    place_annotated(archive)
    yield archive
    archive.close()


def listed(otklik: Run) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(otklik("corrections", "list", "--json").stdout)
    return rows


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        (("--union", "fp-kurgan", "--tone", "негативный"), "tone", "все упоминания: негативный тон"),
        (("--union", "fp-kurgan", "--remove", "--words", "Профком"), "union", "«Профком»: не профсоюз"),
        (("--not-relevant",), "not-relevant", "не о профсоюзах"),
        (("--date", "01.11.2026"), "date", "вышла 01.11.2026"),
        (("--date", "2026-11-01 14:30"), "date", "вышла 01.11.2026 14:30"),
        (("--other-story",), "other-story", "другой сюжет, вместе со своими перепечатками"),
        (("--other-story", "--alone"), "other-story", "другой сюжет"),
        (("--same-story", URLS[1]), "same-story", "тот же сюжет, что"),
        (("--right",), "confirmed", "верно"),
    ],
)
def test_each_kind_is_said_listed_and_taken_back(
    otklik: Run, options: tuple[str, ...], kind: str, words: str
) -> None:
    said = otklik("corrections", "add", URLS[0], "--by", "Анна", *options)
    assert "otklik corrections undo 1" in said.stdout, said.stderr
    assert words in otklik("corrections", "list").stdout
    [row] = listed(otklik)
    assert (row["kind"], row["by"], row["taken_back"]) == (kind, "Анна", None)
    assert len(otklik("corrections", "export").stdout.splitlines()) == 1
    undone = otklik("corrections", "undo", "1", "--by", "Борис")
    assert words in undone.stdout, undone.stderr
    assert "отменено" in otklik("corrections", "list").stdout
    assert otklik("corrections", "export").stdout == ""
    again = otklik("corrections", "undo", "1", "--by", "Борис")
    assert (again.returncode, "уже отменено" in again.stderr) == (65, True)


def test_the_search_shows_it_at_once_where_there_is_an_index(
    otklik: Run, archive: Archive, tmp_path: Path
) -> None:
    told = otklik("corrections", "add", URLS[1], "--by", "Анна", "--other-story").stdout
    assert "после следующего обхода" in told
    index_outbox(archive, open_engine(folder=tmp_path / "data" / "index"), REGISTRY)
    told = otklik("corrections", "add", URLS[0], "--by", "Анна", "--not-relevant").stdout
    assert "Поиск уже показывает это" in told
    found = json.loads(otklik("search", "--json").stdout)
    assert [hit["url"] for hit in found["hits"]] == [URLS[1]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Укажите одно"),
        (("--not-relevant", "--right"), "Укажите одно"),
        (("--tone", "1"), "--union"),
        (("--tone", "1", "--union", "nobody"), "otklik registry list"),
        (("--date", "вчера"), "2026-11-20"),
        (("--date", "2126-01-01"), "не наступила"),
        (("--same-story", "https://vestnik.example/9"), "в архиве нет"),
        (("--same-story", URLS[0]), "укажите другую"),
    ],
)
def test_what_cannot_be_said_is_refused_with_the_mend(
    otklik: Run, options: tuple[str, ...], said: str
) -> None:
    done = otklik("corrections", "add", URLS[0], "--by", "Анна", *options)
    assert done.returncode != 0
    assert said in done.stderr
    assert listed(otklik) == []
