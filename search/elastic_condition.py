"""What is wrong with the cluster that holds the index, in plain words: what the index's own content does not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from elasticsearch import AuthorizationException, Elasticsearch

from texts import _

_FULL = 85  # percent of a disk: from there on Elasticsearch puts no new shards there by default
_BLOCKS = ("read_only_allow_delete", "read_only", "write")


def describe_condition(client: Elasticsearch, aliases: list[str]) -> list[str]:
    """Sentences, each with its mend; none where all is well, and none where our key may not ask about the cluster."""
    try:
        health = client.cluster.health(index=aliases, timeout="5s")
        disks = client.nodes.stats(metric="fs")["nodes"]
    except AuthorizationException:
        return []
    settings = client.indices.get_settings(index=aliases, name="index.*")
    return [*judge_health(health.body), *judge_disks(disks), *judge_indices(settings.body)]


def judge_health(health: Mapping[str, Any]) -> Iterator[str]:
    """Of the answer of `_cluster/health`. A single node has nowhere to put a copy: that is its normal condition."""
    nodes, data_nodes = health["number_of_nodes"], health["number_of_data_nodes"]
    if health["status"] == "red":
        yield _(
            "Часть указателя в Elasticsearch недоступна (кластер «red», узлов на связи: {nodes}): найдётся не "
            "всё. Верните в строй остановленные узлы; если их данные пропали — otklik index rebuild.",
            nodes=nodes,
        )
    elif health["status"] == "yellow" and data_nodes > 1 and _is_settled(health):
        yield _(
            "Не у всех частей указателя в Elasticsearch есть запасная копия (кластер «yellow», узлов: {nodes}): поиск "
            "полон, но потеря ещё одного узла его нарушит. Верните в строй остановленный узел или освободите место.",
            nodes=nodes,
        )

    elif (
        data_nodes > 1
        and health["active_shards"] == health["active_primary_shards"] > 0
        and _is_settled(health)
    ):
        yield _(
            "У указателя в Elasticsearch нет запасных копий, хотя узлов в кластере {nodes}: потеря одного нарушит "
            "поиск. Верните индексам настройку index.auto_expand_replicas: 0-1.",
            nodes=data_nodes,
        )


def _is_settled(health: Mapping[str, Any]) -> bool:
    """Not while copies are being made: that passes by itself."""
    return not (health["initializing_shards"] or health["relocating_shards"])


def judge_disks(nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Of the nodes in the answer of `_nodes/stats/fs`."""
    for node in sorted(nodes.values(), key=lambda each: str(each.get("name"))):
        total = node.get("fs", {}).get("total", {})
        if not total.get("total_in_bytes"):
            continue
        used = 100 - 100 * total["available_in_bytes"] / total["total_in_bytes"]
        if used >= _FULL:
            yield _(
                "На диске узла {name} Elasticsearch занято {used:.0f} %: новых частей указателя там не будет, а скоро "
                "прекратится и запись. Освободите место.",
                name=node.get("name"),
                used=used,
            )


def judge_indices(indices: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Of the answer of `_settings`: whether somebody, or a full disk, has forbidden writing."""
    for name, index in sorted(indices.items()):
        blocks = index["settings"]["index"].get("blocks", {})
        if any(str(blocks.get(block, "")).lower() == "true" for block in _BLOCKS):
            yield _(
                "Запись в индекс {name} закрыта (index.blocks): так Elasticsearch поступает при переполненном диске. "
                "Освободите место; если запрет останется, снимите его в настройках индекса.",
                name=name,
            )
