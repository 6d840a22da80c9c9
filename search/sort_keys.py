"""Numbers of 64 bits that stand in the order of the results: larger comes first. Of equal seconds, the smaller id."""

from __future__ import annotations

# So many bits of an article's id fit beside the second.
_DATE_ID_BITS = 29
_LAST_SECOND = 2**33 - 1  # in the year 2242
_IMPORTANCE_ID_BITS = 22
_LAST_SECOND_BESIDE_IMPORTANCE = 2**32 - 1  # in the year 2106; before 1970 all are alike
_LEAST = -(2**63)


def date_key(second: int, article_id: str) -> int:
    clamped = max(-_LAST_SECOND, min(_LAST_SECOND, second))
    return (clamped << _DATE_ID_BITS) + _id_key(article_id, _DATE_ID_BITS)


def importance_key(importance: int, second: int, article_id: str) -> int:
    """`importance` is 0…1000."""
    clamped = max(0, min(_LAST_SECOND_BESIDE_IMPORTANCE, second))
    beside = (clamped << _IMPORTANCE_ID_BITS) + _id_key(article_id, _IMPORTANCE_ID_BITS)
    return _LEAST + (importance << (32 + _IMPORTANCE_ID_BITS)) + beside


def _id_key(article_id: str, bits: int) -> int:
    return (1 << bits) - 1 - (int(article_id[:8], 16) >> (32 - bits))
