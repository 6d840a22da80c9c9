"""Second mentions without a name: «федерация», «обком», «отраслевой профсоюз», where only one union can be meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp.folding import Word
from nlp.lexicon import load_lexicon
from nlp.links import Link
from nlp.morphology import adjective_gender, lemma, lemmas, parses
from nlp.places import load_gazetteer
from nlp.scene import Scene
from records.registry import Union

Kind = Literal["federation", "branch", "trade", "any"]
_FEDERATION = frozenset({"федерация", "федерации", "федерацию", "федерацией", "федерациею"})
_UNION = frozenset({"профсоюз", "профсоюза", "профсоюзу", "профсоюзом", "профсоюзе"})
_OFFICE = frozenset({"обком", "крайком", "реском", "рескомитет", "терком", "дорком"})
_ORGANIZATION = frozenset({"организация", "комитет"})
_LEVELS = frozenset(
    {"областной", "краевой", "республиканский", "региональный", "территориальный", "отраслевой"}
)
_CLOSING = '»”"'
_LONGEST_QUOTED = 60  # characters
_FEDERAL = ("territorial", "confederation")
_INDUSTRY = ("all-russian", "interregional")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Description:
    first: int
    last: int
    kind: Kind


def find_descriptions(scene: Scene, links: Sequence[Link], unions: Mapping[str, Union]) -> list[Link]:
    """The descriptions that stand outside of all links, each with the only union that it can mean."""
    words = scene.words
    taken = _words_of(links, words)
    found: list[Link] = []
    for seen in _candidates(words):
        if not taken.isdisjoint(range(seen.first, seen.last)) or _goes_on(scene, seen):
            continue
        before = [link for link in links if link.start < words[seen.first].start]
        if meant := _meant(seen.kind, before, unions):
            start, end = words[seen.first].start, words[seen.last - 1].end
            found.append(replace(meant, start=start, end=end, described=True))
    return found


def _words_of(links: Sequence[Link], words: Sequence[Word]) -> set[int]:
    """The numbers of the words that the links cover; both are in order."""
    taken: set[int] = set()
    at = 0
    for link in links:
        while at and words[at - 1].end > link.start:
            at -= 1
        while at < len(words) and words[at].start < link.end:
            if words[at].end > link.start:
                taken.add(at)
            at += 1
    return taken


def _candidates(words: Sequence[Word]) -> Iterator[_Description]:
    at = 0
    while at < len(words):
        found = _candidate(words, at)
        if found:
            yield found
        at = found.last if found else at + 1


def _candidate(words: Sequence[Word], at: int) -> _Description | None:
    form = words[at].form
    if form in _FEDERATION:
        return _Description(first=at, last=at + 1, kind="federation")
    if form in _UNION:
        return _union_at(words, at)
    if not form.startswith(("об", "кра", "рес", "тер", "дор", "рег")):
        return None
    word = lemma(form)
    if lemmas(form) & _OFFICE:
        return _Description(first=at, last=_after_union(words, at + 1), kind="branch")
    if word in _LEVELS and at + 1 < len(words) and lemma(words[at + 1].form) in _ORGANIZATION:
        return _Description(first=at, last=_after_union(words, at + 2), kind="branch")
    return None


def _union_at(words: Sequence[Word], at: int) -> _Description:
    trade = at > 0 and lemma(words[at - 1].form) == "отраслевой"
    return _Description(first=at - trade, last=at + 1, kind="trade" if trade else "any")


def _after_union(words: Sequence[Word], at: int) -> int:
    """«… профсоюза», «… отраслевого профсоюза»."""
    if at < len(words) and words[at].form == "отраслевого":
        at += 1
    return at + 1 if at < len(words) and words[at].form == "профсоюза" else at


def _goes_on(scene: Scene, seen: _Description) -> bool:
    """Is it a part of another name, or no organization in particular?"""
    words, text = scene.words, scene.text
    before = words[seen.first - 1] if seen.first else None
    if before and _stands_against(text, before, seen.kind):
        return True
    if seen.last >= len(words):
        return False
    after = words[seen.last]
    if _ends_quoted_name(text, words[seen.last - 1].end):
        return True
    if after.quoted or (after.form == "-" and text[after.start - 1 : after.start] != " "):
        return True
    if after.form.isascii() and after.form.isalnum():
        return True
    return _belongs_to_name(text, after)


def _ends_quoted_name(text: str, end: int) -> bool:
    """«Газпром добыча Ямбург профсоюз»: the last word of a short quotation that begins with a capital."""
    if text[end : end + 1] not in _CLOSING or end >= len(text):
        return False
    opened = max(text.rfind(mark, max(0, end - _LONGEST_QUOTED), end) for mark in '«„“"')
    return opened >= 0 and text[opened + 1 : opened + 2].isupper() and " " in text[opened:end]


def _belongs_to_name(text: str, word: Word) -> bool:
    """«Федерация футбола», «профсоюз шахты»: a noun or adjective in the genitive that is no person's name."""
    readings = parses(word.form)
    if text[word.start].isupper():
        return not any(mark in parse.tag for parse in readings for mark in ("Name", "Surn", "Patr"))
    best = readings[0].tag
    return best.POS in ("NOUN", "ADJF", "PRTF") and any(
        "gent" in parse.tag and parse.tag.POS in ("NOUN", "ADJF") for parse in readings[:3]
    )


def _stands_against(text: str, word: Word, kind: Kind) -> bool:
    lexicon = load_lexicon()
    form = lemma(word.form)
    if kind == "federation" and text[word.start].isupper() and form in ("совет", "российский"):
        return True
    if form in lexicon.membership:
        return kind in ("any", "trade")
    if adjective_gender(form) and any(parse.tag.POS == "ADJF" for parse in parses(word.form)[:1]):
        return form not in lexicon.plain_adjectives and word.form not in load_gazetteer().adjectives
    return False


def _meant(kind: Kind, before: Sequence[Link], unions: Mapping[str, Union]) -> Link | None:
    """The last mention of the only union that fits, or None."""
    wanted = _FEDERAL if kind == "federation" else _INDUSTRY
    named = [link for link in before if link.union and not link.distractor]
    fitting = [link for link in named if unions[str(link.union)].kind in wanted]
    if not fitting:
        return None
    candidates = {link.union for link in fitting}
    if kind == "federation":
        regional = {union for union in candidates if unions[str(union)].kind == "territorial"}
        candidates = regional or candidates
    if len(candidates) != 1 or (kind == "any" and _others(before, unions, candidates)):
        return None
    return next(link for link in reversed(fitting) if link.union in candidates)


def _others(before: Sequence[Link], unions: Mapping[str, Union], candidates: set[str | None]) -> bool:
    """Could «профсоюз» alone be another one: of another industry, a plant's, one left open or not of the register?"""
    return any(
        link.union is None or (link.union not in candidates and unions[link.union].kind not in _FEDERAL)
        for link in before
    )
