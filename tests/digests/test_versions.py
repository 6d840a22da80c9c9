"""Other outlets' own stories on an event stand beside its copies, and are never counted as copies."""

from __future__ import annotations

from dataclasses import replace

from archive.store import Archive
from archive.stories import record_placements
from digests.render import render_digest
from records.story import Placement
from tests.digests.press import Written, article_id, put_articles
from tests.digests.test_late import compose, late_titles, note, send


def stand(archive: Archive, written: Written, story: Written, text: Written) -> None:
    placement = Placement(
        article_id=article_id(written),
        story_id=article_id(story),
        text_id=article_id(text),
        taken_from=article_id(text),
        similarity=0.3,
    )
    with archive.writing() as connection:
        record_placements(connection, [placement])


def test_a_story_tells_its_versions_apart_from_its_copies(archive: Archive) -> None:
    first, copy, version = note("первое", 18), note("повтор", 19, "kedr"), note("своё", 20, "stepnoy")
    its_copy = note("повтор своего", 20, "volzhanin")
    put_articles(archive, [first, copy, version, its_copy])
    for written, text in ((copy, first), (version, version), (its_copy, version)):
        stand(archive, written, first, text)
    (story,) = compose(archive, 47).stories
    assert story.first.title == "первое"
    assert [article.title for article in story.versions] == ["своё"]
    assert sorted(article.title for article in story.reprints) == ["повтор", "повтор своего"]
    assert compose(archive, 47).totals.stories == 1
    mail = render_digest(compose(archive, 47))
    assert "2 перепечатки" in " ".join(mail.text.split())
    assert "Своими словами о том же:" in mail.text
    assert "Своими словами о том же:" in mail.html


def test_a_late_version_of_a_told_event_is_told_itself(archive: Archive) -> None:
    """It has another tone, another quotation: what a press officer has not read yet."""
    told, version = note("рассказано", 18), note("своё", 19, "kedr")
    put_articles(archive, [told])
    send(archive, 47)
    put_articles(archive, [replace(version, story="")])
    stand(archive, version, told, version)
    digest = compose(archive, 48)
    assert (late_titles(digest), digest.late.copies) == (["своё"], ())
