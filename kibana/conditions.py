"""What a panel counts: conditions on fields, and how Kibana's query bar writes them (KQL)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Operator = Literal["is", "is not", "below", "above", "any"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """On one field; `any` asks for no more than that it has a value."""

    field: str
    operator: Operator
    value: str | int | bool = ""


# What unions write on their own sites is no coverage.
COVERAGE = Condition(field="outlet_kind", operator="is not", value="union")
NEGATIVE = Condition(field="tone", operator="below", value=0)
NEUTRAL = Condition(field="tone", operator="is", value=0)
POSITIVE = Condition(field="tone", operator="above", value=0)
FIRST = Condition(field="is_reprint", operator="is", value=False)
REPRINT = Condition(field="is_reprint", operator="is", value=True)
MAIN_ROLE = Condition(field="role", operator="is", value="main")
OWN_WORDS = Condition(field="speech", operator="is not", value="none")
IN_CAMPAIGN = Condition(field="campaigns", operator="any")


def write_kql(conditions: Iterable[Condition]) -> str:
    """All of them must hold; of none, an empty query, which finds everything."""
    return " and ".join(_write(one) for one in conditions)


def _write(condition: Condition) -> str:
    field, value = condition.field, _literal(condition.value)
    match condition.operator:
        case "is":
            return f"{field} : {value}"
        case "is not":
            return f"not {field} : {value}"
        case "below":
            return f"{field} < {value}"
        case "above":
            return f"{field} > {value}"
        case "any":
            return f"{field} : *"


def _literal(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
