"""An archive of before the digests kept lists of what they told."""

from __future__ import annotations

from alembic import command
from sqlalchemy import create_engine, text

from archive.annotations import outdated_ids
from archive.articles import find_placements
from archive.corrections import find_corrections
from archive.migration import migration_config
from archive.store import open_archive
from archive.stories import articles_to_place, find_members
from archive.told import find_told
from records.correction import MentionCorrection

OLD = """
INSERT INTO sources (id, outlet_id, url, failures, outcome, detail) VALUES ('s', 'o', 'https://o.example/', 0, '', '');
INSERT INTO articles (id, state, url, canonical_url, outlet_id, source_id, title, text, lead, section, language,
 authors, first_seen, fetched, published_has_time, published_confidence,
 timestamp, topics, is_reprint, similarity, revision)
 SELECT id, 'indexed', id, id, 'o', 's', id, 'text', '', '', 'ru', '[]', day, day, false, 0, day, '[]', false, 0, 1 FROM
 (SELECT 'early' AS id, {early} AS day UNION SELECT 'late', {late}) AS those;
INSERT INTO digests (id, week, subscription_id, composed, subject, message)
 SELECT '2026-W47/a', '2026-W47', 'a', {monday}, 'Неделя', {message};
INSERT INTO deliveries (digest_id, recipient, state, message_id, changed, detail)
 SELECT '2026-W47/a', 'a@x.example', 'sent', '<1@x>', {monday}, '';
"""


def test_what_an_older_digest_could_know_counts_as_told_after_the_upgrade(archive_url: str) -> None:
    engine = create_engine(archive_url)
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), "0002")
        days = {"early": "2026-11-20", "late": "2026-11-24", "monday": "2026-11-23"}
        on_server = engine.dialect.name == "postgresql"
        literals = {
            name: f"TIMESTAMPTZ '{day} 06:00+00'" if on_server else f"'{day} 06:00:00.000000'"
            for name, day in days.items()
        }
        message = "'\\x00'::bytea" if on_server else "x'00'"
        for statement in OLD.format(**literals, message=message).split(";")[:-1]:
            connection.execute(text(statement))
    engine.dispose()
    archive = open_archive(archive_url)
    with archive.reading() as connection:
        assert find_told(connection, "a", besides="").articles == {"early"}
        assert find_told(connection, "b", besides="").articles == frozenset()
    archive.close()


def test_recent_stories_are_arranged_anew_after_the_upgrade_and_old_ones_stay(archive_url: str) -> None:
    """Meanwhile all of them are found and told as before."""
    engine = create_engine(archive_url)
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), "0007")
        days = {"early": "2026-10-20", "late": "2026-11-24", "monday": "2026-11-23"}
        on_server = engine.dialect.name == "postgresql"
        literals = {
            name: f"TIMESTAMPTZ '{day} 06:00+00'" if on_server else f"'{day} 06:00:00.000000'"
            for name, day in days.items()
        }
        for statement in OLD.split(";")[:2]:
            connection.execute(text(statement.format(**literals, message="")))
        connection.execute(text("UPDATE articles SET story_id = id"))
    engine.dispose()
    archive = open_archive(archive_url)
    with archive.reading() as connection:
        assert [member.article_id for member in articles_to_place(connection, 9)] == ["late"]
        found = find_placements(connection, ["early", "late"])
        assert {id_: place.story_id for id_, place in found.items()} == {"early": "early", "late": "late"}
    archive.close()


def test_older_corrections_get_their_kind_and_their_articles_are_read_again(archive_url: str) -> None:
    """What the program had said before was not kept: only a new reading makes them possible to take back."""
    engine = create_engine(archive_url)
    with engine.begin() as connection:
        command.upgrade(migration_config(connection), "0012")
        on_server = engine.dialect.name == "postgresql"
        day = "TIMESTAMPTZ '2026-11-20 06:00+00'" if on_server else "'2026-11-20 06:00:00.000000'"
        for statement in OLD.split(";")[:2]:
            connection.execute(text(statement.format(early=day, late=day)))
        connection.execute(text("UPDATE articles SET story_id = 'early', text_id = 'early', model = '1'"))
        for tone, instead in (("-1", "NULL"), ("NULL", "'fnpr'")):
            connection.execute(
                text(
                    'INSERT INTO corrections (article_id, made, "by", union_id, in_title, words, tone, instead) '
                    f"VALUES ('late', {day}, 'Анна', 'gmpr', false, '', {tone}, {instead})"
                )
            )
    engine.dispose()
    archive = open_archive(archive_url)
    with archive.reading() as connection:
        tone, union = find_corrections(connection)
        assert isinstance(tone, MentionCorrection)
        assert isinstance(union, MentionCorrection)
        assert (tone.kind, tone.tone, union.kind, union.instead) == ("tone", -1, "union", "fnpr")
        assert outdated_ids(connection, "1", "", 9) == ["late"]
        assert [member.story_id for member in find_members(connection, ["early", "late"])] == ["early"] * 2
    archive.close()
