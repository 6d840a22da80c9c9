"""Of which union a person is: by the position, by what stands beside the name, or by the same person elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp.folding import fold
from nlp.linking import Link

Place = tuple[int, int]
_NEAR = 90  # characters
# «Председатель обкома», «глава федерации»: the union is not named again, only what it is.
_BY_KIND = re.compile(
    r"\b(?:федераци\w+|профсоюз\w*|\w*совпроф\w*|\w*профобъединени\w+|объединени\w+|обком\w*|крайком\w*|реском\w*|рескомитет\w*"
    r"|терком\w*|теркомитет\w*|дорком\w*|профорганизаци\w+|(?:областной|краевой|республиканской|городской|районной|местной|региональной) организации)$"
)
# Who acts for a union where one is named beside: «её юрист», «их инспектор».
_ITS = re.compile(r"(?:^|\W)(?:её|ее|его|их|чей|чья|чьего|чьей|чьему|там|наш|наша)\s+$", re.IGNORECASE)
_ACTS_FOR = re.compile(
    r"(?:\w+ ){0,2}(?:председатель|лидер|глава|секретарь|юрист\w*|правозащитни\w+|инспектор|представитель|переговорщи\w+|специалист|наблюдател\w+)(?: труда)?"
)
_OF = re.compile(r"\s+(?:из|от)\s+(?:[а-яё-]+\s+){0,3}$")
_AND_OF = re.compile(r"\s+и\s+[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?\s+(?:из|от)\s+(?:[а-яё-]+\s+){0,3}$")
_LEADS = re.compile(r"[ ,]+(?:который |которая )?(?:возглавля\w+|возглавил\w*|руководит|председательству\w+)\s+(?:[а-яё-]+\s+){0,2}$")
_INTRODUCED = re.compile(r"\s*(?::|\s—)\s*$")


class UnionsNearby:
    """The linked unions of one text, in order, by their places."""

    def __init__(self, text: str, links: Sequence[Link]) -> None:
        self._text = text
        self._links = [link for link in links if link.union and not link.distractor]
        self._starts = [link.start for link in self._links]
        self._unions = {link.union for link in self._links}

    def of_person(self, name: Place, role: Place | None, sentence: Place) -> str | None:
        """The union that the words beside this mention of the person state."""
        if not self._links:
            return None
        return self._in_role(role, sentence) or self._behind(name) or self._before(name, role, sentence)

    def _in_role(self, role: Place | None, sentence: Place) -> str | None:
        if role is None:
            return None
        at = bisect_left(self._starts, role[1])
        if at and self._links[at - 1].end > role[0]:
            return self._links[at - 1].union
        words = fold(self._text[role[0] : role[1]])
        if not _BY_KIND.search(words):
            return None
        return self._only() or self._last_in(sentence[0], role[0]) or self._last_in(sentence[0] - 400, role[0])

    def _behind(self, name: Place) -> str | None:
        """«Майя Соболь из ПАРРиС», «Пётр Ильин возглавляет ФПСО»."""
        at = bisect_left(self._starts, name[1])
        if at == len(self._links) or self._links[at].start - name[1] > _NEAR:
            return None
        between = self._text[name[1] : self._links[at].start]
        said = any(pattern.match(between) for pattern in (_OF, _AND_OF, _LEADS))
        return self._links[at].union if said else None

    def _before(self, name: Place, role: Place | None, sentence: Place) -> str | None:
        """«Федерация и её юрист Раиса Одинцова», «обком: Инна Сорока нашла …»."""
        start = role[0] if role and role[1] <= name[0] else name[0]
        at = bisect_left(self._starts, start) - 1
        if at < 0 or start - self._links[at].end > 400:
            return None
        before = self._text[max(0, start - 12) : start]
        if role and _ITS.search(before):
            return self._links[at].union
        if self._links[at].start < sentence[0]:
            return None
        words = fold(self._text[role[0] : role[1]]) if role else ""
        if role and _ACTS_FOR.fullmatch(words):
            return self._links[at].union
        return self._links[at].union if _INTRODUCED.fullmatch(self._text[self._links[at].end : start]) else None

    def _only(self) -> str | None:
        return next(iter(self._unions)) if len(self._unions) == 1 else None

    def _last_in(self, start: int, end: int) -> str | None:
        at = bisect_left(self._starts, end) - 1
        return self._links[at].union if at >= 0 and self._links[at].start >= start else None
