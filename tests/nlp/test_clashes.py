"""Names that several unions share, and an alias that is changed in its file."""

from __future__ import annotations

import shutil
from pathlib import Path

from nlp.clashes import find_clashes, needs_care
from nlp.linking import Linker
from otklik.registry import default_folder, load_registry
from records.registry import Registry


def own_union(folder: Path, id_: str, alias: str, more: str = "") -> Registry:
    """The shipped register with one more union."""
    (folder / "unions").mkdir(parents=True, exist_ok=True)
    path = folder / "unions" / f"{id_}.toml"
    path.write_text(
        f'id = "{id_}"\nname = "Профсоюз ткачей Заречья"\nshort = "Ткачпроф"\naliases = ["{alias}"]\n'
        f'kind = "all-russian"\nparents = ["fnpr"]\n{more}',
        "utf-8",
    )
    return load_registry(folder)


def test_shipped_clashes_are_settled_by_region(registry: Registry) -> None:
    clashes = {clash.name: clash for clash in find_clashes(registry)}
    assert set(clashes) == {"ФПСО", "ФПРТ", "ФПАО", "ФПРК", "ФОПКО", "«Солидарность»"}
    assert clashes["ФПРК"].unions == ("fp-kalmykia", "fp-karelia", "fp-komi")
    assert clashes["ФПСО"].by == "region"
    assert not any(needs_care(clash, registry.unions) for clash in clashes.values())


def test_a_name_of_two_unions_without_regions_needs_care(tmp_path: Path) -> None:
    registry = own_union(tmp_path, "weavers", "Профсоюз работников культуры")
    (clash,) = [clash for clash in find_clashes(registry) if "weavers" in clash.unions]
    assert clash.unions == ("profkult", "weavers")
    assert (clash.by, needs_care(clash, registry.unions)) == ("name", True)
    assert "профсоюзом работников культуры" in clash.forms


def test_a_clash_in_one_case_form_alone_is_found(tmp_path: Path) -> None:
    registry = own_union(tmp_path, "weavers", "Роспрофжелом")
    (clash,) = [clash for clash in find_clashes(registry) if "weavers" in clash.unions]
    assert clash.forms == ("роспрофжелом",)


def test_an_alias_changed_in_its_file_is_known_at_once(tmp_path: Path) -> None:
    text = "Совет Ткацкого Братства собрался."
    assert Linker(own_union(tmp_path, "weavers", "Ткацкое Братство")).find_links(text)[0].union == "weavers"
    assert Linker(own_union(tmp_path, "weavers", "Ткацкая Артель")).find_links(text) == []


def test_the_same_abbreviation_is_settled_by_a_name_a_place_or_the_outlet(registry: Registry) -> None:
    linker = Linker(registry)

    def unions(text: str, region: str = "") -> list[str | None]:
        return [link.union for link in linker.find_links(text, region)]

    assert unions("ФПРК провела слёт.", "RU-KR") == ["fp-karelia"]
    assert unions("ФПРК провела слёт в Элисте.") == ["fp-kalmykia"]
    assert unions("ФПРК провела слёт.") == [None]
    assert unions("ФПСО провела слёт в Екатеринбурге.", "RU-SAM") == [None]
    both = "Федерация профсоюзов Самарской области и Федерация профсоюзов Свердловской области (ФПСО) спорят."
    assert unions(both) == ["fp-samara", "fp-sverdlovsk", "fp-sverdlovsk"]
    guests = "Приехала Федерация профсоюзов Томской области. В облсовпрофе её ждали."
    assert unions(guests, "RU-KGN") == ["fp-tomsk", None]


def test_a_copy_of_the_register_gives_the_same_links(tmp_path: Path) -> None:
    copy = shutil.copytree(default_folder(), tmp_path / "registry")
    (copy / "unions" / "gmpr.toml").write_text(
        (copy / "unions" / "gmpr.toml").read_text("utf-8").replace('short = "ГМПР"', 'short = "ГМПРФ"'),
        "utf-8",
    )
    linker = Linker(load_registry(base=copy))
    assert [link.union for link in linker.find_links("ГМПРФ и ФНПР")] == ["gmpr", "fnpr"]
