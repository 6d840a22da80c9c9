"""When a source is asked again, what it forgot meanwhile, and which servers asked to be left alone."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('sources', sa.Column('rhythm', sa.JSON()))
    op.add_column('sources', sa.Column('window', sa.Integer(), nullable=False, server_default='0'))
    op.add_column('sources', sa.Column('due', sa.DateTime(timezone=True)))
    op.create_table(
        'gaps',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('run_id', sa.Integer(), nullable=False),
        sa.Column('source_id', sa.String(), nullable=False),
        sa.Column('since', sa.DateTime(timezone=True), nullable=False),
        sa.Column('until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('window', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['run_id'], ['runs.id'], name=op.f('fk_gaps_run_id')),
        sa.ForeignKeyConstraint(['source_id'], ['sources.id'], name=op.f('fk_gaps_source_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_gaps')),
    )
    op.create_index(op.f('ix_gaps_run_id'), 'gaps', ['run_id'])
    op.create_index(op.f('ix_gaps_source_id'), 'gaps', ['source_id'])
    op.create_table(
        'left_alone',
        sa.Column('server', sa.String(), nullable=False),
        sa.Column('until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('status', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('server', name=op.f('pk_left_alone')),
    )
