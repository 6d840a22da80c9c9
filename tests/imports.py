"""What a module's source imports, and where it reads the environment, in whichever of Python's ways."""

from __future__ import annotations

import ast
from collections.abc import Iterator

_ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}
_SYSTEM = {"os", "posix", "nt"}


def imported(tree: ast.AST, file: str) -> Iterator[str]:
    """The dotted names. Of `from a import b` both `a` and `a.b`, for `b` may be a module or not."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = _whole_name(node, file)
            yield module
            yield from (f"{module}.{alias.name}".lstrip(".") for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            yield from _literals([*node.args[:1], *(word.value for word in node.keywords)])


def environment_readings(tree: ast.AST) -> list[str]:
    return [found for node in ast.walk(tree) for found in _readings(node)]


def _whole_name(node: ast.ImportFrom, file: str) -> str:
    """`from ..pipelines import order` in archive/store.py is `pipelines`: above a package stands the tree itself."""
    above = file.split("/")[: -node.level] if node.level else []
    return ".".join([*above, *([node.module] if node.module else [])])


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _readings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module in _SYSTEM:
        yield from (alias.name for alias in node.names if alias.name in {*_ENVIRONMENT, "*"})
    elif isinstance(node, ast.Attribute) and node.attr in _ENVIRONMENT:
        yield node.attr
    elif isinstance(node, ast.Call) and _called(node) in ("getattr", "attrgetter"):
        yield from (name for name in _literals(node.args) if name in _ENVIRONMENT)
