"""What people corrected; and whether a mention's judge was sure, and whether it is a description."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'corrections',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('article_id', sa.String(length=64), nullable=False),
        sa.Column('made', sa.DateTime(timezone=True), nullable=False),
        sa.Column('by', sa.Text(), nullable=False),
        sa.Column('union_id', sa.String(), nullable=False),
        sa.Column('in_title', sa.Boolean(), nullable=False),
        sa.Column('start', sa.Integer()),
        sa.Column('end', sa.Integer()),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('tone', sa.Integer()),
        sa.Column('instead', sa.String()),
        sa.ForeignKeyConstraint(
            ['article_id'], ['articles.id'], name=op.f('fk_corrections_article_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections')),
    )
    op.create_index(op.f('ix_corrections_article_id'), 'corrections', ['article_id'])
    op.add_column('mentions', sa.Column('sure', sa.Boolean(), nullable=False, server_default=sa.true()))
