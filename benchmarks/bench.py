"""What the parts of one benchmark tell each other, as JSON between processes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Republished:
    """An outlet on loopback. `pages` maps each page's address there to its id in the inputs."""

    id: str
    url: str
    feed: str
    pages: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """What every measured process is told. `folder` takes all that is written; `elasticsearch` is empty without a node.

    `archive` is the one that an earlier crawl filled: the stages of language and index read it.
    """

    inputs: str
    folder: str
    outlets: tuple[Republished, ...]
    archive: str = ""
    elasticsearch: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """One measured process. `seconds` (by the clock) and `cpu` are the work alone, `setup` the loading before it.

    `whole_seconds` and `peak_mib` are the whole process. `articles` is what the work was, `facts` what else is worth
    knowing of it.
    """

    stage: str
    articles: int
    seconds: float
    cpu: float
    setup: float = 0.0
    peak_mib: float = 0.0
    whole_seconds: float = 0.0
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        return self.articles / self.seconds


def dump(record: Bench | Measured) -> str:
    return json.dumps(asdict(record), ensure_ascii=False)


def read_bench(text: str) -> Bench:
    values = json.loads(text)
    outlets = tuple(Republished(**outlet) for outlet in values.pop("outlets"))
    return Bench(**values, outlets=outlets)


def read_measured(text: str) -> Measured:
    return Measured(**json.loads(text))


def config_file(bench: Bench) -> Path:
    return Path(bench.folder) / "otklik.toml"
