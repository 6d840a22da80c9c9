"""The pages of the sample outlets: articles in five layouts and the lists, as bytes in the outlet's charset."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from demo.articles import day_in_words
from demo.feeds import LABEL
from demo.sample import SampleArticle, SampleOutlet
from demo.stories import PRESS

_COMMENTS = (
    ("Наталья К.", "Спасибо, что написали. А продолжение будет?"),
    ("сосед", "Сам там живу, всё так и есть."),
    ("Петрович", "Раньше и вода была мокрее."),
    ("Гость", "Поправьте, пожалуйста, опечатку в подписи к снимку."),
    ("Ирина", "Когда уже снег уберут во дворах?"),
    ("читатель с 1987 года", "Хорошая заметка, коротко и по делу."),
)


def write_article_page(
    article: SampleArticle, others: Sequence[SampleArticle], base: str, today: date
) -> bytes:
    """`others` are the outlet's articles for «читайте также»; `today` decides what is «вчера»."""
    place = article.number % len(_COMMENTS)
    values = {
        "article": article,
        "url": base + article.path,
        "others": [other for other in others if other.id != article.id][place : place + 5],
        "comments": [_COMMENTS[place], _COMMENTS[place - 2]],
        "when": _visible_time(article, today),
        "json_ld": _json_ld(article, base),
    }
    return _render(f"{article.outlet.layout}.html.j2", article.outlet, values)


def write_list_page(outlet: SampleOutlet, articles: Sequence[SampleArticle], base: str) -> bytes:
    return _render("list.html.j2", outlet, {"articles": articles, "url": base + "/"})


def _render(template: str, outlet: SampleOutlet, values: Mapping[str, Any]) -> bytes:
    page = _templates().get_template(template).render(outlet=outlet, label=LABEL, **values)
    return page.encode(outlet.charset, "xmlcharrefreplace")


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(PRESS / "layouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _visible_time(article: SampleArticle, today: date) -> str:
    """The time as a reader sees it, "" where the outlet's pages do not say it."""
    if article.outlet.dated == "none":
        return ""
    day = article.published.date()
    words = f"{day_in_words(day)} {day.year}"
    if article.outlet.dated == "relative":
        words = {today: "сегодня", today - timedelta(days=1): "вчера"}.get(day, words)
    return f"{words}, {article.published:%H:%M}"


def _json_ld(article: SampleArticle, base: str) -> str:
    content = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "mainEntityOfPage": base + article.path,
        "author": {"@type": "Person", "name": article.author or "Редакция"},
        "publisher": {"@type": "Organization", "name": article.outlet.name},
    }
    # «</script>» inside a string would end the element: JSON allows the slash to be escaped.
    return json.dumps(content, ensure_ascii=False).replace("</", "<\\/")
