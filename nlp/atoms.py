"""Razdel's rules for tokens, told over one regular expression: which atoms are joined, and which look across spaces.

An atom is a run of Cyrillic, of Latin or of digits, or one other sign. The rules only ever join, and only atoms with
nothing between them; the classes of characters are razdel's own.
"""

from __future__ import annotations

from razdel.segmenters.punct import DASHES, ENDINGS
from razdel.segmenters.tokenize import ATOM, INT, LAT, OTHER, PUNCT, RU, SMILE

_BETWEEN_WORDS = frozenset(DASHES + "_")
_BETWEEN_NUMBERS = frozenset(".,/\\")
_LETTERS = frozenset((RU, LAT))
_LONGEST_SMILE = 5
_DOUBLED = frozenset(("--", "**"))
Atom = tuple[str, str, int, int]  # type, text, start, end


def looks_across(chunk: str) -> bool:
    """May a rule ask what stands beyond the white space around this chunk?"""
    if len(chunk) == 1:
        return False
    return _is_open(chunk[0], chunk[1]) or _is_open(chunk[-1], chunk[-2])


def _is_open(edge: str, inner: str) -> bool:
    return edge in _BETWEEN_WORDS or (edge in _BETWEEN_NUMBERS and inner.isdigit())


def cut(text: str) -> list[tuple[int, int]]:
    """The tokens of a text, each a start and an end."""
    atoms: list[Atom] = [
        (str(match.lastgroup), match.group(), match.start(), match.end()) for match in ATOM.finditer(text)
    ]
    if not atoms:
        return []
    found: list[tuple[int, int]] = []
    start = atoms[0][2]
    for at in range(1, len(atoms)):
        end = atoms[at - 1][3]
        if end < atoms[at][2] or not _joins(atoms, at, start):
            found.append((start, end))
            start = atoms[at][2]
    return [*found, (start, atoms[-1][3])]


def _joins(atoms: list[Atom], at: int, start: int) -> bool:
    """Is this atom joined to the one before it, of a token that begins at `start`?"""
    left, right = atoms[at - 1], atoms[at]
    return (
        _joins_by_delimiter(atoms, at)
        or (left[0] == right[0] == PUNCT and _joins_signs(atoms, at, start))
        or (OTHER in (left[0], right[0]) and {left[0], right[0]} <= {OTHER, *_LETTERS})
        or (right[1] == "!" and left[1].lower() == "yahoo")
    )


def _joins_by_delimiter(atoms: list[Atom], at: int) -> bool:
    """«по-русски», «a_b», «3,5», «1/2»: the delimiter is asked first on the left, each kind for itself."""
    for delimiters, of_numbers in ((DASHES, False), ("_", False), (".,", True), ("/\\", True)):
        if atoms[at - 1][1] in delimiters:
            first, last = at - 2, at
        elif atoms[at][1] in delimiters:
            first, last = at - 1, at + 1
        else:
            continue
        if first >= 0 and last < len(atoms) and _fit(atoms[first][0], atoms[last][0], of_numbers):
            return True
    return False


def _fit(left: str, right: str, of_numbers: bool) -> bool:
    return left == right == INT if of_numbers else PUNCT not in (left, right)


def _joins_signs(atoms: list[Atom], at: int, start: int) -> bool:
    left, right = atoms[at - 1][1], atoms[at][1]
    if (left in ENDINGS and right in ENDINGS) or left + right in _DOUBLED:
        return True
    if atoms[at][3] - start > _LONGEST_SMILE:
        return False
    signs = [atom[1] for atom in atoms[max(at - _LONGEST_SMILE, 0) : at + 1] if atom[2] >= start]
    return SMILE.match("".join(signs)) is not None
