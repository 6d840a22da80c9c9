"""Both forms as files: what an administrator looks through, imports by hand or keeps in a repository of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kibana.api_bodies import dashboard_body, data_view_body
from kibana.bundle import build_bundle, build_searches, write_lines
from kibana.content import Content
from records.errors import StorageError
from texts import _
from texts.system_faults import explain_system_fault

BUNDLE = "kibana-8.19-9.4.ndjson"
SEARCHES = "api/searches.ndjson"


def build_artefacts(content: Content) -> Mapping[str, bytes]:
    """By path below the folder; the same content gives the same bytes."""
    files = {f"api/data_views/{view.id}.json": _write(data_view_body(view)) for view in content.data_views}
    for dashboard in content.dashboards:
        path = f"api/dashboards/{content.ids.dashboard(dashboard)}.json"
        files[path] = _write(dashboard_body(dashboard, content.ids))
    files[SEARCHES] = write_lines(build_searches(content))
    files[BUNDLE] = write_lines(build_bundle(content))
    return files


def write_artefacts(content: Content, folder: Path) -> Mapping[str, bytes]:
    """Files of the same names are replaced, others are left alone. Raises StorageError."""
    files = build_artefacts(content)
    try:
        for path, written in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(written)
    except OSError as error:
        raise StorageError(
            _(
                "В папку {folder} не удалось записать: {reason}.",
                folder=folder,
                reason=explain_system_fault(error),
            )
        ) from error
    return files


def _write(body: Mapping[str, Any]) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()
