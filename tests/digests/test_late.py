"""What is found after its week's digest went out is in the next one, marked, and nothing is told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl

from archive.ledger import StoredDigest, claim_delivery, plan_deliveries, settle_delivery
from archive.store import Archive
from archive.stories import record_placements
from digests.compose import compose_digest
from digests.delivery import prepare_digest
from digests.period import period_bounds
from digests.render import render_digest
from digests.sheets import write_workbook
from records.digest import DeliveryState, Digest
from records.period import Week
from records.story import Placement
from tests.digests.mail_servers import SENDER
from tests.digests.press import SUBSCRIPTION, Said, Written, article_id, put_articles, registry

MOSCOW = ZoneInfo("Europe/Moscow")


def note(title: str, day: int, outlet: str = "luka", month: int = 11) -> Written:
    return Written(
        outlet=outlet,
        title=title,
        sentences=("Вчера в городе выступил СТФ.",),
        said=[Said(union="stf", name="СТФ")],
        published=datetime(2026, month, day, 12, tzinfo=UTC),
    )


def compose(archive: Archive, number: int) -> Digest:
    return compose_digest(archive, registry(), SUBSCRIPTION, Week(year=2026, number=number), MOSCOW)


def send(archive: Archive, number: int, state: DeliveryState = "sent") -> StoredDigest:
    """The digest of the week on the Monday after it, with one delivery that ended so."""
    week = Week(year=2026, number=number)
    now = period_bounds(week, MOSCOW)[1] + timedelta(hours=8)
    stored = prepare_digest(archive, registry(), SUBSCRIPTION, week, MOSCOW, sender=SENDER, now=now)
    with archive.writing() as connection:
        plan_deliveries(connection, stored.id, {"a@stf.example": f"<{number}@x>"}, now)
        claim_delivery(connection, stored.id, "a@stf.example", now)
        settle_delivery(connection, stored.id, "a@stf.example", state, now)
    return stored


def late_titles(digest: Digest) -> list[str]:
    return sorted(story.first.title for story in digest.late.stories)


def join(archive: Archive, written: Written, story: Written) -> None:
    placement = Placement(
        article_id=article_id(written),
        story_id=article_id(story),
        text_id=article_id(story),
        taken_from=article_id(story),
        similarity=1.0,
    )
    with archive.writing() as connection:
        record_placements(connection, [placement])


def test_what_is_found_after_its_digest_is_in_the_next_one_and_only_there(archive: Archive) -> None:
    put_articles(archive, [note("вовремя", 18)])
    send(archive, 47)
    put_articles(archive, [note("поздняя", 19), note("новая неделя", 25)])
    digest = compose(archive, 48)
    assert late_titles(digest) == ["поздняя"]
    assert [story.first.title for story in digest.stories] == ["новая неделя"]
    assert digest.totals.articles == 1, "the week's figures are the week's own"
    send(archive, 48)
    assert late_titles(compose(archive, 49)) == []
    assert late_titles(compose(archive, 48)) == ["поздняя"], "a preview of a sent digest shows what was sent"


def test_a_first_digest_does_not_tell_the_month_before_it(archive: Archive) -> None:
    put_articles(archive, [note("до подписки", 11), note("первая неделя", 18)])
    assert late_titles(compose(archive, 47)) == []
    send(archive, 47)
    assert late_titles(compose(archive, 48)) == []


def test_weeks_without_a_digest_are_told_by_the_next(archive: Archive) -> None:
    send(archive, 45)
    put_articles(archive, [note("в пропущенную неделю", 10), note("на той неделе", 18)])
    digest = compose(archive, 47)
    assert late_titles(digest) == ["в пропущенную неделю"]


def test_finds_of_longer_ago_than_ten_weeks_are_left_alone(archive: Archive) -> None:
    send(archive, 30)
    put_articles(archive, [note("десять недель", 8, month=9), note("одиннадцать", 4, month=9)])
    assert late_titles(compose(archive, 47)) == ["десять недель"]


def test_a_digest_that_reached_nobody_has_told_nothing(archive: Archive) -> None:
    put_articles(archive, [note("никто не прочёл", 18)])
    send(archive, 47, "failed")
    assert late_titles(compose(archive, 48)) == ["никто не прочёл"]


def test_a_digest_that_may_have_arrived_is_not_told_again(archive: Archive) -> None:
    put_articles(archive, [note("может быть, прочли", 18)])
    send(archive, 47, "unknown")
    assert late_titles(compose(archive, 48)) == []


def test_a_late_copy_of_a_told_story_is_named_and_the_story_not_told_again(archive: Archive) -> None:
    told, copy = note("рассказано", 18), note("повтор", 19, "kedr")
    put_articles(archive, [told])
    send(archive, 47)
    put_articles(archive, [copy])
    join(archive, copy, told)
    digest = compose(archive, 48)
    assert (late_titles(digest), [article.title for article in digest.late.copies]) == ([], ["повтор"])
    send(archive, 48)
    assert compose(archive, 49).late.copies == ()


def test_an_original_found_late_does_not_make_its_told_story_new(archive: Archive) -> None:
    """It gives the story its own id."""
    reprint, original = note("перепечатка", 18), note("первоисточник", 17, "kedr")
    put_articles(archive, [reprint])
    send(archive, 47)
    put_articles(archive, [original])
    join(archive, reprint, original)
    digest = compose(archive, 48)
    assert (late_titles(digest), [article.title for article in digest.late.copies]) == ([], ["первоисточник"])


def test_an_original_found_late_stands_under_the_story_that_this_week_tells(archive: Archive) -> None:
    send(archive, 46)
    original, reprint = note("первоисточник", 20), note("перепечатка", 24, "kedr")
    put_articles(archive, [replace(original, story="s"), replace(reprint, story="s")])
    digest = compose(archive, 48)
    assert (late_titles(digest), [article.title for article in digest.late.copies]) == ([], ["первоисточник"])
    assert [story.first.title for story in digest.stories] == ["перепечатка"]


def test_another_subscription_has_been_told_nothing(archive: Archive) -> None:
    put_articles(archive, [note("для первой", 18)])
    send(archive, 47)
    other = replace(SUBSCRIPTION, id="drugaya")
    digest = compose_digest(archive, registry(), other, Week(year=2026, number=47), MOSCOW)
    assert [story.first.title for story in digest.stories] == ["для первой"]


def test_the_mail_and_its_table_mark_late_finds(archive: Archive) -> None:
    told, copy = note("Рассказано", 18), note("Повтор", 19, "kedr")
    put_articles(archive, [told])
    send(archive, 47)
    put_articles(archive, [note("Нашлась потом", 19), copy])
    join(archive, copy, told)
    digest = compose(archive, 48)
    rendered = render_digest(digest)
    for body in (rendered.text, rendered.html):
        assert "поздняя находка" in body
        assert "Нашлась потом" in body
        assert "повторяют уже рассказанные сюжеты:" in body
        assert "Рассказано" not in body
    sheet = openpyxl.load_workbook(BytesIO(write_workbook(digest)))["Поздние находки"]
    assert [(row[2], row[6]) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("Нашлась потом", "нет"),
        ("Повтор", "да"),
    ]
    message = message_from_bytes(send(archive, 48).message, policy=policy.default)
    assert "Нашлась потом" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_week_without_late_finds_says_nothing_of_them(archive: Archive) -> None:
    put_articles(archive, [note("вовремя", 18)])
    digest = compose(archive, 47)
    assert "поздн" not in render_digest(digest).text.lower()
    assert "Поздние находки" not in openpyxl.load_workbook(BytesIO(write_workbook(digest))).sheetnames
