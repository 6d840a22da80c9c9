"""What the second reading of entities sees beyond slovnet's scores: forms of words, quotes, the rest of the text.

All arrays of a batch are packed: the texts behind each other with gaps between them, as `ner_second.pack` lays them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from slovnet.shape import word_shape

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.intp]
LABELS = 4  # none, PER, LOC, ORG
_SOFTNESS = 1.5  # slovnet's scores are surer than they are right
_OPENING, _CLOSING = frozenset("«„“"), frozenset("»”")
_LONGEST_SIGN = 3


def word_features(word: str) -> list[str]:
    """Names of what is known of a word by itself: its shape, itself, how it begins and ends. A gap is an empty word."""
    if not word:
        return ["gap"]
    lowered = word.lower()
    features = [f"s={word_shape(word)}"]
    if not (word.isalpha() or "-" in word):
        return [*features, f"l={lowered}" if len(word) <= _LONGEST_SIGN else "long"]
    features += [
        f"l={lowered}",
        f"e={lowered[-3:]}",
        f"b={lowered[:3]}",
        f"u={lowered[-2:]}",
        f"r={lowered[:5]}",
    ]
    if word.isupper() and 2 <= len(word) <= 6:
        features.append("abbreviation")
    if lowered[0].isascii():
        features.append("latin")
    return features


def word_stem(word: str) -> str:
    """What the forms of a name have in common; empty where the word is written small."""
    return word.lower()[: max(4, len(word) - 2)] if word[:1].isupper() else ""


def sign_of(word: str) -> int:
    """1 opens a quotation, 2 closes it, 3 and 4 are brackets, 0 is all else."""
    if word in _OPENING:
        return 1
    return 2 if word in _CLOSING else ("(", ")").index(word) + 3 if word in ("(", ")") else 0


def context_features(scores: Floats, texts: Ints, stems: Ints, signs: Ints) -> Floats:
    """(tokens, features): how sure slovnet is of each tag and of the neighbours' labels, what it makes of the same
    name elsewhere in the text, and whether the word stands in quotes or brackets.

    `texts` numbers the text of each token, -1 in the gaps; a stem of 0 is no name.
    """
    chances = _chances(scores)
    chances[texts < 0] = 0
    labels = np.stack([chances[:, 0], *(chances[:, at] + chances[:, at + 1] for at in (1, 3, 5))], axis=1)
    inside = [_inside(signs, texts, opening)[:, None] for opening in (1, 3)]
    return np.concatenate(
        [
            np.ones_like(labels[:, :1]),
            chances,
            shifted(labels, -1),
            shifted(labels, 1),
            _elsewhere(labels, texts, stems),
            *inside,
        ],
        axis=1,
    )


def shifted(rows: npt.NDArray[np.generic], by: int) -> npt.NDArray[np.generic]:
    """The row of the token so many places on, at each token; batches begin and end with gaps, so it may go round."""
    return np.roll(rows, -by, axis=0)


def _chances(scores: Floats) -> Floats:
    powers = np.exp((scores - scores.max(axis=1, keepdims=True)) / _SOFTNESS)
    chances: Floats = powers / powers.sum(axis=1, keepdims=True)
    return chances


def _elsewhere(labels: Floats, texts: Ints, stems: Ints) -> Floats:
    """Mean and maximum of the label's chances over all places of the same name in a text; 0 where it is there once."""
    found = np.zeros((len(labels), 2 * LABELS), dtype=np.float32)
    named = np.flatnonzero((stems > 0) & (texts >= 0))
    if not len(named):
        return found
    _keys, group, count = np.unique(
        texts[named] * (int(stems.max()) + 1) + stems[named], return_inverse=True, return_counts=True
    )
    highest = np.zeros((len(count), LABELS), dtype=np.float32)
    np.maximum.at(highest, group, labels[named])
    mean = np.stack([np.bincount(group, labels[named, at]) / count for at in range(LABELS)], axis=1)
    again = count[group] > 1
    found[named[again]] = np.concatenate((mean, highest), axis=1)[group[again]]
    return found


def _inside(signs: Ints, texts: Ints, opening: int) -> Floats:
    """1 where the last such sign of the text opened and has not been closed; the opening sign itself is outside."""
    at = np.arange(len(signs))
    turns = (signs == opening) | (signs == opening + 1) | (texts < 0)
    last = np.maximum.accumulate(np.where(turns, at, 0))
    inside: Floats = ((signs[last] == opening) & (last != at)).astype(np.float32)
    return inside
