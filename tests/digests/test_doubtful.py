"""Outlets that answer and yet are not what they were: what the mail says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.store import Archive
from archive.verdicts import write_verdict
from digests.render import render_digest
from records.health import Symptom, Verdict
from tests.digests.press import CRAWLED, READ, record_outcome
from tests.digests.test_compose import compose
from texts.conditions import symptom_words

SINCE = datetime(2026, 11, 19, 9, tzinfo=UTC)
CAPTCHA = Verdict(condition="broken", since=SINCE, detail=Symptom.CAPTCHA)


def read_all(archive: Archive, verdict: Verdict) -> None:
    """All are read, and one of them is not what it was."""
    for each in READ:
        record_outcome(archive, each.id, "ok", asked=CRAWLED)
    with archive.writing() as connection:
        write_verdict(connection, "luka#1", verdict)


def test_an_outlet_that_keeps_its_texts_back_is_unread_since_then(archive: Archive) -> None:
    read_all(archive, CAPTCHA)
    digest = compose(archive)
    [unread] = digest.unread
    assert (unread.outlet, unread.since, unread.partly) == ("Излучина", SINCE, False)
    assert unread.reason == "вместо статей сайт показывает проверку «вы не робот»"
    assert digest.read_outlets == len(READ) - 1


@pytest.mark.parametrize(
    ("condition", "detail", "words"),
    [
        ("broken", Symptom.UNDATED, "пропали даты"),
        ("silent", "250000", "перерывы были не длиннее 3 дней"),
    ],
)
def test_one_whose_texts_can_still_be_read_is_named_and_counts_as_read(
    archive: Archive, condition: str, detail: str, words: str
) -> None:
    read_all(archive, Verdict(condition=condition, since=SINCE, detail=detail))  # type: ignore[arg-type] # of the list above
    digest = compose(archive)
    [unread] = digest.unread
    assert words in unread.reason
    assert digest.read_outlets == len(READ)
    text = render_digest(digest, sender="").text
    assert f"Излучина: {unread.reason}; с 19" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "частично" not in text


def test_what_began_after_the_week_is_not_its_matter(archive: Archive) -> None:
    read_all(archive, Verdict(condition="broken", since=CRAWLED + timedelta(days=9), detail=Symptom.CAPTCHA))
    assert compose(archive).unread == ()


def test_every_symptom_has_words_of_its_own() -> None:
    words = [symptom_words(symptom) for symptom in Symptom]
    assert len(set(words)) == len(Symptom)
    assert not any("код «" in each for each in words)
    assert "robots.txt" in symptom_words("robots")
