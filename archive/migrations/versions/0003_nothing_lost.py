"""When a failing page is tried again; texts that cannot be annotated; what each digest told; older texts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("links", sa.Column("failing_since", sa.DateTime(timezone=True)))
    op.add_column("links", sa.Column("not_before", sa.DateTime(timezone=True)))
    op.drop_index("ix_links_waiting", "links")
    op.create_index(
        "ix_links_waiting",
        "links",
        ["seen", "id"],
        sqlite_where=sa.text("decided IS NULL"),
        postgresql_where=sa.text("decided IS NULL"),
    )
    op.create_table(
        "annotation_faults",
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("failed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_annotation_faults_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", name="pk_annotation_faults"),
    )
    op.create_table(
        "article_texts",
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fetched", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_texts_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "revision", name="pk_article_texts"),
    )
    told = op.create_table(
        "digest_articles",
        sa.Column("digest_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(length=64), nullable=False),
        sa.Column("story_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name="fk_digest_articles_digest_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_digest_articles_article_id"),
        sa.PrimaryKeyConstraint("digest_id", "article_id", name="pk_digest_articles"),
    )
    op.create_index("ix_digest_articles_article_id", "digest_articles", ["article_id"])
    _assume_told(told)


def _assume_told(told: sa.Table) -> None:
    """Older digests kept no list: what was there when one was composed counts as told, or it would all come again."""
    digests = sa.table(
        "digests", sa.column("id", sa.String), sa.column("composed", sa.DateTime(timezone=True))
    )
    articles = sa.table(
        "articles",
        sa.column("id", sa.String),
        sa.column("story_id", sa.String),
        sa.column("fetched", sa.DateTime(timezone=True)),
    )
    known = sa.select(
        digests.c.id, articles.c.id, sa.func.coalesce(articles.c.story_id, articles.c.id)
    ).where(articles.c.fetched <= digests.c.composed)
    op.execute(sa.insert(told).from_select(["digest_id", "article_id", "story_id"], known))
