"""Of which union a person is: by the position, by what stands beside the name, or by the same person elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from nlp.folding import fold
from nlp.linking import Link
from records.registry import Union

Place = tuple[int, int]
_NEAR = 90  # characters
_BEFORE = 400
# «Председатель обкома», «глава федерации»: the union is not named again, only what it is.
_KINDS = {"territorial": "territorial", "confederation": "confederation"}
_BY_KIND = {
    "territorial": re.compile(
        r"\b(?:федераци\w+|\w*совпроф\w*|\w*профобъединени\w+|объединени\w+|совета профсоюзов)$"
    ),
    "confederation": re.compile(r"\bфедерации$"),
    "industry": re.compile(
        r"\b(?:профсоюза|обком\w*|крайком\w*|реском\w*|рескомитет\w*|терком\w*|теркомитет\w*|дорком\w*|профорганизаци\w+|цк"
        r"|(?:областной|краевой|республиканской|городской|районной|местной|региональной) организации)$"
    ),
}
# Who acts for a union where one is named beside: «её юрист», «их инспектор».
_ITS = re.compile(r"(?:^|\W)(?:её|ее|его|их|чей|чья|чьего|чьей|чьему|там)\s+$", re.IGNORECASE)
_ACTS_FOR = re.compile(
    r"(?:\w+ ){0,2}(?:председатель|лидер|глава|секретарь|юрист\w*|правозащитни\w+|инспектор|представитель"
    r"|переговорщи\w+|специалист|наблюдател\w+|зампред\w*|бухгалтер|эксперт|адвокат|медиатор)(?: труда)?"
)
# What may stand between «из» and the union's name: «из воронежского обкома», «от аппарата».
_BRANCH = (
    r"(?:[а-яё-]*(?:ой|ого|его|ей|обкома|крайкома|рескома|комитета|организации|аппарата|отделения|первички)"
    r"\s+){0,3}"
)
_OF = re.compile(rf",?\s+(?:из|от)\s+{_BRANCH}$")
_AND_OF = re.compile(rf"\s+и\s+[А-ЯЁ][\w-]+(?:\s+[А-ЯЁ][\w-]+)?\s+(?:из|от)\s+{_BRANCH}$")
_BESIDE = re.compile(r"(?:,\s+|\s+\((?:[^()\n]{0,40},\s+)?)$")
_ENDS = ("", ",", ".", ";", ":", ")", "?", "!", "\n")
_LEADS = re.compile(
    r"[ ,]+(?:который |которая )?(?:[а-яё-]+\s+){0,3}(?:возглавля\w+|возглавил\w*|руководит|председательству\w+)\s+"
    r"(?:[а-яё-]+\s+){0,2}$"
)
_CHAIRED = re.compile(r"под председательством\s+$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:из|от)\s+(?:[а-яё-]+\s+){0,2}$", re.IGNORECASE)
_CAME = re.compile(r"\s+[а-яё-]+(?:л|ла|лся|лась)\s+")
_PLAIN = re.compile(r"(?:федерации|профсоюза|объединения)$")  # too plain for a union of another sentence
_INTRODUCED = re.compile(r"\s*(?::|\s—)\s*$")


class UnionsNearby:
    """The linked unions of one text, in order, by their places."""

    def __init__(self, text: str, links: Sequence[Link], unions: Mapping[str, Union]) -> None:
        self._text = text
        self._kinds = {union.id: _KINDS.get(union.kind, "industry") for union in unions.values()}
        self._links = [link for link in links if link.union and not link.distractor]
        self._starts = [link.start for link in self._links]
        self._of_kind: dict[str, list[Link]] = {}
        for link in self._links:
            self._of_kind.setdefault(self._kinds.get(str(link.union), "industry"), []).append(link)
        self._single = {
            kind for kind, links in self._of_kind.items() if len({link.union for link in links}) == 1
        }

    def of_person(self, name: Place, role: Place | None, sentence: Place) -> str | None:
        """The union that the words beside this mention of the person state."""
        if not self._links:
            return None
        return self._in_role(role, sentence) or self._behind(name, role) or self._before(name, role, sentence)

    def _in_role(self, role: Place | None, sentence: Place) -> str | None:
        if role is None:
            return None
        at = bisect_left(self._starts, role[1])
        if at and self._links[at - 1].end > role[0]:
            return self._links[at - 1].union
        words = fold(self._text[role[0] : role[1]])
        for kind, pattern in _BY_KIND.items():
            start = sentence[0] if _PLAIN.search(words) else sentence[0] - _BEFORE
            if pattern.search(words) and (union := self._of(kind, start, role[0])):
                return union
        return None

    def _of(self, kind: str, start: int, end: int) -> str | None:
        """The only union of its kind in the text, else the last one before in the sentence or shortly before it."""
        links = self._of_kind.get(kind, [])
        if kind in self._single:
            return links[0].union
        at = bisect_left(links, end, key=lambda link: link.start) - 1
        return links[at].union if at >= 0 and links[at].start >= start else None

    def _behind(self, name: Place, role: Place | None) -> str | None:
        """«Майя Соболь из ПАРРиС», «Пётр Ильин возглавляет ФПСО»."""
        at = bisect_left(self._starts, name[1])
        if at == len(self._links) or self._links[at].start - name[1] > _NEAR:
            return None
        between = self._text[name[1] : self._links[at].start]
        behind = self._text[self._links[at].end : self._links[at].end + 1]
        said = (
            any(pattern.match(between) for pattern in (_OF, _LEADS))
            or (
                role is None and _AND_OF.match(between)
            )  # who has a position is said to be of somewhere by it
            or (behind in _ENDS and _BESIDE.match(between))
            or (_CHAIRED.search(self._text[max(0, name[0] - 30) : name[0]]) and "." not in between)
        )
        return self._links[at].union if said else None

    def _before(self, name: Place, role: Place | None, sentence: Place) -> str | None:
        """«Федерация и её юрист Раиса Одинцова», «обком: Инна Сорока нашла …»."""
        start = role[0] if role and role[1] <= name[0] else name[0]
        at = bisect_left(self._starts, start) - 1
        if at < 0 or start - self._links[at].end > 400:
            return None
        before = self._text[max(0, start - 12) : start]
        words = fold(self._text[role[0] : role[1]]) if role else ""
        acts_for = bool(_ACTS_FOR.fullmatch(words))
        if acts_for and _ITS.search(before):
            return self._links[at].union
        if self._links[at].start < sentence[0]:
            return None
        between = self._text[self._links[at].end : start]
        whence = self._text[max(0, self._links[at].start - 30) : self._links[at].start]
        came = _CAME.fullmatch(between) and _FROM.search(whence)
        return self._links[at].union if acts_for or came or _INTRODUCED.fullmatch(between) else None
