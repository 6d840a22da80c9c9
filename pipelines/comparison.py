"""Texts that are read, cut into word triples and compared once, however often the grouping asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from archive.store import Transaction
from archive.stories import find_texts
from nlp.stories import Print, bands, is_copy, read_print, signature, terms, verbatim_share
from nlp.story_events import is_version
from records.story import Member

_REMEMBERED = 10_000  # prints of some kilobytes: those of the articles that the next ones resemble most

_Key = tuple[str, object]  # the article's id and when its text was fetched: an edited one is another text


class Comparison:
    """Knows texts by their articles. `read` must have brought an article before anything is asked about it.

    `own` are the outlets in which unions speak of themselves: never told among the press, nor the press among them.
    """

    def __init__(self, own: Collection[str] = ()) -> None:
        self._own = frozenset(own)
        self._prints: dict[_Key, Print] = {}
        self._same: dict[tuple[_Key, _Key, str], bool] = {}

    def read(self, connection: Transaction, members: Iterable[Member]) -> None:
        missing = {each.article_id: _key(each) for each in members if _key(each) not in self._prints}
        for id_, title, text in find_texts(connection, sorted(missing)):
            self._prints[missing[id_]] = read_print(title, text)

    def forget(self) -> None:
        """Only the latest texts are remembered, so that the longest run takes no more memory than a short one."""
        for key in list(self._prints)[:-_REMEMBERED]:
            del self._prints[key]
        self._same.clear()

    def keys(self, member: Member) -> list[int]:
        """By which other texts are found that are worth comparing."""
        known = self._print(member)
        return [*bands(signature(known.triples)), *terms(known)]

    def is_own(self, member: Member) -> bool:
        """Is it a union's own voice?"""
        return member.outlet_id in self._own

    def is_copy(self, member: Member, first: Member) -> bool:
        if self.is_own(member) != self.is_own(first):
            return False
        return self._remembered("copy", member, first)

    def is_version(self, member: Member, first: Member) -> bool:
        """Does another outlet of the press tell the same event?"""
        if member.outlet_id == first.outlet_id or self.is_own(member) or self.is_own(first):
            return False
        return self._remembered("version", member, first)

    def share(self, member: Member, source: Member) -> float:
        return verbatim_share(self._print(member), self._print(source))

    def prints(self, member: Member, other: Member) -> tuple[Print, Print]:
        return self._print(member), self._print(other)

    def _remembered(self, what: str, member: Member, first: Member) -> bool:
        pair = (_key(member), _key(first), what)
        if pair not in self._same:
            self._same[pair] = self._compare(what, member, first)
        return self._same[pair]

    def _compare(self, what: str, member: Member, first: Member) -> bool:
        one, other = self.prints(member, first)
        if what == "version":
            return is_version(one, other)
        apart = abs(member.timestamp - first.timestamp)
        return is_copy(one, other, apart, same_outlet=member.outlet_id == first.outlet_id)

    def _print(self, member: Member) -> Print:
        return self._prints[_key(member)]


def _key(member: Member) -> _Key:
    return member.article_id, member.fetched
