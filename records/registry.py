"""Who is watched and who writes: unions, outlets and regions as the TOML files of registry/ state them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from records.agenda import AgendaDate, Campaign, Topic

UnionKind = Literal[
    "confederation", "all-russian", "interregional", "territorial", "regional", "primary", "distractor"
]
OutletKind = Literal["external", "union", "authority", "aggregator"]
SourceKind = Literal["feed", "news-sitemap", "sitemap", "listing", "telegram", "vk"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """A federal subject. `code` is ISO 3166-2 (RU-KGN); `district` the federal district's short name (УФО)."""

    code: str
    name: str
    district: str
    timezone: str
    name_en: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Leader:
    """Who held which office in a union, and when; a missing date is unknown, not «always»."""

    name: str
    role: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Union:
    """A trade-union organization. `parents` are ids; `regions` are ISO codes (empty: the whole country).

    `name` is the full official one, `short` what the press prints, `aliases` other press forms, all in the
    nominative: case forms are found by morphology. A `distractor` is known so that it is not taken for ours.
    """

    id: str
    name: str
    short: str
    kind: UnionKind
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    site: str | None = None
    vk: str | None = None
    leaders: tuple[Leader, ...] = ()
    verified: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One address of an outlet that lists its articles.

    `links` and `next_page` are CSS or XPath selectors (listing pages only). `pages` is how many pages one reading may
    take, None for the kind's own number. `full_text`: a feed's text is taken for the article's where it looks whole.
    """

    id: str
    outlet_id: str
    kind: SourceKind
    url: str
    links: tuple[str, ...] = ()
    next_page: tuple[str, ...] = ()
    pages: int | None = None
    full_text: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleSelectors:
    """The outlet's own selectors, CSS or XPath, tried in order; empty means that the generic finder decides."""

    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """One medium. `timezone` is an IANA name; `paused` is the reason why it is not asked, or None.

    `expect` holds (min, max) articles a day where the register states them. `union` is the id of the union whose own
    voice an outlet of kind `union` is: never coverage, but what the press picks up. `weight` is how much its articles
    count, 0…1, where the register states it (docs/visibility.md).
    """

    id: str
    name: str
    url: str
    kind: OutletKind
    region: str
    timezone: str
    sources: tuple[Source, ...]
    article: ArticleSelectors = ArticleSelectors()
    expect: tuple[int, int] | None = None
    paused: str | None = None
    union: str | None = None
    weight: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenOutlet:
    """An outlet whose file cannot be read: `sentence` names the file and the mend, `region` is the file's folder."""

    id: str
    region: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Registry:
    """All of registry/ and the user's additions, by id, checked: every id that is named exists.

    `broken` are outlets that are in the register and cannot be read: they are neither asked nor forgotten.
    """

    unions: Mapping[str, Union]
    outlets: Mapping[str, Outlet]
    regions: Mapping[str, Region]
    topics: Mapping[str, Topic] = field(default_factory=dict)
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)
    agenda: tuple[AgendaDate, ...] = ()
    broken: Mapping[str, BrokenOutlet] = field(default_factory=dict)

    def lineage(self, union_id: str, region: str = "") -> tuple[str, ...]:
        """The union and all above it, itself first, each once: what a mention of it counts for.

        A branch of an industry union in `region` is a member of that region's federation as well.
        """
        found: dict[str, None] = {}
        waiting = [union_id, *self._federations.get(region, ())]
        while waiting:
            current = waiting.pop(0)
            if current not in found:
                found[current] = None
                waiting.extend(self.unions[current].parents)
        return tuple(found)

    def branch(self, union_id: str) -> frozenset[str]:
        """The union and all below it."""
        found: set[str] = set()
        waiting = [union_id]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self._children.get(current, ()))
        return frozenset(found)

    def branch_regions(self, union_ids: Iterable[str]) -> frozenset[str]:
        """The regions whose branches of industry unions count for these: those of the federations among them."""
        federations = (self.unions[union_id] for union_id in union_ids)
        return frozenset(
            code for union in federations if union.kind == "territorial" for code in union.regions
        )

    @cached_property
    def _federations(self) -> Mapping[str, tuple[str, ...]]:
        """The territorial unions of each region."""
        found: dict[str, tuple[str, ...]] = {}
        for union in self.unions.values():
            for code in union.regions if union.kind == "territorial" else ():
                found[code] = (*found.get(code, ()), union.id)
        return found

    def terms_of(self, name: str) -> tuple[tuple[str, Leader], ...]:
        """(union id, term) of all offices that the person of this full name held, the latest first."""
        wanted = _letters(name)
        found = [
            (union.id, leader)
            for union in self.unions.values()
            for leader in union.leaders
            if _letters(leader.name) == wanted
        ]
        return tuple(sorted(found, key=lambda term: (term[1].until or date.max, term[0]), reverse=True))

    @cached_property
    def own_outlets(self) -> frozenset[str]:
        """Where unions speak of themselves."""
        return frozenset(outlet.id for outlet in self.outlets.values() if outlet.kind == "union")

    @cached_property
    def knowledge(self) -> str:
        """Eight hex digits that change with all that the understanding of a text rests on: names, topics, places."""
        known = (self.unions, self.topics, self.campaigns, self.regions)
        stated = [repr(table[key]) for table in known for key in sorted(table)]
        return hashlib.sha256("\n".join(stated).encode()).hexdigest()[:8]

    @cached_property
    def shared_shorts(self) -> frozenset[str]:
        """The short names that several unions have: ФПСО is Samara's federation and Sverdlovsk's."""
        counts = Counter(union.short for union in self.unions.values())
        return frozenset(short for short, count in counts.items() if count > 1)

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        children: dict[str, tuple[str, ...]] = {}
        for union in self.unions.values():
            for parent in union.parents:
                children[parent] = (*children.get(parent, ()), union.id)
        return children


def _letters(name: str) -> str:
    return " ".join(name.lower().replace("ё", "е").split())
