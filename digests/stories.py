"""Articles of a period become a list of stories, the most important first."""

from __future__ import annotations

from collections.abc import Sequence

from archive.coverage import CoveredArticle, CoveredMention
from digests.importance import weigh_story
from records.annotation import Tone
from records.digest import DigestArticle, DigestMention, DigestStory
from records.registry import OutletKind, Registry


def group_stories(articles: Sequence[CoveredArticle], registry: Registry) -> tuple[DigestStory, ...]:
    """One entry a story: the negative ones, then the others; the more important first, of equal ones the fresher.

    `articles` come earliest first.
    """
    found: dict[str, list[CoveredArticle]] = {}
    for article in articles:
        found.setdefault(article.story_id, []).append(article)
    stories = [_story(members, registry) for members in found.values()]
    return tuple(
        sorted(
            stories,
            key=lambda story: (
                story.tone != -1,
                -story.importance,
                -story.first.published.timestamp(),
                story.first.id,
            ),
        )
    )


def _story(members: Sequence[CoveredArticle], registry: Registry) -> DigestStory:
    first, *others = sorted(members, key=lambda article: article.is_reprint)
    tone = _story_tone(members)
    reasons = weigh_story(members, tone, [_kind(article.outlet_id, registry) for article in members])
    return DigestStory(
        first=digest_article(first, registry),
        reprints=tuple(digest_article(article, registry) for article in others if article.is_reprint),
        versions=tuple(digest_article(article, registry) for article in others if not article.is_reprint),
        tone=tone,
        importance=sum(points for _what, points in reasons),
        reasons=reasons,
    )


def _story_tone(members: Sequence[CoveredArticle]) -> Tone:
    mentions = [mention for article in members for mention in article.mentions]
    return max(mentions, key=lambda mention: mention.strength).tone


def digest_article(article: CoveredArticle, registry: Registry) -> DigestArticle:
    outlet = registry.outlets.get(article.outlet_id)
    ordered = sorted(article.mentions, key=lambda mention: mention.strength, reverse=True)
    return DigestArticle(
        id=article.id,
        title=article.title,
        url=article.url,
        outlet=article.outlet_id,
        region=outlet.region if outlet else "",
        published=article.timestamp,
        has_time=article.has_time,
        is_reprint=article.is_reprint,
        mentions=tuple(_mention(mention) for mention in ordered),
        outlet_kind=_kind(article.outlet_id, registry),
        date_known=article.date_known,
        story=article.story_id,
    )


def _kind(outlet_id: str, registry: Registry) -> OutletKind:
    """An outlet that has left the register since is taken for an external one, as most are."""
    outlet = registry.outlets.get(outlet_id)
    return outlet.kind if outlet else "external"


def _mention(mention: CoveredMention) -> DigestMention:
    return DigestMention(
        union=mention.union,
        tone=mention.tone,
        sentence=mention.sentence,
        holder=mention.holder,
        speech=mention.speech,
        highlights=(mention.highlight,),
        sure=mention.sure,
    )
