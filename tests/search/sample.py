"""The sample press as the index gets it, annotated by the real pipeline, and what a query must find in it by hand."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from demo.articles import write_articles
from demo.sample import SampleArticle
from nlp.annotation import Annotator
from otklik.registry import read_registry
from records.annotation import Annotation, Mention, Task
from records.article import Article
from records.registry import Outlet, Registry
from records.search import Query
from records.story import Placement
from search.documents import ArticleDocuments, build_documents

_MONDAY = date(2026, 11, 16)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """An article of the sample press with all that the pipeline found in it."""

    article: Article
    annotation: Annotation
    outlet: Outlet
    is_reprint: bool

    @property
    def words(self) -> str:
        """Title and text, lower case, ё as е."""
        return f"{self.article.title}\n{self.article.text}".lower().replace("ё", "е")


@cache
def sample_registry() -> Registry:
    """The shipped register with the sample's outlets."""
    outlets = {
        outlet.id: Outlet(
            id=outlet.id,
            name=outlet.name,
            url=f"https://{outlet.id}.example/",
            kind="authority" if outlet.id == "zavodskoy-rayon" else "external",
            region=outlet.region,
            timezone=outlet.timezone,
            sources=(),
        )
        for outlet in {one.outlet.id: one.outlet for one in write_articles(_MONDAY)}.values()
    }
    return replace(read_registry(), outlets=outlets)


@cache
def read_samples() -> Sequence[Sample]:
    """Whatever the sample press writes of unions."""
    drafts = [one for one in write_articles(_MONDAY) if one.relevant and one.kind != "everyday"]
    registry = sample_registry()
    articles = [_article(one) for one in drafts]
    tasks = [
        Task(
            id=article.id,
            text=article.text,
            title=article.title,
            region=draft.outlet.region,
            published=article.published,
        )
        for draft, article in zip(drafts, articles, strict=True)
    ]
    annotations = Annotator(registry).annotate(tasks)
    return [
        Sample(
            article=article,
            annotation=annotation,
            outlet=registry.outlets[draft.outlet.id],
            is_reprint=draft.reprint_of is not None,
        )
        for draft, article, annotation in zip(drafts, articles, annotations, strict=True)
    ]


def sample_documents() -> Iterable[ArticleDocuments]:
    for one in read_samples():
        original = "0" * 64 if one.is_reprint else one.article.id
        placement = Placement(
            article_id=one.article.id,
            story_id=original,
            text_id=original,
            taken_from=original,
            similarity=1.0,
        )
        yield build_documents(one.article, one.annotation, placement, sample_registry(), 1)


def find_by_hand(query: Query, has_words: Callable[[str], bool] = lambda _words: True) -> list[Sample]:
    """What the query's filters let through, newest first; `has_words` stands for its text."""
    found = [one for one in read_samples() if _fits(one, query) and has_words(one.words)]
    return sorted(found, key=lambda one: (-one.article.timestamp.timestamp(), one.article.id))


def fitting_mentions(one: Sample, query: Query) -> list[Mention]:
    registry = sample_registry()
    return [
        mention
        for mention in one.annotation.unions
        if registry.unions[mention.union].kind != "distractor"
        and _any_of(registry.lineage(mention.union, mention.region), query.unions)
        and query.tone in (None, mention.tone)
        and _any_of([mention.role], query.roles)
        and _any_of([mention.speech], query.speech)
        and _any_of([mention.holder], query.holders)
    ]


def count_by_hand(
    found: Iterable[Sample], values: Callable[[Sample], Iterable[str]]
) -> list[tuple[str, int]]:
    counts = Counter(value for one in found for value in set(values(one)))
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def timeline_by_hand(found: Iterable[Sample], query: Query) -> list[tuple[date, int]]:
    days = [one.article.timestamp.astimezone(ZoneInfo(query.timezone)).date() for one in found]
    step = 7 if query.interval == "week" else 1
    starts = Counter(day - timedelta(days=day.weekday() if step == 7 else 0) for day in days)
    if not starts:
        return []
    length = (max(starts) - min(starts)).days
    line = [min(starts) + timedelta(days=number) for number in range(0, length + 1, step)]
    return [(day, starts[day]) for day in line]


def _fits(one: Sample, query: Query) -> bool:
    asks = query.unions or query.roles or query.speech or query.holders or query.tone is not None
    day = one.article.timestamp.astimezone(ZoneInfo(query.timezone)).date()
    district = sample_registry().regions[one.outlet.region].district
    return (
        (not asks or bool(fitting_mentions(one, query)))
        and _any_of([one.outlet.region], query.regions)
        and _any_of([district], query.districts)
        and _any_of([one.outlet.id], query.outlets)
        and _any_of([one.outlet.kind], () if query.outlets else query.kinds)
        and _any_of([person.name for person in one.annotation.people], query.people)
        and _any_of(one.annotation.topics, query.topics)
        and _any_of([campaign.campaign for campaign in one.annotation.campaigns], query.campaigns)
        and (query.since is None or day >= query.since)
        and (query.until is None or day <= query.until)
        and not (query.first_only and one.is_reprint)
    )


def _any_of(values: Iterable[str], wanted: Sequence[str]) -> bool:
    return not wanted or any(value in wanted for value in values)


def _article(draft: SampleArticle) -> Article:
    url = f"https://{draft.outlet.id}.example/{draft.id}"
    return Article(
        id=hashlib.sha256(url.encode()).hexdigest(),
        url=url,
        canonical_url=url,
        outlet_id=draft.outlet.id,
        source_id=f"{draft.outlet.id}-feed",
        title=draft.title,
        text="\n".join(draft.paragraphs),
        first_seen=draft.published.astimezone(UTC),
        fetched=draft.published.astimezone(UTC),
        published=draft.published.astimezone(UTC),
        published_has_time=True,
    )
