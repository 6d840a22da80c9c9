"""The arrows of ARCHITECTURE.md, held over the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Who may import whom. A package that is not named on the left does not exist.
ARROWS = {
    "records": set(),
    "texts": set(),
    "archive": {"records", "texts"},
    "search": {"records", "texts"},
    "nlp": {"records", "texts"},
    "crawler": {"records", "texts", "archive", "pipelines"},
    "pipelines": {"records", "texts", "archive", "nlp", "search"},
    "digests": {"records", "texts", "archive"},
    "demo": {"records", "texts"},
    "otklik": {"records", "texts", "archive", "search", "nlp", "crawler", "pipelines", "digests", "demo"},
}

# One door an outside system: the module or package that alone may import it.
DOORS = {
    "scrapy": ("crawler", "pipelines"),
    "twisted": ("crawler", "pipelines"),
    "spacy": ("nlp",),
    "elasticsearch": ("search",),
    "tantivy": ("search",),
    "sqlalchemy": ("archive",),
    "alembic": ("archive",),
    "sqlite3": ("archive",),
    "smtplib": ("digests/send.py",),
    "feedparser": ("crawler/feeds.py",),
    "trafilatura": ("crawler",),
}


def modules() -> Iterator[Path]:
    for package in ARROWS:
        yield from sorted((ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def wrong_arrows(file: str, source: str) -> list[str]:
    """What this source imports that a module at this place must not."""
    package = file.split("/", maxsplit=1)[0]
    wrong = []
    for name in imported(ast.parse(source)):
        top = name.split(".", maxsplit=1)[0]
        if top in ARROWS and top != package and top not in ARROWS[package]:
            wrong.append(f"{file} imports {name}: {package} → {top} is no arrow of ours")
        if top in DOORS and not any(file == door or file.startswith(f"{door}/") for door in DOORS[top]):
            wrong.append(f"{file} imports {name}: only {', '.join(DOORS[top])} may")
    return wrong


def test_every_import_follows_an_arrow_and_uses_its_door() -> None:
    wrong = [
        line
        for path in modules()
        for line in wrong_arrows(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("records/article.py", "import archive.store"),
        ("archive/store.py", "from pipelines.order import ITEM_PIPELINES"),
        ("nlp/people.py", "from archive import articles"),
        ("search/query.py", "import digests.compose"),
        ("digests/compose.py", "import smtplib"),
        ("archive/articles.py", "def f():\n    from spacy import blank"),
        ("otklik/commands/search.py", "from elasticsearch import Elasticsearch"),
        ("crawler/listings.py", "import feedparser"),
    ],
)
def test_an_arrow_turned_round_is_found(file: str, source: str) -> None:
    assert wrong_arrows(file, source)


def test_only_the_configuration_reads_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if any(
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and (node.value.id, node.attr) in {("os", "environ"), ("os", "getenv"), ("os", "environb")}
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
        )
    ]
    assert readers == ["otklik/config.py"]


def test_the_tree_is_the_one_that_the_architecture_page_shows() -> None:
    shown = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [package for package in ARROWS if f"{package}/" not in shown]
    assert not missing
    unknown = [
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir()
        and (folder / "__init__.py").exists()
        and folder.name not in ARROWS | {"tests": 0, "benchmarks": 0, "registry": 0}
    ]
    assert not unknown


def test_light_modules_do_not_load_the_language_models() -> None:
    """`otklik crawl` screens thousands of pages before any model is needed."""
    code = (
        "import nlp.screening, otklik.cli, sys;"
        "print([m for m in ('spacy', 'slovnet', 'scrapy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
