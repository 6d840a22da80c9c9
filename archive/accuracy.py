"""How often the program was right, as far as people have looked: live, out of what they said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import sqrt

from sqlalchemy import Connection, func, select

from archive.annotations import find_annotations
from archive.articles import find_articles
from archive.as_found import found_mentions
from archive.corrections import find_corrections
from archive.schema import articles, mentions
from records.annotation import Mention
from records.article import Article
from records.correction import Confirmed, Correction, MentionCorrection, concerns, tell

_AT_ONCE = 200
_Z = 1.96  # of a 95 % interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """`right` of `of` were right; `of` are those that a person has looked at."""

    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's, of 95 %: few judgements make it wide."""
        if not self.of:
            return 0.0, 1.0
        middle = self.share + _Z**2 / (2 * self.of)
        width = _Z * sqrt(self.share * (1 - self.share) / self.of + _Z**2 / (4 * self.of**2))
        whole = 1 + _Z**2 / self.of
        return max(0.0, (middle - width) / whole), min(1.0, (middle + width) / whole)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accuracy:
    """Of the program's own mentions. `mentions` and `articles` are all that the archive shows, looked at or not."""

    tone: Judged
    union: Judged
    mentions: int
    articles: int
    looked_at: int
    not_relevant: int
    dates: int
    stories: int


def measure_accuracy(connection: Connection, since: datetime) -> Accuracy:
    """Out of what people said since then and still holds. A tone or a union that nobody spoke of counts for nothing."""
    made = sorted(find_corrections(connection, since=since), key=lambda one: one.article_id)
    judged = list(_judge_all(connection, made))
    return Accuracy(
        tone=_sum(tone for tone, _union in judged),
        union=_sum(union for _tone, union in judged),
        mentions=connection.execute(select(func.count()).select_from(mentions)).scalar_one(),
        articles=connection.execute(
            select(func.count()).select_from(articles).where(articles.c.left_out.is_(False))
        ).scalar_one(),
        looked_at=len({one.article_id for one in made}),
        not_relevant=_articles(made, "not-relevant"),
        dates=_articles(made, "date"),
        stories=_articles(made, "other-story", "same-story"),
    )


def _articles(made: Iterable[Correction], *kinds: str) -> int:
    return len({one.article_id for one in made if one.kind in kinds})


def _sum(judged: Iterable[bool | None]) -> Judged:
    known = [one for one in judged if one is not None]
    return Judged(right=sum(known), of=len(known))


def _judge_all(
    connection: Connection, made: Sequence[Correction]
) -> Iterable[tuple[bool | None, bool | None]]:
    said = {id_: list(group) for id_, group in groupby(made, key=lambda one: one.article_id)}
    ids = sorted(said)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        known, found = find_articles(connection, some), found_mentions(connection, some)
        shown = find_annotations(connection, some)
        for id_ in some:
            own = found.get(id_, shown[id_].unions if id_ in shown else ())
            yield from (_judge(mention, said[id_], known[id_]) for mention in own)


def _judge(mention: Mention, said: Sequence[Correction], article: Article) -> tuple[bool | None, bool | None]:
    """(was the tone right, was the union) of a mention as the program found it; None where nobody has said.

    Whoever says the tone of one very mention has seen whose it is, and let that stand.
    """
    now: Mention | None = mention
    is_toned = is_named = False
    for one in sorted(said, key=lambda each: each.made):
        if now is None:
            break
        if isinstance(one, Confirmed) and one.union in ("", now.union):
            is_toned = is_named = True
        elif isinstance(one, MentionCorrection) and concerns(one, now, article.title, article.text):
            is_toned = is_toned or one.tone is not None
            is_named = is_named or one.instead is not None or one.span is not None
            now = tell(now, one)
    if now is None:  # of what is no union nobody says how it is spoken of
        return None, False
    return (now.tone == mention.tone if is_toned else None), (
        now.union == mention.union if is_named else None
    )
