"""«Челябинская областная организация профсоюза работников здравоохранения»: a branch is of a union and a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.folding import Word
from nlp.lexicon import load_lexicon
from nlp.matching import Match
from nlp.morphology import lemma, lemmas, parses
from nlp.places import compound_at, load_gazetteer, regions_of
from nlp.scene import Scene

_LONGEST = 6  # adjectives before «организация»
_DEEPEST = 3  # «районная организация краевой организации профсоюза»
_PLACE_NOUNS = frozenset({"город", "г", "район", "область", "край", "республика", "округ"})


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
    last = _after_region(words, match, headed=bool(heads))
    if not heads:
        first = _adjectives_before(scene, match.first, floor)
        wide = replace(match, first=first, last=last)
        return Branch(named=((wide, _region(scene, wide, levelled=False)),))
    plants = [at for at in heads if _is_of_plant(words, _adjectives_before(scene, at, floor), at)]
    own = [at for at in heads if not plants or at > plants[0]]
    inner = _branch(scene, match, own, last, floor)
    if not plants:
        return Branch(named=inner)
    first = _adjectives_before(scene, plants[-1], floor)
    return Branch(named=inner, plant=replace(match, first=first, last=last))


def _branch(
    scene: Scene, match: Match, heads: Sequence[int], last: int, floor: int
) -> tuple[tuple[Match, str], ...]:
    """`heads` stand from the inner to the outer; a noun that needs a place is none without it."""
    if not heads:
        wide = replace(match, last=match.last)
        return ((wide, _region(scene, wide, levelled=False)),)
    first = _adjectives_before(scene, heads[-1], floor)
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
        first = _adjectives_before(scene, head, floor)
        if not any("gent" in parse.tag for parse in parses(scene.words[head].form)):
            break
    return found


def _head_before(words: Sequence[Word], first: int, floor: int) -> int | None:
    """The noun right before, or before a place in the genitive («организация города Кургана профсоюза …»)."""
    lexicon = load_lexicon()
    nouns = lexicon.branch_nouns | lexicon.branch_nouns_of_place | lexicon.primary_nouns
    at = first - 1
    while at >= floor and first - at <= _LONGEST:
        if lemmas(words[at].form) & nouns:
            return at
        if not _is_of_place(words, at):
            return None
        at -= 1
    return None


def _is_of_place(words: Sequence[Word], at: int) -> bool:
    gazetteer = load_gazetteer()
    form = words[at].form
    return (
        form == "."  # «г. Кургана»
        or words[at + 1].form.startswith("район")
        or lemma(form) in _PLACE_NOUNS
        or form in gazetteer.adjectives
        or bool(gazetteer.names.longest(words, at) or gazetteer.cities.longest(words, at))
    )


def _is_of_plant(words: Sequence[Word], first: int, head: int) -> bool:
    lexicon = load_lexicon()
    forms = set().union(*(lemmas(word.form) for word in words[first : head + 1]))
    return bool(forms & (lexicon.primary_adjectives | lexicon.primary_nouns))


def _adjectives_before(scene: Scene, at: int, floor: int) -> int:
    """The first of the adjectives that say which branch: a region's, «областная», «первичная», «Тольяттинская»."""
    text, words = scene.text, scene.words
    gazetteer = load_gazetteer()
    first = at
    while first > max(floor, at - _LONGEST):
        form = words[first - 1].form
        capital = text[words[first - 1].start].isupper()
        of_city = capital and (form in gazetteer.city_adjectives or first < at) and _is_adjective(form)
        if words[first - 1].form == ")" and first - 4 >= floor and words[first - 3].form == "(":
            first -= 3  # «территориальная (краевая) организация»
        elif first - 3 >= floor and compound_at(words, first - 3) in gazetteer.adjectives:
            first -= 3  # «Карачаево-Черкесская»
        elif form in gazetteer.adjectives or of_city or _is_branch_adjective(form):
            first -= 1
        else:
            break
    return first


def _is_branch_adjective(form: str) -> bool:
    lexicon = load_lexicon()
    known = lexicon.branch_adjectives | lexicon.primary_adjectives
    return bool(lemmas(form) & known) and _is_adjective(form)


def _is_adjective(form: str) -> bool:
    return any(parse.tag.POS == "ADJF" and "Apro" not in parse.tag for parse in parses(form))


def _after_region(words: Sequence[Word], match: Match, *, headed: bool) -> int:
    """Past a region or city («… Челябинской области», «… города Кургана», «… по Курганской области»).

    «В Курганской области» belongs to «организация профсоюза», not to «профсоюз».
    """
    gazetteer = load_gazetteer()
    at = match.last
    preposition = words[at].form if at < len(words) and words[at].form in ("по", "в") else ""
    if preposition:
        at += 1
    elif at < len(words) and words[at].form in ("города", "г"):
        at += 2 if at + 1 < len(words) and words[at + 1].form == "." else 1
    found = gazetteer.names.longest(words, at) or (
        None if preposition else gazetteer.cities.longest(words, at)
    )
    return match.last if found is None or (preposition == "в" and not headed) else at + found[0]


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
