"""The saved searches: lists to read from the top, in Discover and on dashboards."""

from __future__ import annotations

from kibana.conditions import COVERAGE, FIRST, IN_CAMPAIGN, NEGATIVE, OWN_WORDS, POSITIVE
from kibana.panels import Search
from texts import _

_MENTION = ("outlet_name", "union", "tone", "sentence", "title", "url")
_ARTICLE = ("outlet_name", "region", "title", "unions", "topics", "url")


def latest_negatives() -> Search:
    return Search(
        id="latest-negatives",
        title=_("Последние негативные упоминания"),
        description=_("Упоминания в негативном тоне с предложением, по которому он определён."),
        columns=_MENTION,
        where=(COVERAGE, NEGATIVE),
    )


def latest_positives() -> Search:
    return Search(
        id="latest-positives",
        title=_("Последние положительные упоминания"),
        description=_("Упоминания в положительном тоне с предложением, по которому он определён."),
        columns=_MENTION,
        where=(COVERAGE, POSITIVE),
    )


def first_publications() -> Search:
    return Search(
        id="first-publications",
        title=_("Первые публикации"),
        description=_("Статьи, которые ничей текст не повторяют."),
        columns=_ARTICLE,
        projection="articles",
        where=(COVERAGE, FIRST),
    )


def own_words() -> Search:
    return Search(
        id="own-words",
        title=_("Слова профсоюзов в прессе"),
        description=_("Упоминания, при которых приведены слова самого профсоюза: прямая и косвенная речь."),
        columns=("outlet_name", "union", "speech", "sentence", "title", "url"),
        where=(COVERAGE, OWN_WORDS),
    )


def campaign_articles() -> Search:
    return Search(
        id="campaign-articles",
        title=_("Статьи о кампаниях"),
        description=_("Статьи, в которых найдены лозунги, ключевые сообщения или хештеги кампаний."),
        columns=("campaigns", "outlet_name", "region", "title", "unions", "url"),
        projection="articles",
        where=(COVERAGE, IN_CAMPAIGN),
    )


def all_searches() -> tuple[Search, ...]:
    return (
        latest_negatives(),
        latest_positives(),
        first_publications(),
        own_words(),
        campaign_articles(),
    )
