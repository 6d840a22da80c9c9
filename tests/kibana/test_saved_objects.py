"""The bundle for older Kibanas is sound, and what says so would see if it were not."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kibana.bundle import build_bundle, build_searches, write_lines
from tests.kibana.content import make_content
from tests.kibana.saved_faults import find_faults

CONTENT = make_content()
BUNDLE = json.loads(json.dumps(build_bundle(CONTENT)))
Objects = list[dict[str, Any]]
# Written by somebody else, and kept beside the repository where at all.
_NAME = "shared/kibana/check_ndjson.py"
JUDGE = next((found for up in Path(__file__).parents[3:] if (found := up / _NAME).exists()), None)


def test_the_bundle_is_sound() -> None:
    assert find_faults(BUNDLE) == []
    assert [one["type"] for one in BUNDLE] == ["index-pattern"] * 2 + ["search"] * 5 + ["dashboard"] * 5


def test_each_line_is_one_object_and_the_last_one_ends() -> None:
    lines = write_lines(BUNDLE).decode().split("\n")
    assert [json.loads(line) for line in lines[:-1]] == BUNDLE
    assert not lines[-1]


def test_the_searches_alone_need_nothing_but_the_data_views() -> None:
    views = [one for one in BUNDLE if one["type"] == "index-pattern"]
    assert find_faults([*views, *build_searches(CONTENT)]) == []


@pytest.mark.skipif(JUDGE is None, reason="the other reader of bundles is not beside the repository")
def test_another_reader_of_bundles_finds_nothing_either(tmp_path: Path) -> None:
    file = tmp_path / "bundle.ndjson"
    file.write_bytes(write_lines(BUNDLE))
    done = subprocess.run(
        [sys.executable, str(JUDGE), str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "OK"


def dashboard(objects: Objects) -> dict[str, Any]:
    return next(one for one in objects if one["type"] == "dashboard")


def of_type(objects: Objects, kind: str) -> dict[str, Any]:
    return next(one for one in objects if one["type"] == kind)


def in_panels(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[Objects], object]:
    def spoil(objects: Objects) -> None:
        attributes = dashboard(objects)["attributes"]
        panels = json.loads(attributes["panelsJSON"])
        change(panels)
        attributes["panelsJSON"] = json.dumps(panels)

    return spoil


def in_lens(
    kind: str, change: Callable[[dict[str, Any], dict[str, Any]], object]
) -> Callable[[Objects], object]:
    """Changes the layer and the drawing of the first panel of that kind."""

    def spoil(panels: list[dict[str, Any]]) -> None:
        lens = next(
            attributes
            for panel in panels
            if (attributes := panel["embeddableConfig"].get("attributes"))
            and attributes["visualizationType"] == kind
        )
        drawing = lens["state"]["visualization"]
        change(
            lens["state"]["datasourceStates"]["formBased"]["layers"]["layer"],
            drawing.get("layers", [drawing])[0],
        )

    return in_panels(spoil)


WRONG: dict[str, Callable[[Objects], object]] = {
    "no data view": lambda objects: objects.pop(0),
    "no search": lambda objects: objects.remove(of_type(objects, "search")),
    "an object twice": lambda objects: objects.append(objects[0]),
    "the stamp of a newer dashboard": lambda objects: dashboard(objects).update(
        typeMigrationVersion="10.2.0"
    ),
    "the stamp of a newer search": lambda objects: of_type(objects, "search").update(
        typeMigrationVersion="10.9.0"
    ),
    "another core": lambda objects: objects[0].update(coreMigrationVersion="9.0.0"),
    "a key of an export": lambda objects: objects[0].update(version="WzI4LDFd"),
    "sections": lambda objects: dashboard(objects)["attributes"].update(sections=[]),
    "tabs": lambda objects: of_type(objects, "search")["attributes"].update(tabs=[]),
    "panels that are no JSON": lambda objects: dashboard(objects)["attributes"].update(panelsJSON="[{]"),
    "formats that are no JSON": lambda objects: objects[0]["attributes"].update(fieldFormatMap="{"),
    "a source that is no JSON": lambda objects: of_type(objects, "search")["attributes"][
        "kibanaSavedObjectMeta"
    ].update(searchSourceJSON="'"),
    "a reference to nothing": lambda objects: of_type(objects, "search")["references"][0].update(id="x"),
    "a reference by another name": lambda objects: of_type(objects, "search")["references"][0].update(
        name="index"
    ),
    "a reference too few": lambda objects: dashboard(objects)["references"].pop(),
    "a reference too many": lambda objects: dashboard(objects)["references"].append(
        {"type": "index-pattern", "id": "otklik-default-mentions", "name": "x:layer"}
    ),
    "a reference twice": lambda objects: dashboard(objects)["references"].append(
        dashboard(objects)["references"][0]
    ),
    "a panel twice": in_panels(lambda panels: panels.append(panels[0])),
    "a panel at another's place": in_panels(lambda panels: panels[2]["gridData"].update(x=0)),
    "a panel beyond the grid": in_panels(lambda panels: panels[-1]["gridData"].update(x=10)),
    "a place of another name": in_panels(lambda panels: panels[1]["gridData"].update(i="x")),
    "a panel by a prefixed reference": in_panels(
        lambda panels: panels[-1].update(panelRefName=f"{panels[-1]['panelIndex']}:panel")
    ),
    "a chart over another view than the dashboard says": in_panels(
        lambda panels: panels[1]["embeddableConfig"]["attributes"]["references"][0].update(
            id="otklik-default-articles"
        )
    ),
    "a column that is not ordered": in_lens("lnsXY", lambda layer, drawn: layer["columnOrder"].pop()),
    "a column that is not there": in_lens("lnsXY", lambda layer, drawn: drawn.update(splitAccessor="y_0")),
    "a column that is not drawn": in_lens("lnsDatatable", lambda layer, drawn: drawn["columns"].pop()),
    "ranked by a column that is not there": in_lens(
        "lnsDatatable",
        lambda layer, drawn: layer["columns"]["rows"]["params"]["orderBy"].update(columnId="count"),
    ),
    "a layer of another name": in_lens("lnsMetric", lambda layer, drawn: drawn.update(layerId="first")),
}


@pytest.mark.parametrize("mutation", WRONG)
def test_a_wrong_bundle_is_seen(mutation: str) -> None:
    objects = copy.deepcopy(BUNDLE)
    WRONG[mutation](objects)
    assert find_faults(objects)
