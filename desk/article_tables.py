"""An article's mentions, people, topics and quotes as its page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.article_marks import order_mentions
from desk.article_words import find_speaker
from records.annotation import Annotation, Mention
from records.article import Article
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
