"""Which sentences show what a story says of the unions, and how they are cut and marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from digests.wording import Piece
from records.digest import DigestArticle, DigestMention, DigestStory
from texts.quotes import missing_quotes
from texts.typography import clean

_MOST_SENTENCES = 2
_MOST_CHARACTERS = 420  # beyond this a sentence is an interview, not evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """A sentence in pieces. `unions` are ids of those named in it; `in_title`: it is the title itself."""

    mention: DigestMention
    unions: tuple[str, ...]
    pieces: tuple[Piece, ...]
    in_title: bool


def choose_quotations(story: DigestStory) -> tuple[Quotation, ...]:
    """The sentence that gave the story its tone, and one more where it tells of another union."""
    article = _telling_article(story)
    chosen: list[DigestMention] = []
    for mention in _by_use(article):
        known = {other.sentence for other in chosen} | {other.union for other in chosen}
        if mention.sentence not in known and mention.union not in known:
            chosen.append(mention)
    return tuple(_quotation(article, mention) for mention in chosen[:_MOST_SENTENCES])


def _telling_article(story: DigestStory) -> DigestArticle:
    members = story.articles
    return next((member for member in members if member.mentions[0].tone == story.tone), story.first)


def _by_use(article: DigestArticle) -> Sequence[DigestMention]:
    """Strongest tone first; of one tone the title last, for it is read already."""
    tone = article.mentions[0].tone
    return sorted(
        article.mentions, key=lambda mention: (mention.tone != tone, mention.sentence == article.title)
    )


def _quotation(article: DigestArticle, mention: DigestMention) -> Quotation:
    same = [other for other in article.mentions if other.sentence == mention.sentence]
    spans = sorted({span for other in same for span in other.highlights})
    return Quotation(
        mention=replace(mention, highlights=tuple(spans)),
        unions=tuple(dict.fromkeys([mention.union, *(other.union for other in same)])),
        pieces=cut_pieces(mention.sentence, spans),
        in_title=mention.sentence == article.title,
    )


def cut_pieces(sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The sentence split at the spans (sorted; overlapping ones are joined), cut around the first if it is long.

    Quotation marks whose other half stayed behind in the article get one.
    """
    start, end = _window(sentence, spans)
    pieces = [Piece(text="…", marked=False)] if start else []
    place = start
    for first, last in spans:
        first, last = max(first, place), min(last, end)  # noqa: PLW2901 - clipped to what is left and shown
        if first < last:
            pieces += [
                Piece(text=sentence[place:first], marked=False),
                Piece(text=sentence[first:last], marked=True),
            ]
            place = last
    pieces.append(Piece(text=sentence[place:end] + ("…" if end < len(sentence) else ""), marked=False))
    front, behind = missing_quotes("".join(piece.text for piece in pieces))
    pieces = [Piece(text=front, marked=False), *pieces, Piece(text=behind, marked=False)]
    return tuple(replace(piece, text=clean(piece.text)) for piece in pieces if piece.text)


def _window(sentence: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if len(sentence) <= _MOST_CHARACTERS:
        return 0, len(sentence)
    first = spans[0][0] if spans else 0
    start = max(0, min(first - _MOST_CHARACTERS // 3, len(sentence) - _MOST_CHARACTERS))
    end = min(len(sentence), start + _MOST_CHARACTERS)
    return _word_start(sentence, start), _word_end(sentence, end)


def _word_start(sentence: str, place: int) -> int:
    """The next word's start, unless one word is all there is."""
    space = sentence.find(" ", place, place + 40) if place else -1
    return place if space < 0 else space + 1


def _word_end(sentence: str, place: int) -> int:
    space = sentence.rfind(" ", place - 40, place) if place < len(sentence) else -1
    return place if space < 0 else space
