"""Sentences put together from tone_phrases.toml: who did what, beside whom, so that a model learns whose deed it is."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from nlp.morphology import parses
from records.annotation import Tone

_KINDS: tuple[tuple[str, Tone], ...] = (("bad", -1), ("plain", 0), ("good", 1))
_SIGNS: Mapping[str, Tone] = {"+": 1, "0": 0, "-": -1}
_CONSTRUCTED = 0.3  # of all sentences
# Nominative, genitive, dative, prepositional, gender.
_NAMES = (
    ("Рослеспрофсоюз", "Рослеспрофсоюза", "Рослеспрофсоюзу", "Рослеспрофсоюзе", "masc"),
    ("Роспрофжел", "Роспрофжела", "Роспрофжелу", "Роспрофжеле", "masc"),
    ("Профсоюз строителей", "Профсоюза строителей", "Профсоюзу строителей", "Профсоюзе строителей", "masc"),
    ("Курганский облсовпроф", "Курганского облсовпрофа", "Курганскому облсовпрофу", "Курганском облсовпрофе", "masc"),
    ("Федерация профсоюзов", "Федерации профсоюзов", "Федерации профсоюзов", "Федерации профсоюзов", "femn"),
    ("ФНПР", "ФНПР", "ФНПР", "ФНПР", "femn"),
    ("организация Профсоюза", "организации Профсоюза", "организации Профсоюза", "организации Профсоюза", "femn"),
    ("профобъединение", "профобъединения", "профобъединению", "профобъединении", "neut"),
)  # fmt: skip
# {A}, {B}: names in the nominative with what they did ({a}, {b}); {Ag}, {Al}: A in the genitive and prepositional;
# {o} {x}: somebody else and what he did; {t}: when. Behind each: what A and B get; "a", "b" for their deed's tone,
# "-a" for its opposite.
_FRAMES: tuple[tuple[str, str, str], ...] = (
    ("{t} {A} {a}.", "a", ""),
    ("{A} {a}.", "a", ""),
    ("{A}, как рассказали рабочие, {a}.", "a", ""),
    ("{O} {x}, а {A} {a}.", "a", ""),
    ("{A} {a}, а {o} {x}.", "a", ""),
    ("{O} {x}. {A} {a}. Комментариев {o} не даёт.", "a", ""),
    ("{t} {o} {x}, сообщили в {Al}.", "0", ""),
    ("{O} {x}, рассказал юрист {Ag}.", "0", ""),
    ("Как напомнили в {Al}, {o} {x}.", "0", ""),
    ("{A} утверждает, что {o} {x}.", "0", ""),
    ("{A} {a}, {B} {b}.", "a", "b"),
    ("Пока {A} {a}, {B} {b}.", "a", "b"),
    ("{A} {a}. А вот {B} {b}.", "a", "b"),
    ("{t} {A} {a}, тогда как {B} {b}.", "a", "b"),
    ("По словам слесаря, {A} {a}.", "a", ""),
    ("«{A} {a}», — говорит крановщица.", "a", ""),
    ("Директор заявил, что {A} {a}.", "a", ""),
    ("Не {A}, а {o} {x}.", "0", ""),
    ("{A} {a}: именно так об этом говорят в цехе.", "a", ""),
    ("Это {A} {a}.", "a", ""),
    ("Никто не просил, но {A} {a}.", "a", ""),
    ("{t} {o} {x}; {B} {b}, {A} {a}.", "a", "b"),
    ("{A}, который {a}, провёл пленум.", "a", ""),
    ("{O} {x}. В {Al} об этом знают.", "0", ""),
    ("{A} потребовал ответа: {o} {x}.", "0", ""),
    ("{O} {x}. {A} {a}.", "a", ""),
    ("{t} {A} {a}. {O} {x}.", "a", ""),
    ("{t} {A} {a}, и {o} этого не скрывает.", "a", ""),
    ("Говорят, {o} {x}. Зато {A} {a}.", "a", ""),
    ("{A} — единственный, кто {a}.", "a", ""),
    ("Пока {o} {x}, {A} {a}.", "a", ""),
    ("{A} {a}; в {Bl} об этом узнали из газет.", "a", "0"),
    ("{A} {a}, сообщает {B}.", "a", "0"),
    ("{B} {b}. Тогда же {A} {a}.", "a", "b"),
    ("{O} обещает, что {A} ответит за слова.", "0", ""),
    ("{O} {x}, пишет газета {Ag}.", "0", ""),
)


@cache
def load_phrases() -> Mapping[str, Sequence[str]]:
    path = Path(__file__).parent / "tone_phrases.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def make_sentences(number: int, seed: int) -> Iterator[tuple[str, list[tuple[int, int, Tone]]]]:
    """Texts of one to three sentences, each with its names: start, end, tone."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    for _ in range(number):
        yield _constructed(rng) if rng.random() < _CONSTRUCTED else _fill(rng.choice(_FRAMES), rng)


def _constructed(rng: random.Random) -> tuple[str, list[tuple[int, int, Tone]]]:
    """One whose tone is in the construction, at times behind or before somebody else's deed."""
    pattern, sign = rng.choice(_constructions())
    other = rng.choice(load_phrases()["others"])
    told = f"{other[:1].upper()}{other[1:]} {_deed(rng, _gender(other))[0]}."
    pattern = rng.choice((pattern, f"{told} {pattern}", f"{pattern} {told}"))
    return _laid_out(pattern, _cases(rng.choice(_NAMES)), {"A": _SIGNS[sign]})


@cache
def _constructions() -> list[tuple[str, str]]:
    return [(one[0], one[1]) for one in load_phrases()["constructions"]]


def _cases(name: Sequence[str]) -> dict[str, str]:
    instrumental = {"masc": "ом", "neut": "м"}.get(name[4], "ей")
    first, *rest = name[0].split()
    formed = (
        first
        if first.isupper() or name[4] == "femn"
        else first.rstrip("е") + instrumental * (name[4] == "masc")
    )
    return {"A": name[0], "Ag": name[1], "Ad": name[2], "Al": name[3], "Ai": " ".join((formed, *rest))}


def _fill(frame: tuple[str, str, str], rng: random.Random) -> tuple[str, list[tuple[int, int, Tone]]]:
    pattern, of_first, of_second = frame
    first, second = rng.sample(_NAMES, 2)
    (a, tone_a), (b, tone_b) = _deed(rng, first[4]), _deed(rng, second[4])
    other = rng.choice(load_phrases()["others"])
    done, _tone = _deed(rng, _gender(other))
    words = {
        "A": first[0], "Ag": first[1], "Al": first[3], "B": second[0], "Bl": second[3], "a": a, "b": b, "o": other,
        "O": other[:1].upper() + other[1:], "x": done, "t": rng.choice(load_phrases()["times"]),
    }  # fmt: skip
    tones: dict[str, Tone] = {"a": tone_a, "b": tone_b, "0": 0}
    return _laid_out(pattern, words, {"A": tones.get(of_first, 0), "B": tones.get(of_second, 0)})


def _laid_out(
    pattern: str, words: Mapping[str, str], tones: Mapping[str, Tone]
) -> tuple[str, list[tuple[int, int, Tone]]]:
    text, names = "", []
    for part in pattern.replace("}", "{").split("{"):
        filled = words.get(part, part)
        filled = filled[:1].upper() + filled[1:] if not text else filled
        if part in ("A", "Ag", "Ad", "Al", "Ai", "B", "Bl"):
            names.append((len(text), len(text) + len(filled), tones[part[0]]))
        text += filled
    return text, names


def _deed(rng: random.Random, gender: str) -> tuple[str, Tone]:
    kind, tone = rng.choice(_KINDS)
    phrase = rng.choice(load_phrases()[kind])
    return " ".join(_agree(word, gender) for word in phrase.split()), tone


@cache
def _agree(word: str, gender: str) -> str:
    if not word.startswith("*"):
        return word
    stem = word[1:].rstrip(",:")
    found: Any = next((parse for parse in parses(stem) if parse.tag.POS == "VERB"), None)
    formed = found.inflect({gender}) if found and "past" in found.tag and gender != "masc" else None
    return (formed.word if formed else stem) + word[1 + len(stem) :]


@cache
def _gender(words: str) -> str:
    noun: Any = next(
        (parse for word in words.split() for parse in parses(word)[:1] if parse.tag.POS == "NOUN"), None
    )
    return str(noun.tag.gender) if noun and noun.tag.gender else "masc"
