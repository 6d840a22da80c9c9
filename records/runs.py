"""What one crawl did, source by source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from records.article import Dropped
from records.health import HEALTHY, Condition, SourceLook, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceReport:
    """One source in one run. `outcome` as in `Poll`; `kept` and `dropped` count links decided in this run.

    `look` is how its pages looked, None where none was read; `verdict` is what we make of it now.
    """

    source_id: str
    outlet_id: str
    outcome: str
    detail: str
    found: int
    new: int
    kept: int
    dropped: Mapping[str, int]
    look: SourceLook | None = None
    verdict: Verdict = HEALTHY


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """What a source published between `since` and `until` and had forgotten when it was asked: it lists `window`
    articles, and all of them were new. `found` counts what other sources of its outlet list of that time.
    """

    source_id: str
    outlet_id: str
    since: datetime
    until: datetime
    window: int
    found: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RunReport:
    """One crawl. `waiting` links were seen and could not be fetched yet: the next run goes on with them."""

    started: datetime
    finished: datetime
    sources: tuple[SourceReport, ...]
    annotated: int
    indexed: int
    waiting: int
    outbox: int
    index_error: str = ""
    gaps: tuple[Gap, ...] = ()
    unannotated: int = 0  # kept articles on whose text the language pipeline fails

    @property
    def looks_offline(self) -> bool:
        """Whether not one of several sources answered at all: then the fault is ours, not theirs."""
        asked = [source.outcome for source in self.sources if source.outcome not in ("", Dropped.NO_TOKEN)]
        return len(asked) > 1 and all(outcome in (Dropped.UNREACHABLE, Dropped.TIMEOUT) for outcome in asked)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceHealth:
    """A source as the archive knows it. `failing_since` is the first failure after the last success.

    `newest` is the latest article that it ever listed, `window` how many it lists at once, `due` when it is asked again
    (None: at the next crawl).
    """

    source_id: str
    outlet_id: str
    url: str
    last_asked: datetime | None
    last_success: datetime | None
    failing_since: datetime | None
    failures: int
    outcome: str
    detail: str
    condition: Condition = ""
    condition_since: datetime | None = None
    condition_detail: str = ""
    newest: datetime | None = None
    window: int = 0
    due: datetime | None = None

    @property
    def verdict(self) -> Verdict:
        """A source that cannot be read at all is nothing else."""
        if self.failing_since is not None:
            return Verdict(condition="failing", since=self.failing_since, detail=self.outcome)
        return Verdict(condition=self.condition, since=self.condition_since, detail=self.condition_detail)

    def in_zone(self, zone: tzinfo) -> SourceHealth:
        """The same by the reader's clock: what is shown of it are days and hours."""
        return replace(
            self,
            last_asked=self.last_asked and self.last_asked.astimezone(zone),
            last_success=self.last_success and self.last_success.astimezone(zone),
            failing_since=self.failing_since and self.failing_since.astimezone(zone),
            condition_since=self.condition_since and self.condition_since.astimezone(zone),
            newest=self.newest and self.newest.astimezone(zone),
            due=self.due and self.due.astimezone(zone),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class AgainReport:
    """Articles annotated again, and those on which the model failed: they keep the annotation that they had."""

    annotated: int
    failed: tuple[str, ...] = ()
    index_error: str = ""
