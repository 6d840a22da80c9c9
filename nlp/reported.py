"""Reported speech in a sentence: «директор считает, что …», «по словам юриста, …», «…, сообщил мастер»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.folding import Word, split_words
from nlp.morphology import parses
from nlp.speech_words import is_judging_verb, is_opinion_noun, is_telling_verb

Span = tuple[int, int]
_BACK = 14  # words between the verb and its «что»
_LONGEST = 4_000  # characters of a sentence that are looked at
_COMPLEMENTS = frozenset(("что", "будто", "якобы"))
_LOOSE = frozenset(("чтобы", "как", "где", "куда", "почему", "зачем", "когда", "кто"))  # only near the verb
_NEAR = 4
_THAT = frozenset(("то", "том", "тем", "того", "тому", "такой", "так"))  # «и то, что им выплатили»
_HEARSAY = frozenset(("мол", "дескать"))
_AUTHOR = frozenset(("мой", "моим", "моему", "нашим", "нашему", "нашей", "моей"))
_WE = frozenset(("я", "мы", "нам", "мне"))


@dataclass(frozen=True, slots=True)
class Reported:
    """The reported words, and the words that introduce them, in characters of the text.

    `judged`: not the words themselves, but at whom they are aimed («обвинил профсоюз»).
    """

    start: int
    end: int
    cue: Span
    judged: bool = False


def find_reported(text: str, sentence: Span) -> list[Reported]:
    """The reported passages of a sentence; none lies in another."""
    start, end = sentence[0], min(sentence[1], sentence[0] + _LONGEST)
    words = split_words(text[start:end])
    told = [*_complements(words), *_according_to(words), *_inserted(words), *_hearsay(words)]
    found = [*((one, False) for one in told), *((one, True) for one in _judged(words))]
    kept: list[Reported] = []
    for (first, last, cue), judged in sorted(found, key=lambda one: (one[1], one[0][0], -one[0][1])):
        span = start + first, start + min(last, end - start)
        if all(span[0] >= other.end or span[1] <= other.start for other in kept):
            kept.append(Reported(*span, (start + cue[0], start + cue[1]), judged))
    return kept


_Found = tuple[int, int, Span]


def _complements(words: Sequence[Word]) -> Iterator[_Found]:
    """«Сказал, что …», «уверена: …»."""
    verb = -_BACK
    for at, word in enumerate(words[:-1]):
        if is_telling_verb(word.form) and not _has_author(words, at):
            verb = at
        elif word.form in (".", ";", "!", "?"):
            verb = -_BACK
        if word.form == ":" and _opens_speech(words, at, verb):
            yield word.end, words[-1].end, (0, word.start)
            return
        if word.form == "," and _opens_clause(words, at, verb):
            yield words[at + 1].end, words[-1].end, (0, word.start)
            return


def _opens_speech(words: Sequence[Word], colon: int, verb: int) -> bool:
    """«Возражает: …», «прозвучал упрёк: …», but for what stands in quotation marks."""
    told = colon - verb <= _BACK or (colon > 0 and is_opinion_noun(words[colon - 1].form))
    return told and not words[colon + 1].quoted


def _opens_clause(words: Sequence[Word], comma: int, verb: int) -> bool:
    if comma - verb > _BACK or words[comma - 1].form in _THAT:
        return False
    following = words[comma + 1].form
    return following in _COMPLEMENTS or (following in _LOOSE and comma - verb <= _NEAR)


def _according_to(words: Sequence[Word]) -> Iterator[_Found]:
    """«По словам юриста, …», «…, по её мнению, …»."""
    for at, word in enumerate(words):
        if word.form != "по":
            continue
        noun = next(
            (i for i in range(at + 1, min(at + 4, len(words))) if is_opinion_noun(words[i].form)), None
        )
        if noun is None or any(words[i].form in _AUTHOR for i in range(at + 1, noun)):
            continue
        comma = next((i for i in range(noun + 1, len(words)) if words[i].form in (",", "-")), len(words) - 1)
        first = words[comma].end if at == 0 else words[_clause(words, at)].start
        yield first, words[-1].end, (word.start, words[comma].start)
        return


def _inserted(words: Sequence[Word]) -> Iterator[_Found]:
    """«Цех закроют, сообщил директор», «ФПРО, вспоминает она, согласовала»."""
    for at in range(1, len(words) - 2):
        if words[at].form != ",":
            continue
        verb = at + 2 if words[at + 1].form == "как" else at + 1
        if verb + 1 < len(words) and is_telling_verb(words[verb].form) and _is_speaker(words[verb + 1]):
            end = next(
                (i for i in range(verb + 1, len(words)) if words[i].form in (",", ".", ":")), len(words) - 1
            )
            if words[end].form == ":" or (end + 1 < len(words) and words[end + 1].form in _COMPLEMENTS):
                continue
            last = words[at].start if end >= len(words) - 1 else words[-1].end
            yield words[_clause(words, at)].start, last, (words[verb].start, words[end].start)
            return


def _judged(words: Sequence[Word]) -> Iterator[_Found]:
    """«Директор обвинил профсоюз в …»."""
    for at, word in enumerate(words):
        if is_judging_verb(word.form) and at + 1 < len(words) and _has_subject(words, at):
            yield word.end, words[-1].end, (0, word.end)
            return


def _hearsay(words: Sequence[Word]) -> Iterator[_Found]:
    if any(word.form in _HEARSAY for word in words):
        yield words[0].start, words[-1].end, (words[0].start, words[0].start)


def _has_author(words: Sequence[Word], at: int) -> bool:
    return any(word.form in _WE for word in words[max(0, at - 2) : at])


def _has_subject(words: Sequence[Word], verb: int) -> bool:
    """«Долго благодарили профсоюз» names nobody: it is the author who tells it."""
    if _has_author(words, verb):
        return False
    if "plur" not in parses(words[verb].form)[0].tag:
        return True
    return any(
        parse.tag.POS in ("NOUN", "NPRO") and "plur" in parse.tag and "nomn" in parse.tag
        for word in words[max(0, verb - _BACK) : verb]
        for parse in parses(word.form)
    )


def _clause(words: Sequence[Word], at: int) -> int:
    """The word behind the last colon or semicolon before `at`."""
    return next((i + 1 for i in range(at - 1, -1, -1) if words[i].form in (":", ";")), 0)


def _is_speaker(word: Word) -> bool:
    if not word.form[0].isalpha():
        return False
    best = parses(word.form)[0].tag
    return (best.POS in ("NOUN", "NPRO", "ADJF") and "nomn" in best) or best.POS is None or word.quoted
