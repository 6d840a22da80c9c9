"""The position that stands beside a person's name: «председатель Курганского облсовпрофа Пётр Иванов»."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from nlp.lexicon import Lexicon, load_lexicon
from nlp.morphology import parses

_FARTHEST = 25  # tokens between the position and the name
_STOPS = frozenset(".;:!?—–()\n\t")
_VERBS = ("VERB", "INFN", "GRND")


def position_before(
    doc: Doc, person: Span, sentence: tuple[int, int], cases: frozenset[str]
) -> tuple[int, int] | None:
    """The tokens of the position that ends where the name begins. It stands in one of the name's `cases`."""
    lexicon = load_lexicon()
    floor = max(sentence[0], person.start - _FARTHEST)
    for at in range(person.start - 1, floor - 1, -1):
        token = doc[at]
        if token.lemma_ in lexicon.positions and _agrees(token, cases):
            return _widened(doc, at, floor, lexicon), person.start
        if _stops(token) or (token.text in (",", "и") and token.i == person.start - 1):
            return None
    return None


def position_after(doc: Doc, person: Span, sentence: tuple[int, int]) -> tuple[int, int] | None:
    """The tokens of the position that follows a comma, a dash or a bracket behind the name."""
    lexicon = load_lexicon()
    start = person.end + 1
    if person.end >= len(doc) or doc[person.end].text not in (",", "—", "–", "-", "("):
        return None
    at = start
    while at < len(doc) and _is_adjective(doc[at]) and at < start + 4:
        at += 1
    if at >= sentence[1] or doc[at].lemma_ not in lexicon.positions:
        return None
    end = at + 1
    while end < sentence[1] and not _stops(doc[end]) and doc[end].text not in (",", ")", "-"):
        end += 1
    return start, end


def _agrees(token: Token, cases: frozenset[str]) -> bool:
    """One person holds it: the singular, in the case of the name («врачей Соботка» is no position)."""
    return any(
        "plur" not in parse.tag
        and (parse.tag.case is None or str(parse.tag.case) in cases or "Fixd" in parse.tag)
        for parse in parses(token.text.lower())
        if parse.tag.POS == "NOUN"
    )


def case_of_position(doc: Doc, start: int) -> str | None:
    """The case of the position's first noun, by which the name beside it is read."""
    for token in doc[start : start + 4]:
        for parse in parses(token.text.lower())[:1]:
            if parse.tag.POS == "NOUN":
                return str(parse.tag.case)
    return None


def _widened(doc: Doc, at: int, floor: int, lexicon: Lexicon) -> int:
    """Back over «первый заместитель» before «председателя» and over the adjectives before that."""
    first = at
    while first > floor:
        token = doc[first - 1]
        named = token.lemma_ in lexicon.positions or token.lemma_ in lexicon.position_adjectives
        if not (named or token.text == "-" or (_is_adjective(token) and token.text[:1].islower())):
            break
        first -= 1
    return first


def _stops(token: Token) -> bool:
    if token.text in _STOPS or token.ent_type_ == "PER":
        return True
    best = parses(token.text.lower())[:1]
    return bool(best) and best[0].tag.POS in _VERBS


def _is_adjective(token: Token) -> bool:
    return any(p.tag.POS == "ADJF" and "Apro" not in p.tag for p in parses(token.text.lower()))
