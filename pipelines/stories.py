"""annotated → placed: articles that repeat one another's text become one story, named by the first of them.

A story is a connected group: any two articles that stand within the window and share enough text are linked. So the
result follows from the articles alone, and a crawl that was killed and continued ends with the same stories.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive.store import Archive, Transaction
from archive.stories import articles_to_place, find_neighbours, record_bands, record_placements, story_members
from nlp.stories import WINDOW, bands, is_same_story, signature, verbatim_share
from records.story import Member, Placement

_BATCH = 100


def place_annotated(archive: Archive, advance: Callable[[int], None] = lambda _count: None) -> int:
    """Places every annotated article that has no story yet; returns how many."""
    done = 0
    while True:
        with archive.writing() as connection:
            batch = articles_to_place(connection, _BATCH)
            for article in batch:
                _place(connection, article)
        if not batch:
            return done
        done += len(batch)
        advance(len(batch))


def _place(connection: Transaction, article: Member) -> None:
    keys = bands(signature(article.text))
    near = find_neighbours(connection, keys, article.timestamp - WINDOW, article.timestamp + WINDOW)
    joined = {
        member.story_id
        for member in near
        if member.story_id is not None and is_same_story(article.text, member.text)
    }
    members = story_members(connection, joined) if joined else []
    record_bands(connection, article.article_id, keys)
    record_placements(connection, arrange([*members, article]))


def arrange(members: Sequence[Member]) -> list[Placement]:
    """The members of one story in their places: the earliest is the first publication, all others are reprints."""
    first = min(members, key=lambda member: (member.timestamp, member.article_id))
    return [
        Placement(
            article_id=member.article_id,
            story_id=first.article_id,
            is_reprint=member is not first,
            similarity=1.0 if member is first else verbatim_share(member.text, first.text),
        )
        for member in members
    ]
