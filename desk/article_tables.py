"""An article's mentions, people, topics and quotes as its page lists them and as its files hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk import wording
from desk.article_marks import order_mentions
from desk.article_words import find_speaker, holder_words, mention_tone_words, role_words, speech_words
from exports.cells import Cell, Sheet, Toned
from records.annotation import Annotation, Mention
from records.article import Article
from records.registry import Registry
from texts import _
from texts.typography import clean


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionRow:
    """`sentence` is the evidence, `highlight` the mention's span in it."""

    number: int
    mention: Mention
    words: str
    sentence: str
    highlight: tuple[int, int]
    speaker: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRow:
    """Each person once, with every position that the article gives, and the unions that they act for."""

    name: str
    roles: tuple[str, ...]
    unions: tuple[str, ...]
    times: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteRow:
    speaker: str
    words: str
    direct: bool
    unions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRow:
    """A topic or a campaign: the words that show it; `wording` in words where it is a campaign."""

    id: str
    words: tuple[str, ...]
    wording: str = ""


def mention_rows(article: Article, annotation: Annotation) -> list[MentionRow]:
    return [
        _mention_row(number, mention, article, annotation)
        for number, mention in enumerate(order_mentions(annotation), 1)
    ]


def _mention_row(number: int, mention: Mention, article: Article, annotation: Annotation) -> MentionRow:
    source = article.title if mention.in_title else article.text
    start, end = mention.evidence
    return MentionRow(
        number=number,
        mention=mention,
        words=source[mention.start : mention.end],
        sentence=source[start:end],
        highlight=(mention.start - start, mention.end - start),
        speaker=find_speaker(mention, annotation),
    )


def person_rows(annotation: Annotation) -> list[PersonRow]:
    """In the order in which they are first named."""
    rows = []
    for name in dict.fromkeys(person.name for person in annotation.people):
        named = [person for person in annotation.people if person.name == name]
        rows.append(
            PersonRow(
                name=name,
                roles=tuple(dict.fromkeys(person.role for person in named if person.role)),
                unions=tuple(dict.fromkeys(person.union for person in named if person.union)),
                times=len(named),
            )
        )
    return rows


def quote_rows(article: Article, annotation: Annotation) -> list[QuoteRow]:
    return [
        QuoteRow(
            speaker=quote.speaker or "",
            words=article.text[quote.start : quote.end],
            direct=quote.direct,
            unions=quote.unions,
        )
        for quote in annotation.quotes
    ]


def topic_rows(article: Article, annotation: Annotation) -> list[ThemeRow]:
    rows = []
    for topic in annotation.topics:
        shown = [one for one in annotation.topic_evidence if one.topic == topic]
        words = [(article.title if one.in_title else article.text)[one.start : one.end] for one in shown]
        rows.append(ThemeRow(id=topic, words=_distinct(words)))
    return rows


def campaign_rows(article: Article, annotation: Annotation, words_of: dict[str, str]) -> list[ThemeRow]:
    """`words_of` names each wording."""
    return [
        ThemeRow(
            id=one.campaign,
            words=((article.title if one.in_title else article.text)[one.start : one.end],),
            wording=words_of[one.wording],
        )
        for one in annotation.campaigns
    ]


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    """Each once, however it is written; the first spelling stays."""
    return tuple({clean(word).casefold(): word for word in reversed(words)}.values())[::-1]


def article_sheets(registry: Registry, article: Article, annotation: Annotation) -> list[Sheet]:
    return [
        Sheet(
            name=_("Упоминания"),
            columns=(
                (_("Профсоюз"), 30),
                (_("Как назван"), 26),
                (_("Тон"), 14),
                (_("Уверен ли разбор"), 14),
                (_("Чьи слова"), 28),
                (_("Речь"), 22),
                (_("Роль"), 18),
                (_("Фраза-основание"), 70),
            ),
            rows=[_mention_cells(registry, row) for row in mention_rows(article, annotation)],
        ),
        Sheet(
            name=_("Люди"),
            columns=((_("Человек"), 32), (_("Должность, как в тексте"), 50), (_("Профсоюз"), 30)),
            rows=[
                (row.name, "; ".join(row.roles), _union_names(registry, row.unions))
                for row in person_rows(annotation)
            ],
        ),
        Sheet(
            name=_("Цитаты"),
            columns=((_("Кто"), 30), (_("Слова"), 80), (_("Дословно"), 12), (_("О ком или от кого"), 30)),
            rows=[
                (
                    row.speaker,
                    row.words,
                    _("да") if row.direct else _("нет"),
                    _union_names(registry, row.unions),
                )
                for row in quote_rows(article, annotation)
            ],
        ),
        Sheet(
            name=_("Темы"),
            columns=((_("Тема"), 36), (_("По каким словам"), 70)),
            rows=[
                (wording.topic_name(registry, row.id), "; ".join(row.words))
                for row in topic_rows(article, annotation)
            ],
        ),
    ]


def _mention_cells(registry: Registry, row: MentionRow) -> Sequence[Cell]:
    mention = row.mention
    return (
        wording.union_name(registry, mention.union),
        row.words,
        Toned(tone=mention.tone) if mention.sure else mention_tone_words(mention),
        _("да") if mention.sure else _("нет"),
        holder_words(mention.holder, row.speaker),
        speech_words(mention.speech),
        role_words(mention.role),
        row.sentence,
    )


def _union_names(registry: Registry, unions: Sequence[str]) -> str:
    return "; ".join(wording.union_name(registry, union) for union in unions)
