"""What the press is read for: topics, campaigns and the dates of the agenda, as the register states them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """One word of a phrase: any of `words` in any form, or any word that begins with one of `stems`.

    `near`: it need not follow the word before, but stand within the topic's `within` words of it, on either side.
    """

    words: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    near: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """A phrase as its file writes it, and what it means."""

    text: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A theme of the unions' agenda.

    A strong phrase shows the topic alone; weak ones do in the title, in the lead, or two different ones close
    together. What `unless` covers shows nothing. Where `needs` has phrases, an article without any of them has not the
    topic. `within` counts words. `labour` says that the theme is the unions' own wherever it comes up.
    """

    id: str
    name: str
    strong: tuple[Phrase, ...] = ()
    weak: tuple[Phrase, ...] = ()
    unless: tuple[Phrase, ...] = ()
    needs: tuple[Phrase, ...] = ()
    within: int = 5
    labour: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """What a union wants to be heard: slogans and key messages; texts outside of `since`…`until` are not its doing.

    `hashtags` stand without `#`; those that only glue a slogan together need not be named. `unions` are ids.
    """

    id: str
    name: str
    slogans: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def runs(self, day: date | None) -> bool:
        """Is it on that day? On a day that nobody knows it may be."""
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaDate:
    """A day of every year with what belongs to it. `topics` and `campaigns` are ids."""

    name: str
    day: int
    month: int
    topics: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()

    def nearest(self, day: date) -> date:
        """Its own day nearest to that one; 29 February is 1 March where the year has none."""
        found = [self._of(year) for year in (day.year - 1, day.year, day.year + 1)]
        return min(found, key=lambda one: abs(one - day))

    def _of(self, year: int) -> date:
        if (self.day, self.month) == (29, 2):
            return date(year, 2, 28) + timedelta(days=1)
        return date(year, self.month, self.day)


def agenda_near(
    agenda: Collection[AgendaDate], day: date, before: int = 7, after: int = 7
) -> list[tuple[date, AgendaDate]]:
    """What was at most `before` days ago or comes in at most `after` days, by date."""
    dated = [(one.nearest(day), one) for one in agenda]
    near = [(when, one) for when, one in dated if -before <= (when - day).days <= after]
    return sorted(near, key=lambda pair: (pair[0], pair[1].name))
