"""Which outlets could not be read for a week, since when and why: the part of the mail that admits its gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from digests.reasons import NOT_ASKED, plain_reason
from records.digest import UnreadOutlet
from records.registry import Outlet
from records.runs import SourceHealth
from texts import _

# A source last read this long before the week's end still covers it: what it listed after that comes later.
_GRACE = timedelta(days=2)


def find_unread(
    outlets: Iterable[Outlet], health: Sequence[SourceHealth], until: datetime
) -> tuple[UnreadOutlet, ...]:
    """The outlets with a source that does not cover the week ending at `until`, as the sources stand now."""
    known = {source.source_id: source for source in health}
    found = [_unread(outlet, known, until) for outlet in outlets]
    return tuple(
        sorted(
            (unread for unread in found if unread is not None),
            key=lambda unread: (unread.partly, unread.outlet.casefold(), unread.url),
        )
    )


def _unread(outlet: Outlet, known: dict[str, SourceHealth], until: datetime) -> UnreadOutlet | None:
    if outlet.paused is not None:
        reason = _("опрос приостановлен: {reason}", reason=outlet.paused)
        return UnreadOutlet(outlet=outlet.name, url=outlet.url, since=None, reason=reason)
    missing = [source for source in outlet.sources if not _covers(known.get(source.id), until)]
    if not missing:
        return None
    states = [state for source in missing if (state := known.get(source.id)) is not None]
    worst = max(states, key=lambda state: state.failures, default=None)
    return UnreadOutlet(
        outlet=outlet.name,
        url=outlet.url,
        since=_since(worst),
        reason=_reason(worst),
        partly=len(missing) < len(outlet.sources),
    )


def _covers(source: SourceHealth | None, until: datetime) -> bool:
    if source is None or source.last_success is None:
        return False
    if source.failing_since is None:
        return source.last_success >= until - _GRACE
    return source.last_success >= until


def _since(source: SourceHealth | None) -> datetime | None:
    """The first failure after the last success; of one that nobody asks any more, its last success."""
    if source is None or source.last_success is None:
        return None
    return source.failing_since or source.last_success


def _reason(source: SourceHealth | None) -> str:
    if source is None or source.last_asked is None:
        return _("ещё ни разу не опрашивалось")
    if source.failing_since is None:
        return plain_reason(NOT_ASKED)
    if source.last_success is None:
        return _("{reason}; ещё ни разу не прочитано", reason=plain_reason(source.outcome))
    return plain_reason(source.outcome)
