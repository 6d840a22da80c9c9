"""«Челябинская областная организация профсоюза работников здравоохранения»: a branch is of a union and a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.branch_words import LONGEST, adjectives_before, after_region, is_of_place
from nlp.folding import Word
from nlp.lexicon import load_lexicon
from nlp.matching import Match
from nlp.morphology import lemma, lemmas, parses
from nlp.places import load_gazetteer, regions_of
from nlp.scene import Scene

_NO_PLACE = frozenset({"местный", "профсоюзный", "отраслевой", "общественный"})  # «местный Терпрофжел»
_DEEPEST = 3  # «районная организация краевой организации профсоюза»


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """The branches named, each with its region or ""; `plant` is the whole name of a plant's own organization."""

    named: tuple[tuple[Match, str], ...]
    plant: Match | None = None

    @property
    def parts(self) -> tuple[Match, ...]:
        return tuple(match for match, _region in self.named) + ((self.plant,) if self.plant else ())


def widen(scene: Scene, match: Match, floor: int) -> Branch:
    """The whole name of the branch. Nothing before word `floor`, where the match before it ends, is taken."""
    words = scene.words
    heads = _heads_before(scene, match, floor)
    last = after_region(words, match, headed=bool(heads))
    if not heads:
        first = adjectives_before(scene, match.first, floor)
        while first < match.first and lemma(words[first].form) in _NO_PLACE:
            first += 1
        wide = replace(match, first=first, last=last)
        return Branch(named=((wide, _region(scene, wide, levelled=first < match.first)),))
    plants = [at for at in heads if _is_of_plant(words, adjectives_before(scene, at, floor), at)]
    own = [at for at in heads if not plants or at > plants[0]]
    inner = _branch(scene, match, own, last, floor)
    if not plants:
        return Branch(named=inner)
    first = adjectives_before(scene, plants[-1], floor)
    return Branch(named=inner, plant=replace(match, first=first, last=last))


def _branch(
    scene: Scene, match: Match, heads: Sequence[int], last: int, floor: int
) -> tuple[tuple[Match, str], ...]:
    """`heads` stand from the inner to the outer; a noun that needs a place is none without it."""
    if not heads:
        wide = replace(match, last=match.last)
        return ((wide, _region(scene, wide, levelled=False)),)
    first = adjectives_before(scene, heads[-1], floor)
    placed = first < heads[-1] or last > match.last or match.first - heads[0] > 1
    if lemma(scene.words[heads[-1]].form) in load_lexicon().branch_nouns_of_place and not placed:
        wide = replace(match, last=last)
        return ((wide, _region(scene, wide, levelled=False)),)
    whole = replace(match, first=first, last=last)
    return (*_listed(scene, whole, floor), (whole, _region(scene, whole, levelled=True)))


def _listed(scene: Scene, whole: Match, floor: int) -> list[tuple[Match, str]]:
    """«Томская, Омская и» before «Курганская областные организации профсоюза …»: a branch each."""
    words, found = scene.words, []
    at = whole.first
    while at - 2 >= floor and words[at - 1].form in ("и", ",") and len(_codes(words[at - 2])) == 1:
        at -= 2
        found.append((replace(whole, first=at, last=at + 1), min(_codes(words[at]))))
    plural = any("plur" in parse.tag for parse in parses(words[whole.first + 1].form)) if found else False
    return found[::-1] if plural else []


def _heads_before(scene: Scene, match: Match, floor: int) -> list[int]:
    """The nouns whose organization it is, the inner one first."""
    if "gent" not in match.cases:
        return []
    found: list[int] = []
    first = match.first
    while len(found) < _DEEPEST:
        head = _head_before(scene.words, first, floor)
        if head is None:
            break
        found.append(head)
        first = adjectives_before(scene, head, floor)
        if not any("gent" in parse.tag for parse in parses(scene.words[head].form)):
            break
    return found


def _head_before(words: Sequence[Word], first: int, floor: int) -> int | None:
    """The noun right before, or before a place in the genitive («организация города Кургана профсоюза …»)."""
    lexicon = load_lexicon()
    nouns = lexicon.branch_nouns | lexicon.branch_nouns_of_place | lexicon.primary_nouns
    at = first - 1
    while at >= floor and first - at <= LONGEST:
        if lemmas(words[at].form) & nouns:
            return at
        if not is_of_place(words, at):
            return None
        at -= 1
    return None


def _is_of_plant(words: Sequence[Word], first: int, head: int) -> bool:
    lexicon = load_lexicon()
    forms = set().union(*(lemmas(word.form) for word in words[first : head + 1]))
    return bool(forms & (lexicon.primary_adjectives | lexicon.primary_nouns))


def _region(scene: Scene, match: Match, *, levelled: bool) -> str:
    """The region that the name says; that of the text or the outlet for a bare «областная организация».

    «Кировская районная организация» says no region: many have a district of such a name.
    """
    inside = scene.words[match.first : match.last]
    of_district = any(word.form.startswith("районн") for word in inside)
    if codes := regions_of(inside, adjectives=not of_district):
        own = scene.region if scene.region in codes else ""
        return min(codes) if len(codes) == 1 else own
    return scene.region_of_level() if levelled else ""


def _codes(word: Word) -> set[str]:
    return load_gazetteer().adjectives.get(word.form, set())
