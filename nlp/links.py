"""What the linker finds: a place in the text and whom it names."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A name of a union in the text. `union` None: several could be meant, or none that the registry knows.

    `region` is the ISO code of a branch's region, "" where it is no branch or no region is known. `described` marks
    a definite description («облсовпроф») in place of a name. `industry` is the union above an unknown organization.
    """

    start: int
    end: int
    union: str | None
    distractor: bool = False
    unknown: bool = False
    region: str = ""
    described: bool = False
    industry: str | None = None
