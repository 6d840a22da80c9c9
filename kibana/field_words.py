"""What the values of the fields are called in Kibana: names for ids, words for codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from records.registry import Registry
from records.search import Projection
from texts import _, names

Words = Mapping[str, str]


def format_fields(projection: Projection, registry: Registry) -> Mapping[str, Mapping[str, Any]]:
    """Kibana's field formats, by field; a value without a word of its own is shown as it is."""
    words = _of_both(registry) | (_of_mentions(registry) if projection == "mentions" else {})
    formats: dict[str, Mapping[str, Any]] = {
        field: {"id": "static_lookup", "params": {"lookupEntries": _entries(known)}}
        for field, known in words.items()
        if known
    }
    formats["url"] = {"id": "url", "params": {"type": "a"}}
    formats["visibility"] = {"id": "number", "params": {"pattern": "0.0"}}
    return formats


def _entries(words: Words) -> list[dict[str, str]]:
    return [{"key": key, "value": word} for key, word in words.items()]


def _of_both(registry: Registry) -> dict[str, Words]:
    return {
        "outlet_kind": {
            "external": _("СМИ"),
            "authority": _("орган власти"),
            "aggregator": _("агрегатор"),
            "union": _("сайт профсоюза"),
        },
        "region": {code: _region(registry, code) for code in sorted(registry.regions)},
        "unions": _unions(registry),
        "topics": {id_: registry.topics[id_].name for id_ in sorted(registry.topics)},
        "campaigns": {id_: registry.campaigns[id_].name for id_ in sorted(registry.campaigns)},
        "is_reprint": _yes_and_no(),
    }


def _of_mentions(registry: Registry) -> dict[str, Words]:
    return {
        "union": _unions(registry),
        "tone": {"-1": _("негативный"), "0": _("нейтральный"), "1": _("положительный")},
        "in_title": _yes_and_no(),
        "holder": {"author": _("автор"), "quoted": _("цитата"), "implied": _("следует из текста")},
        "role": {"main": _("главная"), "episodic": _("эпизодическая")},
        "speech": {"direct": _("прямая речь"), "indirect": _("косвенная речь"), "none": _("нет")},
    }


def _unions(registry: Registry) -> Words:
    """What the press prints, with the id where two share it: a chart must not show one name twice."""
    ours = {id_: union for id_, union in sorted(registry.unions.items()) if union.kind != "distractor"}
    shorts = [union.short for union in ours.values()]
    return {
        id_: union.short if shorts.count(union.short) == 1 else f"{union.short} ({id_})"
        for id_, union in ours.items()
    }


def _region(registry: Registry, code: str) -> str:
    region = registry.regions[code]
    return names.region_name(region)


def _yes_and_no() -> Words:
    return {"true": _("да"), "false": _("нет")}
