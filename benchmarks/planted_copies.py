"""Copies as outlets make them: another title and lead, a dateline, sentences dropped, words replaced, a foot."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[А-ЯЁ«\"–—])")
_TITLES = (
    "Стало известно о новых подробностях", "Что говорят на местах", "Главное к этому часу", "О чём пишут коллеги",
    "Подробности — в нашем материале", "Новости дня",
)  # fmt: skip
_LEADS = (
    "Об этом пишет наше издание со ссылкой на первоисточник и собственных собеседников.",
    "Редакция собрала всё, что известно к этой минуте, и публикует с небольшими сокращениями.",
    "Как стало известно нашей редакции, история получила продолжение, которого ждали многие читатели.",
)
_CITIES = ("КУРГАН", "Томск", "Саратов", "Пермь, 17 ноября", "Иркутск, 3 марта", "МОСКВА")
_FEET = (
    "Подписывайтесь на наш канал, чтобы первыми узнавать новости района. Фото из открытых источников.",
    "Нашли опечатку? Выделите её и сообщите нам. Мнение редакции может не совпадать с мнением авторов. "
    "При перепечатке ссылка обязательна.",
    "Читайте также: как провести выходные с детьми, где купить саженцы и что изменится в расписании автобусов "
    "пригородного сообщения уже на следующей неделе.",
    "",
)
_SYNONYMS = {
    "сообщил": "рассказал", "сообщила": "рассказала", "сообщает": "пишет", "заявил": "отметил", "заявила": "отметила",
    "также": "ещё", "однако": "но", "очень": "весьма", "может": "способен", "около": "порядка", "более": "свыше",
    "сейчас": "теперь", "который": "что", "которые": "что", "когда": "едва", "после": "вслед за", "из-за": "по причине",
    "чтобы": "дабы", "например": "к примеру", "только": "лишь", "сегодня": "в этот день", "большой": "крупный",
    "время": "пора", "это": "такое", "был": "оказался", "были": "оказались", "будет": "станет", "стал": "сделался",
    "так": "таким образом", "если": "коли", "можно": "разрешается", "нужно": "следует", "люди": "граждане",
    "много": "немало", "начал": "приступил", "решил": "постановил", "новый": "свежий", "год": "сезон", "года": "сезона",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Text:
    title: str
    text: str


def plant_copy(original: Text, chance: random.Random) -> Text:
    """Always another title; the lead dropped, rewritten or kept; a tenth to a third of the sentences dropped or with
    words replaced; often a dateline, shuffled paragraphs and a foot."""
    sentences = _SENTENCE.split(" ".join(original.text.split()))
    if len(sentences) > 3:
        sentences = [*_lead(chance), *sentences[1:]] if chance.random() < 0.6 else sentences
    share = chance.uniform(0.1, 0.3)
    kept = [_edit(sentence, share, chance) for sentence in sentences]
    paragraphs = _paragraphs([sentence for sentence in kept if sentence], chance)
    if chance.random() < 0.3:
        chance.shuffle(paragraphs)
    if chance.random() < 0.6:
        paragraphs[0] = f"{chance.choice(_CITIES)}. {paragraphs[0]}"
    return Text(title=chance.choice(_TITLES), text="\n".join([*paragraphs, chance.choice(_FEET)]).strip())


def _lead(chance: random.Random) -> Sequence[str]:
    return () if chance.random() < 0.5 else (chance.choice(_LEADS),)


def _edit(sentence: str, share: float, chance: random.Random) -> str:
    """Dropped, with other words, or as it was."""
    if chance.random() >= share:
        return sentence
    if chance.random() < 0.5:
        return ""
    return " ".join(_SYNONYMS.get(word, word) for word in sentence.split())


def _paragraphs(sentences: Sequence[str], chance: random.Random) -> list[str]:
    found, start = [], 0
    while start < len(sentences):
        end = start + chance.randint(1, 3)
        found.append(" ".join(sentences[start:end]))
        start = end
    return found or [""]
