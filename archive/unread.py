"""Which outlets could not be read until some moment, since when and why: what mail and desk admit of their gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from records.digest import UnreadOutlet
from records.health import Symptom, Verdict
from records.registry import BrokenOutlet, Outlet
from records.runs import SourceHealth
from texts import _
from texts.conditions import condition_words
from texts.reasons import NOT_ASKED, plain_reason

# A source last read this long before the week's end still covers it: what it listed after that comes later.
_GRACE = timedelta(days=2)
_TEXT_STAYS = frozenset({Symptom.UNDATED, Symptom.MISDATED, Symptom.SAME_TITLE})


def find_unread(
    outlets: Iterable[Outlet], health: Sequence[SourceHealth], until: datetime
) -> tuple[UnreadOutlet, ...]:
    """The outlets with a source that does not cover the time that ends at `until`, as the sources stand now."""
    known = {source.source_id: source for source in health}
    found = [_unread(outlet, known, until) for outlet in outlets]
    return tuple(
        sorted(
            (unread for unread in found if unread is not None),
            key=lambda unread: (unread.partly, unread.outlet.casefold(), unread.url),
        )
    )


def name_broken(outlet: BrokenOutlet) -> UnreadOutlet:
    """One whose file in the register cannot be read, so that nobody asks it."""
    reason = _("файл издания в реестре испорчен, его не опрашивают")
    return UnreadOutlet(id=outlet.id, outlet=outlet.id, url="", since=None, reason=reason)


def _unread(outlet: Outlet, known: dict[str, SourceHealth], until: datetime) -> UnreadOutlet | None:
    if outlet.paused is not None:
        reason = _("опрос приостановлен: {reason}", reason=outlet.paused)
        return UnreadOutlet(id=outlet.id, outlet=outlet.name, url=outlet.url, since=None, reason=reason)
    missing = [source for source in outlet.sources if not _covers(known.get(source.id), until)]
    if not missing:
        return _doubtful(outlet, known, until)
    states = [state for source in missing if (state := known.get(source.id)) is not None]
    worst = max(states, key=lambda state: state.failures, default=None)
    return UnreadOutlet(
        id=outlet.id,
        outlet=outlet.name,
        url=outlet.url,
        since=_since(worst),
        reason=_reason(worst),
        partly=len(missing) < len(outlet.sources),
    )


def _doubtful(outlet: Outlet, known: dict[str, SourceHealth], until: datetime) -> UnreadOutlet | None:
    """An outlet that answers and yet is not what it was: unread, where no source of it gives texts any more."""
    verdicts = [state.verdict for source in outlet.sources if (state := known.get(source.id)) is not None]
    odd = [verdict for verdict in verdicts if verdict.since is not None and verdict.since < until]
    if not odd:
        return None
    worst = min(odd, key=lambda verdict: (verdict.condition != "broken", verdict.since))
    return UnreadOutlet(
        id=outlet.id,
        outlet=outlet.name,
        url=outlet.url,
        since=worst.since,
        reason=condition_words(worst),
        partly=not all(_loses_texts(verdict) for verdict in verdicts),
        doubtful=True,
    )


def _loses_texts(verdict: Verdict) -> bool:
    return verdict.condition == "broken" and verdict.detail not in _TEXT_STAYS


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
