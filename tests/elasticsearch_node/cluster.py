"""Three real nodes on loopback that are one cluster, each of which can be killed and started again."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.elasticsearch_node import SHARED_SETTINGS, JarNode, free_port

_NAMES = ("one", "two", "three")
_PATIENCE = 180.0  # seconds


class Cluster:
    def __init__(self, nodes: dict[str, JarNode]) -> None:
        self.nodes = nodes

    @property
    def url(self) -> str:
        return ",".join(node.url for node in self.nodes.values())

    def ask(self, path: str) -> Any:
        living = next(node for node in self.nodes.values() if node.child)
        with urllib.request.urlopen(f"{living.url}{path}", timeout=60) as response:
            return json.load(response)

    def primary_of(self, index: str) -> str:
        """The name of the node that holds the primary shard of an index or alias."""
        shards = self.ask(f"/_cat/shards/{index}?format=json&h=prirep,state,node")
        return next(shard["node"] for shard in shards if shard["prirep"] == "p")

    def master(self) -> str:
        return str(self.ask("/_cat/master?format=json")[0]["node"])

    def wait_until_whole(self) -> None:
        """All nodes there, and every copy in its place."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                health = self.ask("/_cluster/health?timeout=1s")
            except OSError:
                health = {}
            if health.get("status") == "green" and health["number_of_nodes"] == len(self.nodes):
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"the cluster is not whole: {health}")
            time.sleep(0.5)


@contextmanager
def running_cluster(workdir: Path) -> Iterator[Cluster]:
    ports = {name: free_port() for name in _NAMES}
    seeds = ",".join(f"127.0.0.1:{port}" for port in ports.values())
    nodes = {}
    for name, port in ports.items():
        settings = (
            f"node.name={name}",
            "cluster.name=three",
            f"transport.port={port}",
            f"discovery.seed_hosts={seeds}",
            f"cluster.initial_master_nodes={','.join(_NAMES)}",
            *SHARED_SETTINGS,
        )
        nodes[name] = JarNode(workdir / name, settings)
    cluster = Cluster(nodes)
    try:
        for node in nodes.values():
            node.workdir.mkdir(parents=True)
            node.launch()
        cluster.wait_until_whole()
        yield cluster
    finally:
        for node in nodes.values():
            node.stop()
