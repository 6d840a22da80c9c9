"""What a union's own site writes is no coverage of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from archive.store import Archive
from digests.compose import compose_digest
from records.digest import Digest
from records.period import Week
from tests.digests.press import SUBSCRIPTION, Said, Written, put_articles, registry

PRESS = Written(
    outlet="luka",
    title="О профсоюзе пишут",
    sentences=("Вчера в городе выступил СТФ.",),
    said=[Said(union="stf", name="СТФ")],
    published=datetime(2026, 11, 18, 12, tzinfo=UTC),
)
OWN = replace(PRESS, outlet="stf-site", title="Профсоюз пишет о себе")


def compose(archive: Archive) -> Digest:
    return compose_digest(
        archive, registry(), SUBSCRIPTION, Week(year=2026, number=47), ZoneInfo("Europe/Moscow")
    )


def test_a_unions_own_article_is_neither_told_nor_counted(archive: Archive) -> None:
    put_articles(archive, [PRESS, OWN])
    digest = compose(archive)
    assert [story.first.title for story in digest.stories] == ["О профсоюзе пишут"]
    assert (digest.totals.articles, digest.totals.outlets) == (1, 1)
    assert digest.before.articles == 0


def test_a_unions_own_site_is_not_among_the_outlets_that_could_not_be_read(archive: Archive) -> None:
    put_articles(archive, [PRESS])
    digest = compose(archive)
    assert "Сайт СТФ" not in {unread.outlet for unread in digest.unread}
    assert digest.read_outlets + len(digest.unread) == len(registry().outlets) - 1
