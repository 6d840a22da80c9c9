"""Who said what."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'quotes',
        sa.Column('article_id', sa.String(length=64), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('start', sa.Integer(), nullable=False),
        sa.Column('end', sa.Integer(), nullable=False),
        sa.Column('direct', sa.Boolean(), nullable=False),
        sa.Column('speaker', sa.String()),
        sa.Column('speaker_start', sa.Integer()),
        sa.Column('speaker_end', sa.Integer()),
        sa.Column('unions', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ['article_id'], ['articles.id'], name=op.f('fk_quotes_article_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('article_id', 'place', name=op.f('pk_quotes')),
    )
    op.create_index(op.f('ix_quotes_speaker'), 'quotes', ['speaker'])
