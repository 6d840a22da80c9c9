"""The files that are exported, byte for byte; a change of a dashboard is seen in the difference."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kibana.artefacts import build_artefacts, write_artefacts
from kibana.bundle import build_bundle
from kibana.content import Content, gather_content
from kibana.identifiers import Identifiers
from records.errors import StorageError
from tests.kibana.content import REGISTRY, make_content
from tests.kibana.golden import FOLDER
from texts import use_language


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_is_exported_is_what_git_keeps(tmp_path: Path) -> None:
    """After a wanted change: `python -m tests.kibana.golden`."""
    write_artefacts(make_content(), tmp_path)
    assert files_of(tmp_path) == files_of(FOLDER)


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    write_artefacts(make_content(), tmp_path)
    before = files_of(tmp_path)
    write_artefacts(make_content(), tmp_path)
    assert files_of(tmp_path) == before == dict(sorted(build_artefacts(make_content()).items()))


def test_another_space_or_prefix_shares_no_id_with_the_default() -> None:
    """Kibana knows an id once for all its spaces."""
    known = [ids_of(make_content(*place)) for place in (("default",), ("press",), ("default", "second"))]
    assert all(len(ids) == 12 for ids in known)
    assert len(set.union(*known)) == 36


def ids_of(content: Content) -> set[str]:
    return {one["id"] for one in build_bundle(content)}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(StorageError, match="taken"):
        write_artefacts(make_content(), tmp_path / "taken")


def test_regions_are_called_as_the_chosen_language_calls_them() -> None:
    kurgan = replace(REGISTRY.regions["RU-KGN"], name_en="Kurgan Oblast")
    register = replace(REGISTRY, regions={"RU-KGN": kurgan})
    use_language("en")
    try:
        views = gather_content(Identifiers(), register).data_views
    finally:
        use_language("ru")
    for view in views:
        assert view.formats["region"]["params"]["lookupEntries"] == [
            {"key": "RU-KGN", "value": "Kurgan Oblast"}
        ]


def test_unions_that_share_a_name_are_told_apart_and_strangers_are_left_out() -> None:
    twin = replace(REGISTRY.unions["fp-tomsk"], id="fp-tver")
    register = replace(REGISTRY, unions={**REGISTRY.unions, "fp-tver": twin})
    formats = gather_content(Identifiers(), register).data_views[1].formats
    words = {one["key"]: one["value"] for one in formats["union"]["params"]["lookupEntries"]}
    assert (words["fp-tomsk"], words["fp-tver"]) == ("ФПТ (fp-tomsk)", "ФПТ (fp-tver)")
    assert words["fnpr"] == "ФНПР"
    assert "stranger" not in words
