"""Of which region a mentioned branch is, whether a mention is a description, and above which plant's organization a union stands."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('mentions', sa.Column('region', sa.String(), nullable=False, server_default=''))
    op.add_column('mentions', sa.Column('described', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('entities', sa.Column('union_id', sa.String()))
    op.add_column('articles', sa.Column('open_names', sa.Integer(), nullable=False, server_default='0'))
