"""The language of a text."""

from __future__ import annotations

import pytest

from crawler.language import language_of

TEXTS = [
    ("ru", "Профсоюзный комитет вымышленного завода добился выплаты долгов по зарплате всем рабочим цеха."),
    (
        "ru",
        "Новый год профсоюзы встретили у входа: пикет у здания дирекции шёл до вечера, людей было немного.",
    ),
    (
        "uk",
        "Профспілковий комітет вигаданого заводу домігся виплати боргів із зарплати всім робітникам цеху.",
    ),
    (
        "kk",
        "Зауыттың кәсіподақ комитеті жұмысшылардың жалақысын төлеуге қол жеткізді, деп хабарлады төрағасы.",
    ),
    (
        "en",
        "The union committee of the invented plant won the payment of all wages owed to the workers of the shop.",
    ),
    ("ru", "Кратко."),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_language_is_told_from_its_neighbours(language: str, text: str) -> None:
    assert language_of(text) == language
