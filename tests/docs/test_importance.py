"""docs/importance.md states the numbers that count."""

from __future__ import annotations

import re

from digests.importance import explain_importance
from tests.docs.pages import rows


def test_the_page_has_the_points_of_the_formula_in_its_order() -> None:
    counted = re.findall(r"\d+", explain_importance())
    assert len(counted) == 8
    assert (
        re.findall(r"\d+", " ".join(points for _what, points in rows("docs/importance.md", "what")))
        == counted
    )
