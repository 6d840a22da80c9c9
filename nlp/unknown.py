"""Trade-union organizations that the register does not know: a plant's own, another country's, an independent one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.folding import Word, split_words
from nlp.lexicon import load_lexicon
from nlp.links import Link, Span
from nlp.morphology import lemmas, parses
from nlp.places import load_gazetteer
from nlp.surroundings import is_venue
from records.annotation import UnknownUnion

_PRIMARY = re.compile(
    r"первичн\w+ (?:профсоюзн\w+ )?организаци\w+|о?ппо|профорганизаци\w+|первичк\w+"
    r"|(?:студ)?профком(?:а|у|ом|е|ы|ов|ам|ами|ах|итет\w*)?"
    r"|профсоюзн\w+ (?:организаци\w+|комитет\w*)"
)
_UNION = re.compile(
    r"профсоюз(?:а|у|ом|е)?|профессиональн\w+ союз(?:а|у|ом|е)?"
    r"|(?:федераци|ассоциаци|объединени|конфедераци|конгресс)\w* профсоюзов"
)
_LONGEST_HEAD = 3
_LONGEST_TAIL = 14
_LEGAL_FORMS = frozenset(
    {"ао", "оао", "пао", "ооо", "зао", "муп", "гуп", "фгуп", "гбуз", "мбоу", "гбоу", "нии", "чгсха"}
)


def find_unknown(
    text: str,
    links: Sequence[Link],
    organizations: Sequence[Span],
    persons: Sequence[Span] = (),
    industry: str | None = None,
) -> list[UnknownUnion]:
    """All of them, in order. `organizations` are the named ORG and LOC entities: a name behind the head is one of them.

    No person's name belongs to it. A link that is already known to name a plant's organization is only widened by the
    plant's name. The union above it is the one that its name holds; a plant's is of `industry`, the only industry
    union of the whole text, where its name says none.
    """
    named = [link for link in links if not link.described]
    found = _find_spans(text, named, organizations, persons)
    own = [
        (link.start, link.end, True)
        for link in links
        if link.unknown and not any(start < link.end and link.start < end for start, end, _primary in found)
    ]
    return [
        UnknownUnion(
            start=start, end=end, union=_named_in(links, start, end) or (industry if primary else None)
        )
        for start, end, primary in sorted([*found, *own])
    ]


def _named_in(links: Sequence[Link], start: int, end: int) -> str | None:
    inside = {
        link.union or link.industry
        for link in links
        if start <= link.start and link.end <= end and not link.distractor and (link.union or link.industry)
    }
    return inside.pop() if len(inside) == 1 else None


def _find_spans(
    text: str, links: Sequence[Link], organizations: Sequence[Span], persons: Sequence[Span]
) -> list[tuple[int, int, bool]]:
    """(start, end, primary)."""
    words = split_words(text)
    ends = dict(organizations)
    linked = ends | {link.start: link.end for link in links if link.union and not link.distractor}
    stops = {start for start, _end in persons}
    found: list[tuple[int, int, bool]] = []
    for head, last, primary in _heads(words):
        end = _tail(text, words, last, linked if primary else ends, stops)
        first = _first_adjective(text, words, head)
        span = (words[first].start, words[end - 1].end)
        inner = [link for link in links if not link.unknown and link.start < span[1] and span[0] < link.end]
        if not inner and not _is_named(text, words, (first, last, end), primary):
            continue
        if inner and (not primary or any(link.start < words[last - 1].end for link in inner)):
            continue  # the name of a union that the register knows
        if not (found and span[0] < found[-1][1]) and not is_venue(words, first, load_lexicon()):
            found.append((*_closed(text, span), primary))
    return found


def _closed(text: str, span: Span) -> Span:
    inside = text[slice(*span)]
    if " " in inside and text[span[0] - 1 : span[0]] == "«" and text[span[1] : span[1] + 1] == "»":
        return span[0] - 1, span[1] + 1
    if inside.count("«") > inside.count("»") and text[span[1] : span[1] + 1] == "»":
        return span[0], span[1] + 1
    return span


def _heads(words: Sequence[Word]) -> Iterator[tuple[int, int, bool]]:
    """(first, last, primary) of «профком», «первичная профсоюзная организация», «профсоюз»."""
    at = 0
    while at < len(words):
        length, primary = _head_at(words, at)
        if length:
            yield at, at + length, primary
        at += max(length, 1)


def _head_at(words: Sequence[Word], at: int) -> tuple[int, bool]:
    if not words[at].form.startswith(("п", "о", "студпроф", "федерац", "ассоц", "конф", "конг")):
        return 0, False
    for length in range(min(_LONGEST_HEAD, len(words) - at), 0, -1):
        phrase = " ".join(word.form for word in words[at : at + length])
        if _PRIMARY.fullmatch(phrase):
            return length, True
        if _UNION.fullmatch(phrase):
            return length, False
    return 0, False


def _tail(text: str, words: Sequence[Word], at: int, ends: dict[int, int], stops: set[int]) -> int:
    """Past the owner in the genitive: «… работников завода „Заря“», «… АО „Заря“», «… школы № 5»."""
    last = at
    while last < min(len(words), at + _LONGEST_TAIL):
        word = words[last]
        if word.start in stops:
            break
        if word.start in ends and (
            word.quoted or _is_genitive(word.form) or text[word.start : word.end].isupper()
        ):
            last = _past(words, last, ends[word.start])
        elif _belongs(text, words, last):
            last += 1
        else:
            break
    while last > at and (
        words[last - 1].form in ("и", "-", ",", "№") or not words[last - 1].form[-1].isalnum()
    ):
        last -= 1
    return last


def _past(words: Sequence[Word], at: int, end: int) -> int:
    while at < len(words) and words[at].start < end:
        at += 1
    return at


def _belongs(text: str, words: Sequence[Word], at: int) -> bool:
    word = words[at]
    if word.form in _LEGAL_FORMS or word.form == "№" or word.form.isdigit():
        return True
    if word.quoted and text[word.start].isupper():
        return True
    if word.form in ("и", "-") and at + 1 < len(words):
        # Behind a proper name «и» begins another thing: «… завода „Заря“ и власти».
        ends_here = text[words[at - 1].start].isupper() or _head_at(words, at + 1)[0]
        return not ends_here and _is_genitive(words[at + 1].form)
    # What follows inside the same quotation belongs to it, whatever its case.
    return _is_genitive(word.form) or _inside_quotation(text, words, at)


def _inside_quotation(text: str, words: Sequence[Word], at: int) -> bool:
    before = text[max(0, words[at].start - 60) : words[at].start]
    return before.rfind("«") > before.rfind("»") and words[at].form[0].isalnum()


def _is_genitive(form: str) -> bool:
    best = parses(form)[:3]
    if (
        not form[0].isalpha()
        or not best
        or best[0].tag.POS in ("VERB", "PREP", "CONJ", "INFN", "ADVB", "PRCL", "NPRO")
    ):
        return False
    return any("gent" in parse.tag and parse.tag.POS in ("NOUN", "ADJF", "PRTF") for parse in best)


def _first_adjective(text: str, words: Sequence[Word], first: int) -> int:
    """Back over «независимый», «областной», a region's adjective, or any other that is written with a capital."""
    lexicon, known = load_lexicon(), load_gazetteer().adjectives
    wanted = (
        lexicon.other_union_adjectives
        | lexicon.branch_adjectives
        | lexicon.primary_adjectives
        | lexicon.workplace_adjectives
    )
    while first:
        before = words[first - 1]
        if not (lemmas(before.form) & wanted or before.form in known or _is_capital_adjective(text, before)):
            break
        first -= 1
    return first


def _is_capital_adjective(text: str, word: Word) -> bool:
    found = parses(word.form)[:1]
    return (
        text[word.start].isupper()
        and bool(found)
        and found[0].tag.POS == "ADJF"
        and "Apro" not in found[0].tag
    )


def _is_named(text: str, words: Sequence[Word], place: tuple[int, int, int], primary: bool) -> bool:
    """Is it somebody's in particular: with a proper name, or («профсоюз автомобильных рабочих») a trade?"""
    first, last, end = place
    tail = words[last:end]
    if primary and _is_of_workplace([*words[first:last], *tail]):
        return True
    if tail and not primary and first < last - 1 and text[words[first].start].isupper():
        return True
    if any(text[word.start].isupper() or word.form.isdigit() for word in tail):
        return True
    return not primary and len(tail) >= 2


def _is_of_workplace(words: Sequence[Word]) -> bool:
    """«Профком лицея», «заводская первичка», «студпрофком»."""
    lexicon = load_lexicon()
    return any(
        word.form.startswith("студпроф")
        or lemmas(word.form) & (lexicon.workplaces | lexicon.workplace_adjectives)
        for word in words
    )
