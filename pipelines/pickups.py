"""Own releases and the articles of the press that took them, whichever came first into the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.pickups import Taken
from archive.store import Transaction
from nlp.stories import WINDOW
from nlp.story_pickups import taken
from pipelines.arrangement import Arrangement
from pipelines.comparison import Comparison
from records.story import Member


def find_taken(
    connection: Transaction, batch: Sequence[Member], arrangement: Arrangement, comparison: Comparison
) -> list[Taken]:
    """Each pair once of a release and an article, one of which is in the batch, within the window."""
    pairs = set(_pairs(batch, arrangement, comparison))
    comparison.read(connection, [member for pair in pairs for member in pair])
    found = ((release, article, taken(*comparison.prints(article, release))) for release, article in pairs)
    return [
        Taken(
            release_id=release.article_id,
            article_id=article.article_id,
            article_share=shares[0],
            release_share=shares[1],
        )
        for release, article, shares in found
        if shares
    ]


def _pairs(
    batch: Sequence[Member], arrangement: Arrangement, comparison: Comparison
) -> Iterator[tuple[Member, Member]]:
    for member in batch:
        for other in arrangement.near(member):
            if (
                comparison.is_own(member) == comparison.is_own(other)
                or abs(member.timestamp - other.timestamp) > WINDOW
            ):
                continue
            yield (member, other) if comparison.is_own(member) else (other, member)
