"""archive → a new index, while crawls and people go on writing: nothing of theirs is lost to it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from archive import outbox
from archive.store import Archive
from pipelines.documents import BATCH, Indexed, read_documents, settle
from records.errors import UnavailableError
from records.registry import Registry
from records.search import Refusal
from search.engine import Engine, Writer
from texts import _

_ROUNDS = 10


@dataclass(kw_only=True)
class _Copy:
    """What the new index has been given: `revisions` by article id, and what it refused for good."""

    archive: Archive
    registry: Registry
    fresh: Writer
    advance: Callable[[int], None]
    revisions: dict[str, int] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)

    def catch_up(self) -> int:
        """Gives it what the archive has and it lacks, takes out what people left out; returns how much that was."""
        with self.archive.reading() as connection:
            wanted = dict(outbox.placed_revisions(connection))
            gone = outbox.left_out(connection, self.revisions.keys() - wanted.keys())
        late = [row for row in wanted.items() if self.revisions.get(row[0]) != row[1]]
        for start in range(0, len(late), BATCH):
            self._write(late[start : start + BATCH])
        if gone:
            self.fresh.remove(sorted(gone))
            self.revisions = {id_: each for id_, each in self.revisions.items() if id_ not in gone}
        return len(late) + len(gone)

    def _write(self, rows: list[tuple[str, int]]) -> None:
        documents = read_documents(self.archive, self.registry, rows)
        refusals = {each.id: each for each in self.fresh.write(documents)}
        for each in documents:
            refusal = refusals.get(each.article_id)
            self.refusals.pop(each.article_id, None)
            if refusal is not None:
                self.refusals[each.article_id] = refusal
            if refusal is None or refusal.permanent:  # any other is given again in the next round
                self.revisions[each.article_id] = each.revision
        self.advance(len(rows))


def rebuild_index(
    archive: Archive, engine: Engine, registry: Registry, advance: Callable[[int], None] = lambda _count: None
) -> Indexed:
    """Writes the whole archive into a new index, which replaces the old one when it has all that the archive has.

    No crawl need wait: what it writes meanwhile is given to the new index too, round by round. At the end nobody
    writes into the archive until the new index is in place; so whatever is queued later goes to the new one, and what
    was crossed off because the old one took it is in the new one as well. Killed anywhere, the old one stays whole.

    The caller sees to it that no two rebuild at once. Raises UnavailableError where the engine is overloaded.
    """
    with ExitStack() as turn, engine.rebuild() as fresh:
        copy = _Copy(archive=archive, registry=registry, fresh=fresh, advance=advance)
        for _round in range(_ROUNDS):
            if copy.catch_up() <= BATCH:
                break
        connection = turn.enter_context(archive.writing())
        copy.catch_up()
        _check(copy)
        outbox.queue_again(connection, sorted(copy.refusals))
    _cross_off(copy)
    return Indexed(taken=len(copy.revisions) - len(copy.refusals), refused=len(copy.refusals))


def _cross_off(copy: _Copy) -> None:
    """Of all that was given next to nothing was waiting. In parts, so that no writer waits long for its turn."""
    with copy.archive.reading() as connection:
        queued = outbox.queued_revisions(connection)
    rows = [row for row in queued if copy.revisions.get(row[0]) == row[1]]
    for start in range(0, len(rows), BATCH):
        settle(copy.archive, rows[start : start + BATCH], copy.refusals)


def _check(copy: _Copy) -> None:
    """Before it takes the old one's place: an article that was not taken for want of time would be missed there."""
    overloaded = [refusal for refusal in copy.refusals.values() if not refusal.permanent]
    if overloaded:
        raise UnavailableError(
            _(
                "Указатель не успевает принимать статьи ({reason}): прежний остался на месте, повторите позже.",
                reason=overloaded[0].reason,
            )
        )
