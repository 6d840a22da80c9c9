"""The register files of the sample outlets, pointing at the servers that run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from demo.sample import SampleOutlet


def write_outlets(folder: Path, outlets: Iterable[SampleOutlet], addresses: Mapping[str, str]) -> list[Path]:
    written = []
    for outlet in outlets:
        path = folder / "outlets" / outlet.region / f"{outlet.id}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join((*_lines(outlet, addresses[outlet.id]), "")), encoding="utf-8")
        written.append(path)
    return written


def _lines(outlet: SampleOutlet, base: str) -> Iterator[str]:
    yield "# Учебная пресса Отклика: вымышленное издание."
    yield f"name = {_quote(outlet.name)}"
    yield f'url = "{base}/"'
    yield 'kind = "external"'
    yield f'region = "{outlet.region}"'
    yield f'timezone = "{outlet.timezone}"'
    yield ""
    yield "[[sources]]"
    yield f'kind = "{"listing" if outlet.feed == "none" else "feed"}"'
    yield f'url = "{base}{outlet.source_path}"'
    if outlet.links:
        yield f"links = {_quote(list(outlet.links))}"
    if outlet.article:
        yield ""
        yield "[article]"
        for key, selectors in outlet.article.items():
            yield f"{key} = {_quote(selectors)}"


def _quote(value: str | list[str]) -> str:
    # JSON strings and lists of them are TOML as well.
    return json.dumps(value, ensure_ascii=False)
