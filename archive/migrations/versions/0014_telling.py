"""Digests of days and months beside weeks, approved before they go; alerts; readers who unsubscribe."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """The ids of the digests stay what they are: whatever was sent stays sent."""
    op.drop_index(op.f("ix_digests_week"), table_name="digests")
    op.execute("ALTER TABLE digests RENAME COLUMN week TO period")
    op.create_index(op.f("ix_digests_period"), "digests", ["period"])
    op.add_column("digests", sa.Column("approved", _MOMENT))
    op.add_column("digests", sa.Column("approved_by", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "alerted",
        sa.Column("watch_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest_id", sa.String(), nullable=False),
        sa.Column("told", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digests.id"], name=op.f("fk_alerted_digest_id")),
        sa.PrimaryKeyConstraint("watch_id", "key", name=op.f("pk_alerted")),
    )
    op.create_table(
        "unsubscribed",
        sa.Column("subscription_id", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subscription_id", "recipient", name=op.f("pk_unsubscribed")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_signing_keys")),
    )
