"""Watches how the pages of a run look, and which known pages are to be asked again to compare."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from archive.looks import good_pages_of
from archive.store import Archive
from archive.verdicts import last_compared
from crawler.symptoms import Past, compare, find_symptom
from crawler.verdicts import Evidence, is_settled
from records.article import Link
from records.health import PageLook, Symptom

_ALWAYS_READ = 3  # pages of each source in a run, whatever words stand in them
_MOST_KEPT = 100  # looks of each source in a run: enough to judge by
_MOST_COMPARED = 3
_FEWEST_ALIKE = 2  # pages that are all odd
_HABITS = frozenset({Symptom.SHORT, Symptom.UNDATED, Symptom.SAME_TITLE})
_DELETED = frozenset({"http-404", "http-410"})
# Between comparisons that a single odd page asks for (photo reports are many), and a run of nothing else.
_PAUSE, _SHORT_PAUSE = timedelta(hours=6), timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """A known page that is asked again."""

    link: Link
    then: PageLook


@dataclass(slots=True)
class SourceWatch:
    """One source in this run. `symptoms` stand beside `looks`; `known` are the symptoms of pages asked again."""

    past: Past
    compared: datetime | None
    looks: list[PageLook] = field(default_factory=list)
    symptoms: list[str] = field(default_factory=list)
    texts: list[PageLook] = field(default_factory=list)  # of articles that came without a page
    known: list[str] = field(default_factory=list)
    seen_again: list[PageLook] = field(default_factory=list)
    begun: int = 0
    asked: int = 0

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            pages=self.symptoms,
            known=self.known,
            has_past=bool(self.past.pages),
            all_asked=self.asked == len(self.known) == min(_MOST_COMPARED, len(self.past.pages)),
        )

    def good_looks(self) -> list[PageLook]:
        """What later pages are compared with. Of the odd ones those with a text, where known pages vouch for them and
        good ones stand beside them: then they are this newsroom's habit."""
        pairs = list(zip(self.looks, self.symptoms, strict=True))
        good = [look for look, symptom in pairs if not symptom]
        if good and not any(self.known) and is_settled(self.evidence):
            good += [look for look, symptom in pairs if symptom in _HABITS]
        return good

    @property
    def raises_doubt(self) -> bool:
        """A page that was deleted is no doubt, a source whose every page is refused is one."""
        odd = [symptom for symptom in self.symptoms if symptom]
        all_odd = len(odd) >= _FEWEST_ALIKE and len(odd) == len(self.symptoms)
        pause = _SHORT_PAUSE if all_odd else _PAUSE
        rested = self.compared is None or self.compared < datetime.now(UTC) - pause
        return rested and (all_odd or any(symptom not in _DELETED for symptom in odd))


class Watch:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sources: dict[str, SourceWatch] = {}
        self._wanted: deque[Control] = deque()

    @property
    def sources(self) -> Mapping[str, SourceWatch]:
        return self._sources

    def must_read(self, link: Link) -> bool:
        """Whether this page is parsed even if no word that is watched stands in it. Counts it."""
        source = self._of(link.source_id)
        source.begun += 1
        return source.begun <= _ALWAYS_READ

    def saw_text(self, link: Link, look: PageLook) -> None:
        texts = self._of(link.source_id).texts
        if len(texts) < _MOST_KEPT:
            texts.append(look)

    def saw(self, link: Link, look: PageLook) -> None:
        source = self._of(link.source_id)
        if len(source.looks) < _MOST_KEPT:
            source.symptoms.append(find_symptom(look, source.past, source.looks))
            source.looks.append(look)
            self._want_more(link, source)

    def saw_again(self, control: Control, look: PageLook) -> None:
        source = self._of(control.link.source_id)
        source.known.append(compare(look, control.then, (*source.looks, *source.seen_again)))
        source.seen_again.append(look)
        self._want_more(control.link, source)

    def take_wanted(self) -> Control | None:
        return self._wanted.popleft() if self._wanted else None

    def _of(self, source_id: str) -> SourceWatch:
        if source_id not in self._sources:
            with self._archive.reading() as connection:
                past = Past(pages=tuple(good_pages_of(connection, source_id, datetime.now(UTC))))
                compared = last_compared(connection, source_id)
            self._sources[source_id] = SourceWatch(past=past, compared=compared)
        return self._sources[source_id]

    def _want_more(self, link: Link, source: SourceWatch) -> None:
        """One after another, because the first two mostly say enough."""
        in_flight = source.asked > len(source.known)
        if in_flight or not source.raises_doubt or is_settled(source.evidence):
            return
        if source.asked < min(_MOST_COMPARED, len(source.past.pages)):
            then = source.past.pages[source.asked]
            source.asked += 1
            known = Link(url=then.url, source_id=link.source_id, outlet_id=link.outlet_id)
            self._wanted.append(Control(link=known, then=then))
