"""Texts that no newspaper prints, of any size: what the language pipeline must bear in bounded time and memory."""

from __future__ import annotations

from dataclasses import dataclass

# Invented. Names, positions, quotations and topics: all that the pipeline looks for is in it.
_NEWS = (
    "Председатель Федерации профсоюзов Самарской области Павел Ожередов выступил на заводе «Волна» в Сызрани. "
    "«Мы добились выплаты долгов по зарплате, — сказал он. — Спасибо Рослеспрофсоюзу». Работники цеха № {number} "
    "пишут, что профком молчит: сокращения начались в мае, коллективный договор не подписан. По словам директора "
    "Анны Кравец, обком профсоюза требует невозможного, а суд в Тольятти отложил дело до {day} марта.\n"
)
_NAMES = (
    "Рослеспрофсоюз", "ФНПР", "ГМПР", "Роспрофжел", "Федерация профсоюзов Томской области", "Курганский облсовпроф",
    "Профсоюз работников здравоохранения РФ", "Нефтегазстройпрофсоюз России", "ФПСО", "Всероссийский Электропрофсоюз",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """`size` is what the table measures; in characters, of names in names."""

    name: str
    size: int
    unit: str = ""

    def text(self, size: int) -> str:
        if self.name == "news":
            return _news(size)
        if self.name.startswith("union names"):
            return self.unit.join(_NAMES[number % len(_NAMES)] for number in range(size))
        return (self.unit * (size // len(self.unit) + 1))[:size]


def _news(size: int) -> str:
    """Its figures and some of its words are new in each paragraph."""
    written = 0
    parts: list[str] = []
    while written < size:
        parts.append(_NEWS.format(number=len(parts), day=len(parts) % 31 + 1))
        written += len(parts[-1])
    return "".join(parts)[:size]


SHAPES = (
    Shape(name="news", size=5_000_000),
    Shape(name="one word", size=1_000_000, unit="а"),
    Shape(name="no Russian", size=1_000_000, unit="No Russian here at all, only words about a union. "),
    Shape(name="emoji, control characters", size=1_000_000, unit="😀👍🏽\x00\x07\u200b\u202e "),
    Shape(name="commas", size=10_000, unit=","),
    Shape(name="union names, in one sentence", size=2_000, unit=", "),
    Shape(name="union names, a sentence each", size=2_000, unit=". "),
    Shape(name="persons", size=200_000, unit="Председатель обкома Иван Петров, Анна Кравец и П. Сидоров, "),
    Shape(name="quotations left open", size=200_000, unit="«Мы ждём, — сказал профком «Заря "),
    Shape(name="commas, a million", size=1_000_000, unit=","),
    Shape(name="letters between commas", size=1_000_000, unit="а,"),
    Shape(name="union names, ten times as many", size=20_000, unit=", "),
    Shape(name="capitals without an end", size=200_000, unit="ПРОФСОЮЗ ТРЕБУЕТ ЗАРПЛАТУ "),
)
