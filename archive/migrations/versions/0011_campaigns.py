"""The words that showed a topic, and the campaigns of an article."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('topic_evidence', 'campaigns'):
        op.add_column('articles', sa.Column(name, sa.JSON(), nullable=False, server_default='[]'))
