"""Where the saved copies of pages stand, and when an article was changed by its source's word."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('links', sa.Column('updated', sa.DateTime(timezone=True)))
    op.add_column('links', sa.Column('unchanged', sa.Integer(), nullable=False, server_default='0'))
    op.create_table(
        'page_copies',
        sa.Column('article_id', sa.String(length=64), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('fetched', sa.DateTime(timezone=True), nullable=False),
        sa.Column('file', sa.String(), nullable=False),
        sa.Column('offset', sa.BigInteger(), nullable=False),
        sa.Column('length', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['article_id'], ['articles.id'], name=op.f('fk_page_copies_article_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('article_id', 'revision', name=op.f('pk_page_copies')),
    )
    op.create_index(op.f('ix_page_copies_file'), 'page_copies', ['file'])
