"""The accuracy card counts what people looked at, no more and no less."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from records.accuracy import Aspect, Tally, count_accuracy
from records.annotation import Mention
from records.correction import (
    Confirmed,
    Correction,
    MentionCorrection,
    NotRelevant,
    OtherDate,
    OtherStory,
    SameStory,
)
from tests.records.test_tones import mention

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FOUND = (mention(1, 0.7), replace(mention(-1, -0.7, "gmpr"), start=9, end=13))


def tone(value: int, minutes: int = 0, union: str = "fnpr") -> MentionCorrection:
    return MentionCorrection(
        article_id="a",
        made=NOW + timedelta(minutes=minutes),
        by="Анна",
        union=union,
        tone=value,  # type: ignore[arg-type]
    )


def instead(other: str) -> MentionCorrection:
    return MentionCorrection(article_id="a", made=NOW, by="Анна", union="fnpr", instead=other)


def right(union: str = "", by: str = "Анна") -> Confirmed:
    return Confirmed(article_id="a", made=NOW, by=by, union=union)


def counted(*said: Correction, found: tuple[Mention, ...] = FOUND) -> dict[Aspect, tuple[int, int]]:
    """(confirmed, corrected) of each aspect that anybody looked at."""
    card = count_accuracy(said, {"a": found})
    return {
        aspect: (tally.confirmed, tally.corrected)
        for aspect, tally in card.aspects.items()
        if tally.looked_at
    }


WHOLE = {"relevance": (1, 0), "date": (1, 0), "story": (1, 0)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((right(),), WHOLE | {"tone": (2, 0), "union": (2, 0)}),
        ((right("gmpr"),), {"tone": (1, 0), "union": (1, 0)}),
        ((tone(-1),), {"tone": (0, 1)}),
        ((tone(1),), {"tone": (1, 0)}),
        ((tone(-1), tone(1, minutes=5)), {"tone": (1, 0)}),
        ((tone(-1), right()), WHOLE | {"tone": (1, 1), "union": (2, 0)}),
        ((instead(""),), {"union": (0, 1)}),
        ((instead("fp-tomsk"),), {"union": (0, 1)}),
        ((instead("fp-tomsk"), tone(-1, minutes=5, union="fp-tomsk")), {"union": (0, 1), "tone": (0, 1)}),
        ((NotRelevant(article_id="a", made=NOW, by="Анна"),), {"relevance": (0, 1)}),
        (
            (OtherDate(article_id="a", made=NOW, by="Анна", published=NOW, has_time=True), right()),
            WHOLE | {"date": (0, 1), "tone": (2, 0), "union": (2, 0)},
        ),
        (
            (
                OtherStory(article_id="a", made=NOW, by="Анна"),
                SameStory(article_id="a", made=NOW, by="Анна", other_id="b"),
            ),
            {"story": (0, 1)},
        ),
        ((), {}),
    ],
)
def test_each_word_counts_for_what_it_is_about(
    said: tuple[Correction, ...], expected: dict[Aspect, tuple[int, int]]
) -> None:
    assert counted(*said) == expected


def test_an_article_is_right_where_nothing_of_it_was_corrected() -> None:
    other = replace(tone(-1), article_id="b", by="Борис", made=NOW - timedelta(days=1))
    card = count_accuracy([right(), other], {"a": FOUND, "b": FOUND})
    assert (card.articles, card.articles.right) == (Tally(confirmed=1, corrected=1), 0.5)
    assert (card.people, card.since) == (2, NOW - timedelta(days=1))


def test_of_what_nobody_looked_at_nothing_is_claimed() -> None:
    card = count_accuracy([], {})
    assert (card.since, card.articles.right, card.aspects["tone"].right) == (None, None, None)
