"""Integers for the bands of stories, and indices for what is looked up by article and by time."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

_CHUNK = 10_000
_OLD = sa.table('old_story_bands', sa.column('band', sa.String), sa.column('article_id', sa.String))


def upgrade() -> None:
    op.drop_index('ix_polls_source_id', 'polls')
    op.create_index('ix_polls_source_id', 'polls', ['source_id', 'asked'])
    op.create_index('ix_links_article_id', 'links', ['article_id'])
    unplaced = sa.text('story_id IS NULL')
    op.create_index(
        'ix_articles_unplaced', 'articles', ['state', 'timestamp'], sqlite_where=unplaced, postgresql_where=unplaced
    )
    op.drop_index('ix_story_bands_article_id', 'story_bands')
    op.rename_table('story_bands', 'old_story_bands')
    if op.get_bind().dialect.name == 'postgresql':  # where a key's name is an index's, and there is one of each
        op.drop_constraint('pk_story_bands', 'old_story_bands')
    bands = op.create_table('story_bands',
    sa.Column('band', sa.BigInteger(), nullable=False),
    sa.Column('article_id', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], name='fk_story_bands_article_id', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('band', 'article_id', name='pk_story_bands'),
    sqlite_with_rowid=False,
    )
    rows = op.get_bind().execute(sa.select(_OLD.c.band, _OLD.c.article_id))
    for chunk in rows.partitions(_CHUNK):
        op.bulk_insert(bands, [{'band': _number(band), 'article_id': article_id} for band, article_id in chunk])
    op.create_index('ix_story_bands_article_id', 'story_bands', ['article_id'])
    op.drop_table('old_story_bands')


def _number(band: str) -> int:
    """`place:hash`, both hexadecimal, as one number: the place above the 48 bits of the hash."""
    place, hashed = band.split(':')
    return int(place, 16) << 48 | int(hashed, 16)
