"""The arrows of ARCHITECTURE.md, held over the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import environment_readings, imported

ROOT = Path(__file__).parent.parent

# Who may import whom. A package that is not named on the left does not exist.
ARROWS = {
    "records": set(),
    "texts": {"records"},
    "archive": {"records", "texts"},
    "search": {"records", "texts"},
    "nlp": {"records", "texts"},
    "crawler": {"records", "texts", "archive", "pipelines"},
    "pipelines": {"records", "texts", "archive", "nlp", "search"},
    "kibana": {"records", "texts"},
    "exports": {"records", "texts"},
    "charts": {"records", "texts"},
    "digests": {"records", "texts", "archive", "charts", "exports"},
    "desk": {"records", "texts", "archive", "search", "pipelines", "exports", "charts"},
    "reports": {"archive", "charts", "exports", "records", "search", "texts"},
    "demo": {"records", "texts"},
    "otklik": {
        "records",
        "texts",
        "archive",
        "search",
        "nlp",
        "crawler",
        "pipelines",
        "exports",
        "digests",
        "desk",
        "demo",
        "kibana",
        "reports",
    },
}
# They may import the product; what is installed has neither.
OUTSIDE = ("tests", "benchmarks")

# One door an outside system: the modules or packages that alone may import its library. Without one, nothing may.
DOORS: dict[str, tuple[str, ...]] = {
    "scrapy": ("crawler", "pipelines"),
    "twisted": ("crawler", "pipelines"),
    "spacy": ("nlp",),
    "elasticsearch": ("search",),
    "tantivy": ("search",),
    "sqlalchemy": ("archive",),
    "alembic": ("archive",),
    "sqlite3": ("archive",),
    "psycopg": ("archive",),
    "warcio": ("archive/page_files.py",),
    "smtplib": ("digests/send.py",),
    "apprise": ("digests/chat.py",),
    "starlette": ("desk",),
    "uvicorn": ("desk/server.py",),
    "argon2": ("desk/passwords.py",),
    "altair": ("charts",),
    "vl_convert": ("charts",),
    "docx": ("exports/docx.py", "exports/paper.py"),
    "typst": ("exports/pdf.py",),
    "xlsxwriter": ("exports",),
    "feedparser": ("crawler/feeds.py",),
    "socket": ("demo/listener.py", "desk/server.py"),
    "socketserver": ("demo/listener.py",),
    "http.server": ("demo/listener.py", "demo/server.py"),
    "http.client": ("kibana/door.py", "otklik/service/check_in.py"),
    "urllib.request": ("kibana/door.py", "otklik/service/check_in.py"),
    "urllib3": (),
    "requests": (),
    "httpx": (),
    "aiohttp": (),
    "ftplib": (),
    "imaplib": (),
    "poplib": (),
    "telnetlib": (),
    "xmlrpc": (),
}


def modules() -> Iterator[Path]:
    for package in ARROWS:
        yield from sorted((ROOT / package).rglob("*.py"))


def wrong_arrows(file: str, source: str) -> list[str]:
    """What this source imports that a module at this place must not."""
    package = file.split("/", maxsplit=1)[0]
    wrong = []
    for name in imported(ast.parse(source), file):
        top = name.split(".", maxsplit=1)[0]
        if top in OUTSIDE:
            wrong.append(f"{file} imports {name}: the product is installed without it")
        if top in ARROWS and top != package and top not in ARROWS[package]:
            wrong.append(f"{file} imports {name}: {package} → {top} is no arrow of ours")
        for library, doors in DOORS.items():
            if f"{name}.".startswith(f"{library}.") and not _stands_in(file, doors):
                who = f"only {', '.join(doors)}" if doors else "nobody"
                wrong.append(f"{file} imports {name}: {who} may")
    return wrong


def _stands_in(file: str, places: tuple[str, ...]) -> bool:
    return any(file == place or file.startswith(f"{place}/") for place in places)


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
        ("nlp/people.py", "from importlib import import_module\nimport_module('archive.store')"),
        ("nlp/people.py", "import importlib as il\nil.import_module('archive.store')"),
        ("search/query.py", "import importlib\nimportlib.import_module(name='scrapy')"),
        ("search/query.py", "__import__('scrapy.http')"),
        ("archive/store.py", "from ..pipelines import order"),
        ("archive/store.py", "from .. import pipelines"),
        ("crawler/pages.py", "import urllib.request"),
        ("crawler/pages.py", "from urllib import request"),
        ("crawler/pages.py", "from urllib.request import urlopen"),
        ("crawler/pages.py", "import requests"),
        ("search/elastic.py", "import http.client"),
        ("search/elastic.py", "from http import client"),
        ("crawler/feeds.py", "from socket import create_connection"),
        ("demo/server.py", "import socket"),
        ("otklik/doctor.py", "import psycopg"),
        ("otklik/sample.py", "from tests.needs import NEEDS"),
        ("otklik/doctor.py", "def f():\n    import benchmarks.bench"),
    ],
)
def test_an_arrow_turned_round_is_found(file: str, source: str) -> None:
    assert wrong_arrows(file, source)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("digests/wording.py", "from urllib.parse import urlsplit"),
        ("texts/reasons.py", "from http import HTTPStatus"),
        ("nlp/ner.py", "from importlib.util import find_spec\nfind_spec('natasha')"),
        ("nlp/pipeline.py", "from importlib import import_module\nimport_module('nlp.ner')"),
        ("digests/send.py", "import smtplib"),
        ("crawler/feeds.py", "from . import links"),
    ],
)
def test_what_is_allowed_is_not_complained_of(file: str, source: str) -> None:
    assert not wrong_arrows(file, source)


def test_only_the_configuration_reads_the_environment() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if environment_readings(ast.parse(path.read_text("utf-8")))
    ]
    assert readers == ["otklik/config.py"]


@pytest.mark.parametrize(
    "source",
    [
        "import os\nos.environ['A']",
        "import os\nos.getenv('A')",
        "import os as system\nsystem.environ",
        "from os import environ",
        "from os import getenv as get",
        "def f():\n    from os import environb",
        "from os import *",
        "import os\ngetattr(os, 'environ')",
        "from posix import environ",
    ],
)
def test_a_reading_of_the_environment_is_found(source: str) -> None:
    assert environment_readings(ast.parse(source))


def test_the_tree_is_the_one_that_the_architecture_page_shows() -> None:
    shown = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    missing = [package for package in ARROWS if f"{package}/" not in shown]
    assert not missing
    unknown = [
        folder.name
        for folder in ROOT.iterdir()
        if folder.is_dir()
        and (folder / "__init__.py").exists()
        and folder.name not in {*ARROWS, *OUTSIDE, "registry"}
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
