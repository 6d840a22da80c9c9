"""A real Elasticsearch node for tests, from the official image or from the server's own jars (see README.md)."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.elasticsearch_node import java

IMAGE = f"docker.elastic.co/elasticsearch/elasticsearch:{java.VERSION}"
# A nearly full disk of the machine under test must not turn the test indices read-only.
SHARED_SETTINGS = ("cluster.routing.allocation.disk.threshold_enabled=false",)
SETTINGS = ("discovery.type=single-node", *SHARED_SETTINGS)
LOGGING = """\
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{ISO8601} %p %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


class Node:
    """One node that can be stopped and started again on the same port and data."""

    def __init__(self, workdir: Path) -> None:
        self.workdir = workdir
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 120
        while not answers(self.url):
            if time.monotonic() > deadline or self.has_died():
                self.stop()
                raise RuntimeError(f"Elasticsearch did not start: {self.last_words()}")
            time.sleep(0.2)

    def has_died(self) -> bool:
        return False

    def last_words(self) -> str:
        return ""


class JarNode(Node):
    """The node that `java.assemble` built, as a child of this run."""

    child: subprocess.Popen[bytes] | None = None

    def __init__(self, workdir: Path, settings: tuple[str, ...] = ("node.name=test", *SETTINGS)) -> None:
        super().__init__(workdir)
        self.settings = settings

    def start(self) -> None:
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        home = java.find_java()
        assert home, "no Java of 21 or later"
        jars = java.assemble(home)
        self.prepare_home(jars)
        modules = "jdk.net,java.management"
        if "jdk.incubator.vector" in (home / "release").read_text():
            modules += ",jdk.incubator.vector"
        memory = ["-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"]
        classes = [f"-Des.path.home={self.workdir}", "-cp", f"{jars}/lib/*{os.pathsep}{jars}/main", "Node"]
        settings = [f"http.port={self.port}", "network.host=127.0.0.1", *self.settings]
        command = [
            home / "bin" / "java",
            *memory,
            "--add-modules",
            modules,
            *classes,
            self.workdir,
            *settings,
        ]
        with (self.workdir / "log").open("ab") as log:
            self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=log, stderr=log)

    def prepare_home(self, jars: Path) -> None:
        for folder in ("config", "data", "plugins", "lib"):
            (self.workdir / folder).mkdir(parents=True, exist_ok=True)
        if not (self.workdir / "modules").exists():
            (self.workdir / "modules").symlink_to(jars / "modules")
        (self.workdir / "config" / "elasticsearch.yml").touch()
        (self.workdir / "config" / "log4j2.properties").write_text(LOGGING)

    def stop(self) -> None:
        if not self.child:
            return
        assert self.child.stdin
        self.child.stdin.close()
        self.child.terminate()
        try:
            self.child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child = None

    def kill(self) -> None:
        """As `kill -9` does: nothing is written or said any more."""
        assert self.child
        self.child.kill()
        self.child.communicate()
        self.child = None

    def has_died(self) -> bool:
        return self.child is None or self.child.poll() is not None

    def last_words(self) -> str:
        return (self.workdir / "log").read_text(errors="replace")[-2000:]


class ContainerNode(Node):
    """The official image; its data stay in the container between stop and start."""

    container = ""

    def start(self) -> None:
        if self.container:
            docker("start", self.container)
        else:
            settings = [f"--env={setting}" for setting in (*SETTINGS, "xpack.security.enabled=false")]
            self.container = docker(
                "run", "--detach", f"--publish=127.0.0.1:{self.port}:9200", *settings,
                "--env=ES_JAVA_OPTS=-Xms512m -Xmx512m", IMAGE,
            )  # fmt: skip
        self.wait_until_ready()

    def stop(self) -> None:
        if self.container:
            docker("stop", self.container)

    def remove(self) -> None:
        if self.container:
            docker("rm", "--force", "--volumes", self.container)

    def last_words(self) -> str:
        return docker("logs", "--tail", "20", self.container)


@contextmanager
def running_node(workdir: Path) -> Iterator[Node]:
    """A node of one's own that answers at `node.url`; `workdir` takes its data and log."""
    node = ContainerNode(workdir) if has_image() else JarNode(workdir)
    try:
        node.start()
        yield node
    finally:
        node.stop()
        if isinstance(node, ContainerNode):
            node.remove()


@cache
def why_unavailable() -> str:
    """Why no node can be had on this machine; empty where one can. The first time its jars may have to be fetched."""
    if has_image():
        return ""
    home = java.find_java()
    if not home:
        return "no Docker engine and no Java of 21 or later"
    try:
        java.assemble(home)
    except FileNotFoundError:
        return "no Docker engine and no Maven"
    except subprocess.CalledProcessError:
        return "no Docker engine, and Maven could not fetch the server's jars"
    return ""


@cache
def has_image() -> bool:
    """Whether a Docker engine runs and has the image, or can get it."""
    if not shutil.which("docker"):
        return False
    questions = (["version"], ["image", "inspect", IMAGE], ["pull", "--quiet", IMAGE])
    runs, has, gets = (["docker", *question] for question in questions)
    return succeeds(runs) and (succeeds(has) or succeeds(gets))


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def docker(*arguments: str) -> str:
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health?timeout=1s", timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False
