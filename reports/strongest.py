"""The stories that say most for or against the union, each with the sentence that does."""

from __future__ import annotations

from collections.abc import Sequence

from archive.coverage import CoveredArticle, covered_articles
from records.annotation import Tone
from reports.parts import ToldStory
from reports.scope import Scope, outlet_words
from texts.quotes import balance_quotes

_STORIES = 5


def find_strongest(scope: Scope) -> dict[Tone, list[ToldStory]]:
    """The negative and the positive ones: by how strong the tone is, times how many outlets carried the story."""
    with scope.archive.reading() as connection:
        articles = covered_articles(
            connection,
            *scope.span.bounds(scope.zone),
            scope.branch,
            branch_regions=scope.branch_regions,
        )
    stories: dict[str, list[CoveredArticle]] = {}
    for article in (each for each in articles if each.outlet_id not in scope.registry.own_outlets):
        stories.setdefault(article.story_id, []).append(article)
    return {tone: _strongest(scope, list(stories.values()), tone) for tone in (-1, 1)}


def _strongest(scope: Scope, stories: Sequence[Sequence[CoveredArticle]], tone: Tone) -> list[ToldStory]:
    told = [_tell(scope, members, tone) for members in stories]
    found = [each for each in told if each is not None]
    return sorted(found, key=lambda story: (-abs(story.score) * story.outlets, story.published))[:_STORIES]


def _tell(scope: Scope, members: Sequence[CoveredArticle], tone: Tone) -> ToldStory | None:
    said = [(each, mention) for each in members for mention in each.mentions if mention.tone == tone]
    if not said:
        return None
    article, mention = max(said, key=lambda one: one[1].strength)
    first = min(members, key=lambda each: (each.is_reprint, each.timestamp, each.id))
    return ToldStory(
        tone=tone,
        score=mention.score,
        published=first.timestamp.astimezone(scope.zone),
        outlet=outlet_words(scope.registry, first.outlet_id),
        title=first.title,
        url=first.url,
        sentence=balance_quotes(mention.sentence),
        articles=len(members),
        outlets=len({each.outlet_id for each in members}),
        address=f"/article/{article.id}",
    )
