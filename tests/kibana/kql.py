"""What Elasticsearch is asked where Kibana reads our KQL: of the small part of the language that we write."""

from __future__ import annotations

import json
import re
from typing import Any

_CLAUSE = re.compile(r'(?P<no>not )?(?P<field>[@\w]+) ?(?P<sign>[:<>]) ?(?P<value>"(?:[^"\\]|\\.)*"|[\w*-]+)')


def read_kql(text: str) -> list[dict[str, Any]]:
    """A query a clause, all of which must hold. Raises ValueError at anything else."""
    clauses, rest = [], text
    while rest:
        found = _CLAUSE.match(rest)
        if not found:
            raise ValueError(f"no clause of ours: {rest}")
        clauses.append(_query(found))
        rest = rest[found.end() :]
        if rest and not rest.startswith(" and "):
            raise ValueError(f"not joined by «and»: {rest}")
        rest = rest.removeprefix(" and ")
    return clauses


def _query(found: re.Match[str]) -> dict[str, Any]:
    field, sign, value = found["field"], found["sign"], found["value"]
    if sign == ":" and value == "*":
        query: dict[str, Any] = {"exists": {"field": field}}
    elif sign == ":":
        query = {"match": {field: json.loads(value)}}
    else:
        query = {"range": {field: {"lt" if sign == "<" else "gt": json.loads(value)}}}
    return {"bool": {"must_not": [query]}} if found["no"] else query
