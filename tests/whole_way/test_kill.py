"""A crawl killed with -9 at a random moment and run again ends as one that was not killed."""

from __future__ import annotations

import os
import random
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest

from demo.server import SamplePress
from tests.whole_way.conftest import Workplace, make_workplace

TRIALS = int(os.environ.get("OTKLIK_TEST_KILLS", "10"))  # the twenty of a release: OTKLIK_TEST_KILLS=20


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, press: SamplePress) -> tuple[Workplace, float]:
    """A crawl that was left in peace, and the seconds it took."""
    workplace = make_workplace(tmp_path_factory.mktemp("whole") / "w", press)
    started = time.monotonic()
    _out, said = workplace.start("crawl", "--json").communicate()  # a new process, as those that are killed
    took = time.monotonic() - started
    assert said == ""
    kept = [row for row in workplace.archived()["articles"] if row[1] == "indexed"]
    assert len(kept) >= 20, "the comparison needs something to compare"
    assert len(workplace.saved()) == len(kept)
    return workplace, took


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_killed_crawl_is_continued_with_nothing_lost_or_doubled(
    tmp_path: Path, press: SamplePress, whole: tuple[Workplace, float], trial: int
) -> None:
    in_peace, took = whole
    workplace = make_workplace(tmp_path / "w", press)
    # Stratified: the trials cover the whole of the run, and where in its slice each falls is chance.
    moment = took * (trial + random.Random().random()) / TRIALS
    process = workplace.start("crawl", "--json")
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=moment)
    process.kill()
    process.communicate()
    workplace.crawl()
    assert workplace.archived() == in_peace.archived(), f"killed after {moment:.2f} s of {took:.2f} s"
    assert workplace.indexed() == in_peace.indexed(), f"killed after {moment:.2f} s of {took:.2f} s"
    assert workplace.saved() == in_peace.saved(), f"killed after {moment:.2f} s of {took:.2f} s"
    assert workplace.run("index", "status", "--json")
