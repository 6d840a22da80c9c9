"""Stories become events: copies, other outlets' own versions, and what the press took of a union's releases."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ARTICLES = sa.table(
    "articles",
    sa.column("timestamp", sa.DateTime(timezone=True)),
    sa.column("story_id", sa.String),
    sa.column("text_id", sa.String),
    sa.column("taken_from", sa.String),
)
_REMEMBERED = timedelta(days=20)


def upgrade() -> None:
    op.add_column("articles", sa.Column("text_id", sa.String(length=64)))
    op.add_column("articles", sa.Column("taken_from", sa.String(length=64)))
    op.create_index(op.f("ix_articles_text_id"), "articles", ["text_id"])
    op.drop_table("story_bands")
    op.create_table(
        "story_texts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_story_texts_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_story_texts")),
        sa.UniqueConstraint("article_id", name=op.f("uq_story_texts_article_id")),
    )
    op.create_index(op.f("ix_story_texts_until"), "story_texts", ["until"])
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "day", "number", name=op.f("pk_story_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pickups",
        sa.Column("release_id", sa.String(length=64), nullable=False),
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("article_share", sa.Float(), nullable=False),
        sa.Column("release_share", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["articles.id"], name=op.f("fk_pickups_release_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_pickups_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "article_id", name=op.f("pk_pickups")),
    )
    op.create_index(op.f("ix_pickups_article_id"), "pickups", ["article_id"])
    _carry_over()
    op.drop_index("ix_articles_unplaced", "articles")
    op.create_index(
        "ix_articles_unplaced",
        "articles",
        ["timestamp", "id"],
        sqlite_where=sa.text("text_id IS NULL"),
        postgresql_where=sa.text("text_id IS NULL"),
    )


def _carry_over() -> None:
    """A story was a text with its copies. The recent ones are placed anew, as the next run may bring what belongs to
    them, and their old keys say nothing any more."""
    newest = op.get_bind().execute(sa.select(sa.func.max(_ARTICLES.c.timestamp))).scalar_one()
    if newest is not None:
        op.execute(
            sa.update(_ARTICLES)
            .where(_ARTICLES.c.timestamp <= newest - _REMEMBERED)
            .values(text_id=_ARTICLES.c.story_id, taken_from=_ARTICLES.c.story_id)
        )
