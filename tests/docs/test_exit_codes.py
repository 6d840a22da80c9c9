"""docs/exit-codes.md has every code that `otklik run` may end with, and the shares that the steps have."""

from __future__ import annotations

import re

import otklik.cli
from otklik.service.steps import STEPS
from records import errors
from records.errors import OtklikError
from tests.docs.pages import read, rows


def test_every_exit_code_has_its_line_and_no_other() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, OtklikError)
    ]
    assert len(kinds) > 6
    codes = {0, otklik.cli.EXIT_INTERRUPTED} | {kind.exit_code for kind in kinds}
    assert {int(code.strip("`")) for code, *_rest in rows("docs/exit-codes.md", "code")} == codes


def test_the_steps_stand_there_in_their_order_with_their_shares() -> None:
    told = re.findall(r"(\w+) (\d+) %", read("docs/exit-codes.md"))
    assert [(name, int(share)) for name, share in told] == [
        (step.name, round(step.share * 100)) for step in STEPS
    ]


def test_the_shares_are_the_whole() -> None:
    assert round(sum(step.share for step in STEPS), 9) == 1
