"""From what is odd about a run's pages and lists to what we make of their source. Values in, a verdict out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from crawler.symptoms import is_refusal
from records.health import HEALTHY, OF_THE_LIST, WALLS, Symptom, Verdict

_ENOUGH = 2  # known pages that speak alike
_ALL_TOGETHER = 4  # odd pages and known ones that are gone
_FEWEST_UNKNOWN = 3  # pages of a source without a past, all of them unreadable
_UNREADABLE = frozenset({*WALLS, Symptom.NO_TEXT, Symptom.SAME_PAGE, Symptom.GARBLED})
_EMPTY = frozenset({Symptom.NO_ENTRIES, Symptom.NO_ADDRESSES})
_FEWEST_ENTRIES = 3  # a list that had fewer at times may be empty at times
_FEWEST_PAGES = 10  # from which the usual share of odd ones can be told
_FEWEST_RUNS = 3  # one event may bring five photo reports at once
_CHANCE = 1e-5
_MOST_HOSTS = 3  # a list that leads to more is a digest of other sites


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What speaks of a source's pages in one run: the symptom of each new page («»: none), and of each known page
    that was asked again. `has_past` is False where there was none to ask, `all_asked` True where none is left.
    `earlier` are (pages, odd ones) of the runs before, the latest first."""

    pages: Sequence[str] = ()
    known: Sequence[str] = ()
    has_past: bool = True
    all_asked: bool = False
    earlier: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ListFacts:
    """A source's answer: how many entries, how many of them without a usable address, and where the new ones lead.
    `lengths` and `home` are the past: the entries of earlier answers, and hosts."""

    found: int
    unusable: int
    lengths: Sequence[int]
    new_hosts: Sequence[str]
    home: Collection[str]
    may_be_empty: bool = False


def judge_pages(evidence: Evidence, before: Verdict, now: datetime) -> Verdict:
    """Odd pages alone prove little: the known ones, asked again, decide. A verdict ends by good pages.

    Where old articles stay whole and new ones do not, a row of odd pages longer than chance makes it decides alone.
    """
    odd = [symptom for symptom in evidence.pages if symptom]
    all_odd = len(odd) == len(evidence.pages)
    if odd and all_odd and not _is_chance(len(odd), evidence.earlier):
        return _broken(odd, before, now)
    if is_settled(evidence):
        worse = _accusation(evidence, odd if all_odd else [])
        if worse:
            return _broken(worse, before, now)
        return _ended(before) if _answered(evidence) else before
    unknown = not evidence.has_past and all_odd and len(odd) >= _FEWEST_UNKNOWN
    if unknown and all(symptom in _UNREADABLE or is_refusal(symptom) for symptom in odd):
        return _broken(odd, before, now)
    return _ended(before) if 2 * len(odd) < len(evidence.pages) else before


def is_settled(evidence: Evidence) -> bool:
    """Whether the known pages have said enough, whichever way."""
    good = sum(not symptom for symptom in evidence.known)
    return bool(evidence.known) and (
        evidence.all_asked or len(_worse(evidence)) >= _ENOUGH or good >= _ENOUGH
    )


def judge_list(facts: ListFacts, before: Verdict, now: datetime) -> Verdict:
    if not facts.found:
        was_full = bool(facts.lengths) and min(facts.lengths) >= _FEWEST_ENTRIES
        if before.detail in _EMPTY or (was_full and (facts.unusable or not facts.may_be_empty)):
            return _broken([Symptom.NO_ADDRESSES if facts.unusable else Symptom.NO_ENTRIES], before, now)
        return _ended(before)
    if _leads_away(facts):
        return _broken([Symptom.FOREIGN], before, now)
    if before.detail == Symptom.FOREIGN and not facts.new_hosts:
        return before
    return _ended(before) if before.detail in OF_THE_LIST else before


def _leads_away(facts: ListFacts) -> bool:
    if len(facts.new_hosts) < _FEWEST_ENTRIES or not 0 < len(facts.home) <= _MOST_HOSTS:
        return False
    return not any(is_at_home(host, facts.home) for host in facts.new_hosts)


def is_at_home(host: str, home: Collection[str]) -> bool:
    """A part of a known site is no other site: news.example.org of example.org, and the other way round."""
    return any(host == known or host.endswith(f".{known}") or known.endswith(f".{host}") for known in home)


def host_of(url: str) -> str:
    """Host and port, without www."""
    return urlsplit(url).netloc.rpartition("@")[2].lower().removeprefix("www.")


def _is_chance(odd: int, earlier: Sequence[tuple[int, int]]) -> bool:
    """Whether so many odd pages one after another are to be expected of a source that has had some before."""
    row, runs, pages_before, odd_before = odd, 1, 0, 0
    for pages, odd_ones in earlier:
        if odd_ones >= pages and not pages_before:
            row, runs = row + pages, runs + 1
        else:
            pages_before, odd_before = pages_before + pages, odd_before + odd_ones
    if pages_before < _FEWEST_PAGES or runs < _FEWEST_RUNS:
        return True
    share: float = (odd_before + 1) / (pages_before + 2)
    return share**row > _CHANCE


def _accusation(evidence: Evidence, odd: Sequence[str]) -> Sequence[str]:
    """The symptoms that the known pages confirm. Where none of them answered, new pages that are odd alike do."""
    answered, worse = _answered(evidence), _worse(evidence)
    if answered:
        return worse if len(worse) >= _ENOUGH or len(worse) == len(answered) else []
    alike = set(odd) == set(evidence.known)
    return odd if alike or len(odd) + len(evidence.known) >= _ALL_TOGETHER else []


def _worse(evidence: Evidence) -> list[str]:
    return [symptom for symptom in _answered(evidence) if symptom]


def _answered(evidence: Evidence) -> list[str]:
    return [symptom for symptom in evidence.known if not is_refusal(symptom)]


def _broken(symptoms: Sequence[str], before: Verdict, now: datetime) -> Verdict:
    since = before.since if before.condition == "broken" else now
    return Verdict(condition="broken", since=since, detail=Counter(symptoms).most_common(1)[0][0])


def _ended(before: Verdict) -> Verdict:
    """Silence is ended by news alone."""
    return before if before.condition == "silent" else HEALTHY
