"""Columns of a Lens layer as saved objects hold them: what is measured, and what it is split by."""

from __future__ import annotations

from typing import Any

from kibana.conditions import write_kql
from kibana.panels import TIME, Choices, Dates, Measure, Split, Terms, Where

Body = dict[str, Any]

RECORDS = "___records___"  # Lens's name for documents as such


def kuery(where: Where) -> Body:
    return {"query": write_kql(where), "language": "kuery"}


def measure_column(measure: Measure) -> Body:
    is_date = measure.field == TIME
    column: Body = {
        "label": measure.label,
        "customLabel": True,
        "dataType": "date" if is_date else "number",
        "operationType": measure.operation,
        "isBucketed": False,
        "scale": "ratio",
        "sourceField": measure.field or RECORDS,
        "params": {} if is_date else {"format": {"id": "number", "params": {"decimals": measure.decimals}}},
    }
    if measure.where:
        column["filter"] = kuery(measure.where)
    if measure.shift:
        column["timeShift"] = measure.shift
    return column


def split_column(split: Split, ranked_by: str) -> Body:
    """`ranked_by` is the column by which values are commonest."""
    match split:
        case Dates():
            return _bucket(split.label, "date", "date_histogram", "interval") | {
                "sourceField": TIME,
                "params": {"interval": split.interval, "includeEmptyRows": True, "dropPartials": False},
            }
        case Choices():
            groups = [{"label": label, "input": kuery(where)} for label, where in split.among]
            return _bucket(split.label, "string", "filters", "ordinal") | {"params": {"filters": groups}}
        case Terms():
            return _bucket(split.label, "string", "terms", "ordinal") | {
                "sourceField": split.field,
                "params": _terms(split, ranked_by),
            }


def _bucket(label: str, kind: str, operation: str, scale: str) -> Body:
    return {
        "label": label,
        "customLabel": True,
        "dataType": kind,
        "operationType": operation,
        "isBucketed": True,
        "scale": scale,
    }


def _terms(terms: Terms, ranked_by: str) -> Body:
    return {
        "size": terms.limit,
        "orderBy": {"type": "column", "columnId": ranked_by},
        "orderDirection": "desc",
        "otherBucket": terms.rest,
        "missingBucket": False,
        "parentFormat": {"id": "terms"},
        "include": [],
        "exclude": [],
        "includeIsRegex": False,
        "excludeIsRegex": False,
    }
