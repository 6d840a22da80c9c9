"""Texts that come with their links; what a source's answers say about asking again."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('links', sa.Column('text', sa.Text(), nullable=False, server_default=''))
    op.add_column('links', sa.Column('authors', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('sources', sa.Column('retry_at', sa.DateTime(timezone=True)))
    op.add_column('sources', sa.Column('fresh_until', sa.DateTime(timezone=True)))
    op.add_column('sources', sa.Column('period', sa.Float()))
    op.add_column('sources', sa.Column('moved_to', sa.Text()))
    op.add_column('sources', sa.Column('moved_since', sa.DateTime(timezone=True)))
    op.add_column('sources', sa.Column('complete', sa.Boolean(), nullable=False, server_default=sa.true()))
