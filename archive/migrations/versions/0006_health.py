"""How the pages of each source look, the good ones to compare with, and what we make of the source."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('sources', sa.Column('newest', sa.DateTime(timezone=True)))
    op.add_column('sources', sa.Column('condition', sa.String(), nullable=False, server_default=''))
    op.add_column('sources', sa.Column('condition_since', sa.DateTime(timezone=True)))
    op.add_column('sources', sa.Column('condition_detail', sa.Text(), nullable=False, server_default=''))
    op.add_column('sources', sa.Column('compared', sa.DateTime(timezone=True)))
    op.create_table(
        'looks',
        sa.Column('run_id', sa.Integer(), nullable=False),
        sa.Column('source_id', sa.String(), nullable=False),
        sa.Column('pages', sa.Integer(), nullable=False),
        sa.Column('empty', sa.Integer(), nullable=False),
        sa.Column('chars', sa.Integer(), nullable=False),
        sa.Column('dated', sa.Integer(), nullable=False),
        sa.Column('signed', sa.Integer(), nullable=False),
        sa.Column('titles', sa.Integer(), nullable=False),
        sa.Column('texts', sa.Integer(), nullable=False),
        sa.Column('walls', sa.Integer(), nullable=False),
        sa.Column('garbled', sa.Integer(), nullable=False),
        sa.Column('odd', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_looks_run_id')),
        sa.ForeignKeyConstraint(['source_id'], ['sources.id'], name=op.f('fk_looks_source_id')),
        sa.PrimaryKeyConstraint('run_id', 'source_id', name=op.f('pk_looks')),
    )
    op.create_table(
        'good_pages',
        sa.Column('source_id', sa.String(), nullable=False),
        sa.Column('id', sa.String(length=64), nullable=False),
        sa.Column('url', sa.Text(), nullable=False),
        sa.Column('seen', sa.DateTime(timezone=True), nullable=False),
        sa.Column('title', sa.Text(), nullable=False),
        sa.Column('print', sa.String(length=64), nullable=False),
        sa.Column('chars', sa.Integer(), nullable=False),
        sa.Column('published', sa.DateTime(timezone=True)),
        sa.Column('dated', sa.Boolean(), nullable=False),
        sa.Column('signed', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['source_id'], ['sources.id'], name=op.f('fk_good_pages_source_id')),
        sa.PrimaryKeyConstraint('source_id', 'id', name=op.f('pk_good_pages')),
    )
