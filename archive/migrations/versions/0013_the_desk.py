"""Corrections of more kinds, which can be taken back; users of the desk, their sessions, saved searches."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_JOINED = sa.text("story_id != event_id")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _alter_articles()
    _alter_corrections()
    _create_as_found()
    _create_users()
    _create_searches()


def _alter_articles() -> None:
    op.add_column("articles", sa.Column("event_id", sa.String(length=64)))
    op.add_column("articles", sa.Column("left_out", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE articles SET event_id = story_id")
    op.create_index(op.f("ix_articles_event_id"), "articles", ["event_id"])
    op.create_index("ix_articles_outlet_time", "articles", ["outlet_id", "timestamp"])
    op.create_index(
        "ix_articles_joined", "articles", ["event_id"], sqlite_where=_JOINED, postgresql_where=_JOINED
    )


def _alter_corrections() -> None:
    """What the program had said before it was corrected is not known: those articles are read again by
    `otklik annotate --again`, as if another model had read them."""
    for column in (
        sa.Column("kind", sa.String(), nullable=False, server_default="tone"),
        sa.Column("published", _MOMENT),
        sa.Column("has_time", sa.Boolean()),
        sa.Column("with_copies", sa.Boolean()),
        sa.Column("other_id", sa.String(length=64)),
        sa.Column("taken_back", _MOMENT),
        sa.Column("taken_back_by", sa.Text()),
    ):
        op.add_column("corrections", column)
    op.execute("UPDATE corrections SET kind = 'union' WHERE instead IS NOT NULL")
    op.execute(
        "UPDATE articles SET model = '' "
        "WHERE model IS NOT NULL AND id IN (SELECT article_id FROM corrections)"
    )
    op.create_index(op.f("ix_corrections_kind"), "corrections", ["kind"])
    op.create_index(op.f("ix_corrections_other_id"), "corrections", ["other_id"])


def _create_as_found() -> None:
    op.create_table(
        "as_found",
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("mentions", sa.JSON()),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("published", _MOMENT),
        sa.Column("published_has_time", sa.Boolean()),
        sa.Column("published_by", sa.String()),
        sa.Column("published_confidence", sa.Float()),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_as_found_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_as_found")),
    )


def _create_users() -> None:
    op.create_table(
        "desk_users",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("disabled", _MOMENT),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_desk_users")),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("last_seen", _MOMENT, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["user"], ["desk_users.name"], name=op.f("fk_desk_sessions_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_desk_sessions")),
    )
    op.create_index(op.f("ix_desk_sessions_user"), "desk_sessions", ["user"])
    op.create_index(op.f("ix_desk_sessions_expires"), "desk_sessions", ["expires"])
    op.create_table(
        "desk_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("failed", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_failures")),
    )
    op.create_index(op.f("ix_desk_failures_failed"), "desk_failures", ["failed"])
    op.create_index("ix_desk_failures_name", "desk_failures", ["name", "failed"])
    op.create_index("ix_desk_failures_address", "desk_failures", ["address", "failed"])


def _create_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("cadence", sa.String()),
        sa.Column("recipient", sa.Text()),
        sa.Column("deleted", _MOMENT),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index(op.f("ix_saved_searches_owner"), "saved_searches", ["owner"])
