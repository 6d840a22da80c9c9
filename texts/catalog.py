"""Brings the catalogs up to date with the texts in the code: `python -m texts.catalog`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parent.parent
_FOLDERS = ("tests", "benchmarks")  # without texts for users
_COUNTED = {"plural": slice(1, 4), "counted": slice(1, 4)}  # which arguments are texts
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)
_HEADER = "# Texts of Otklik. Kept by `python -m texts.catalog`; translations are written by hand."
_DATE = datetime(2026, 11, 23, tzinfo=UTC)  # always this one: the same texts make the same files


def find_texts(root: Path = ROOT) -> dict[str, set[str]]:
    """Every text that users may see → the files in which it stands."""
    found: dict[str, set[str]] = {}
    for package in sorted(path.parent for path in root.glob("*/__init__.py")):
        if package.name in _FOLDERS:
            continue
        for file in sorted(package.rglob("*")):
            for text in _texts_of(file):
                found.setdefault(text, set()).add(file.relative_to(root).as_posix())
    return found


def _texts_of(file: Path) -> Iterator[str]:
    if file.suffix == ".py":
        yield from python_texts(ast.parse(file.read_text("utf-8")))
    elif file.suffix == ".j2":
        yield from _template_texts(file)


def python_texts(tree: ast.AST) -> Iterator[str]:
    """What `_` and `plural` are given; all Russian literals where `_` is given something else than a literal."""
    by_name = False
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name != "_" and name not in _COUNTED:
            continue
        for argument in call.args[_COUNTED.get(name, slice(1))]:
            if isinstance(argument, ast.Constant):
                yield str(argument.value)
            else:
                by_name = True
    if by_name:
        yield from _russian_literals(tree)


def _russian_literals(tree: ast.AST) -> Iterator[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, documented)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and text not in docstrings and _RUSSIAN.search(text):
            yield text


def _template_texts(file: Path) -> Iterator[str]:
    with file.open("rb") as stream:
        for _line, name, given, _comments in babel_extract(stream, ("_", *_COUNTED), (), {}):
            texts = [given] if isinstance(given, str) else [text for text in given or () if text is not None]
            yield from texts[:1] if name == "_" else texts


def read_catalog(language: str) -> Catalog:
    with catalog_file(language).open("rb") as stream:
        return read_po(stream, locale=language)


def catalog_file(language: str) -> Path:
    return Path(__file__).parent / language / "LC_MESSAGES" / "otklik.po"


def update_catalog(language: str) -> list[str]:
    """Adds new texts, drops those that are gone, compiles; returns what has no translation yet."""
    file = catalog_file(language)
    known = read_catalog(language) if file.exists() else Catalog(locale=language)
    catalog = _empty_catalog(language)
    for text, files in sorted(find_texts().items(), key=lambda entry: (sorted(entry[1]), entry[0])):
        old = known.get(text)
        catalog.add(text, old.string if old else "", locations=[(name, 0) for name in sorted(files)])
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as stream:
        write_po(stream, catalog, width=110, include_lineno=False, omit_header=False)
    with file.with_suffix(".mo").open("wb") as stream:
        write_mo(stream, catalog)
    return [str(message.id) for message in catalog if message.id and not message.string]


def _empty_catalog(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Otklik",
        header_comment=_HEADER,
        last_translator="Otklik",
        language_team="Otklik",
        msgid_bugs_address="CONTRIBUTING.md",
        version="0.1",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )


def main() -> None:
    for language in sorted(path.parent.name for path in Path(__file__).parent.glob("*/LC_MESSAGES")):
        for text in update_catalog(language):
            print(f"{language}: {text!r}")


if __name__ == "__main__":
    main()
