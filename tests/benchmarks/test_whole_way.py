"""The benchmark goes the whole way with pages of our own, so that it still works when it is needed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.report import in_a_row, slowest
from benchmarks.whole_way import ROOT, ROUND

WORDS = {
    "zarya.example": (
        "Мост через Вымышленку открыли",
        "Новый мост соединил два берега выдуманной реки Вымышленки.",
    ),
    "ogni.example": (
        "В Придумске починили трамвай",
        "Трамвай снова ходит от вокзала до завода, рассказал Пётр Небылов.",
    ),
    "vesti.example": (
        "Урожай яблок в Небывалове",
        "Садоводы села Небывалово собрали больше яблок, чем в прошлом году.",
    ),
}


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Three invented pages of three invented outlets, laid out as the real ones are."""
    folder = tmp_path / "inputs" / "pages" / "russian_2011"
    (folder / "html").mkdir(parents=True)
    rows = ["id\tdomain\tcrawl_date\thtml_title"]
    for number, (domain, (title, sentence)) in enumerate(WORDS.items()):
        rows.append(f"page-{number}\t{domain}\t20111128\t{title}")
        paragraphs = "".join(f"<p>{sentence} Часть {part}.</p>" for part in range(9))
        head, body = (
            f"<head><title>{title}</title></head>",
            f"<article><h1>{title}</h1>{paragraphs}</article>",
        )
        page = f"<html>{head}<body>{body}</body></html>"
        (folder / "html" / f"page-{number}.html.gz").write_bytes(gzip.compress(page.encode()))
    (folder / "index.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path / "inputs"


def run_benchmark(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.whole_way", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


def test_every_stage_carries_every_page_and_the_real_screen_none_that_is_not_of_unions(inputs: Path) -> None:
    done = run_benchmark("--inputs", str(inputs), "--rounds", "1", "--no-elasticsearch", "--json")
    assert done.returncode == 0, done.stderr
    measured = {each["stage"]: each for each in json.loads(done.stdout)}
    assert set(measured) == set(ROUND) - {"elasticsearch"}
    assert measured.pop("annotate-sample")["facts"]["mentions"] > 100
    assert {each["articles"] for each in measured.values()} == {3}
    assert measured["whole-way"]["facts"]["indexed"] == 3
    assert measured["crawl"]["facts"]["dropped"] == {"not-relevant": 3}
    assert all(each["seconds"] > 0 and each["peak_mib"] > 10 for each in measured.values())


def test_without_the_inputs_it_says_so_in_one_line_and_is_no_failure(tmp_path: Path) -> None:
    done = run_benchmark("--inputs", str(tmp_path))
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing was measured: ")
    assert str(tmp_path) in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_the_slowest_stage_is_the_one_with_the_lowest_rate() -> None:
    assert slowest({"scrapy": 130.0, "trafilatura": 32.0, "slovnet": 72.0}) == "trafilatura"


def test_two_equal_stages_in_a_row_are_half_as_fast_as_one() -> None:
    assert in_a_row([40.0, 40.0]) == pytest.approx(20.0)
