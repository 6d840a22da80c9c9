"""The months as pages of many countries write them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Their beginnings count too («янв», «Sept»), from three letters on. Russian as in a date and as in a heading.
_ABBREVIATED = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "january february march april may june july august september october november december",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
)
# Ukrainian: its beginnings are words of Russian («лист»).
_WHOLE = "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
_SHORTEST = 3


@lru_cache(maxsize=4096)
def month_number(word: str) -> int | None:
    """1…12 for a month's name or its beginning («янв», «Sept»); None for any other word."""
    word = _plain(word)
    return _BEGINNINGS.get(word) or _BEGINNINGS.get(word.rstrip("."))


def _plain(word: str) -> str:
    """Without accents, «й» kept: «мая» and «май» are months, «маи» is none."""
    letters = (
        letter if letter == "й" else unicodedata.normalize("NFKD", letter)[0] for letter in word.casefold()
    )
    return "".join(letters)


def _beginnings() -> dict[str, int]:
    """Of two months that begin alike, the earlier language's counts."""
    found = {_plain(name): number for number, name in enumerate(_WHOLE.split(), start=1)}
    for language in _ABBREVIATED:
        for number, name in enumerate(language.split(), start=1):
            for length in range(_SHORTEST, len(name) + 1):
                found.setdefault(name[:length], number)
    return found


_BEGINNINGS = _beginnings()
