"""What the sample press is made of: invented outlets, and articles together with the truth about each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from records.annotation import Tone

Layout = Literal["classic", "portal", "tables", "district", "modern"]
Feed = Literal["rss", "atom", "none"]
Dated = Literal["json-ld", "meta", "time", "visible", "relative", "none"]
Trouble = Literal["", "slow", "dead-feed", "robots", "inward", "forbidden"]
Kind = Literal["union", "everyday", "labour", "trap"]


@dataclass(frozen=True, kw_only=True)
class SampleOutlet:
    """`city` is the nominative, the genitive and «в …». `declared` is the charset of Content-Type, "" for none.

    `campaign`: the feed's links carry utm marks, and its newest links stand in it twice.
    """

    id: str
    name: str
    region: str
    timezone: str
    layout: Layout
    dated: Dated
    feed: Feed
    city: tuple[str, str, str]
    region_gen: str
    charset: str = "utf-8"
    declared: str | None = None
    links: tuple[str, ...] = ()
    article: Mapping[str, list[str]] = field(default_factory=dict)
    campaign: bool = False
    trouble: Trouble = ""

    @property
    def source_path(self) -> str:
        """Where the outlet lists its articles: its feed, or a page where it has none."""
        return {"rss": "/rss.xml", "atom": "/atom.xml", "none": "/news/"}[self.feed]


@dataclass(frozen=True, kw_only=True)
class SampleArticle:
    """An article and its truth: `tones` names every union of the register in it, with the tone toward each.

    `published` is in the outlet's time zone. `reprint_of` is the id of the article that was first. `reachable` is
    False where the outlet's or the page's trouble must keep a polite crawler from it.
    """

    id: str
    number: int
    outlet: SampleOutlet
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    section: str
    kind: Kind
    relevant: bool
    tones: Mapping[str, Tone]
    author: str = ""
    reprint_of: str | None = None
    redirect: Literal["", "inner", "link-local"] = ""
    drip: bool = False
    reachable: bool = True

    @property
    def path(self) -> str:
        """The page's address at the outlet, in the manner of the outlet's layout."""
        if self.outlet.layout == "classic":
            return f"/news/{self.published:%Y/%m/%d}/{self.id}/"
        if self.outlet.layout == "tables":
            return f"/article.php?id={self.number}"
        return {"portal": f"/obshchestvo/{self.id}.html", "district": f"/n/{self.number}"}.get(
            self.outlet.layout, f"/{self.id}/"
        )

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)
