"""The language of a text, as an ISO 639-1 code."""

from __future__ import annotations

from collections import Counter

import py3langid

_ENOUGH = 60  # characters: below it the classifier guesses
_LOOKED_AT = 1500
_RUSSIAN = frozenset("ыэё")
# Letters of the languages whose alphabets have ы too, or are otherwise near to the Russian one.
_OTHERS = frozenset("іїєґўәғқңөұүһҗӑӗҫӳјљњћђџѓќѕӣӯҳҷ")


def language_of(text: str) -> str:
    """Short texts count as Russian: that is what the outlets write.

    The alphabet decides first, because the classifier takes some Russian texts for Bulgarian or Ukrainian.
    """
    if len(text) < _ENOUGH:
        return "ru"
    signs = Counter(text[:_LOOKED_AT].lower())
    cyrillic = sum(number for sign, number in signs.items() if "\u0400" <= sign <= "\u04ff")
    russian, other = (sum(signs[sign] for sign in alphabet) for alphabet in (_RUSSIAN, _OTHERS))
    if cyrillic > 0.5 * signs.total() and russian > 0.01 * cyrillic and other < 0.005 * cyrillic:
        return "ru"
    language, _score = py3langid.classify(text[:_LOOKED_AT])
    return str(language)
