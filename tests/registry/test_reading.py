"""What a correct folder gives, and how the user's own folders add to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from otklik.registry import load_registry
from records.errors import ConfigError
from records.registry import ArticleSelectors, Leader, Region
from tests.registry.conftest import FILES, write


def test_a_unions_own_site_names_its_union(folder: Path) -> None:
    own = FILES["outlets/RU-AAA/herald.toml"].replace('"external"', '"union"\nunion = "weavers"')
    write(folder, "outlets/RU-AAA/herald.toml", own)
    assert load_registry(base=folder).outlets["herald"].union == "weavers"


def test_a_union_is_read_with_all_its_facts(folder: Path) -> None:
    union = load_registry(base=folder).unions["weavers"]
    assert (union.name, union.short, union.kind) == ("Профсоюз ткачей Заречья", "Ткачпроф", "all-russian")
    assert (union.aliases, union.parents, union.regions) == (("профсоюз ткачей",), ("centre",), ())
    assert (union.site, union.vk) == ("weavers.example", "https://vk.example/weavers")
    assert union.leaders == (Leader(name="Анна Ткачёва", role="председатель", since=date(2021, 4, 22)),)
    assert union.verified


def test_a_union_may_have_one_region_or_several(folder: Path) -> None:
    one = 'id = "one"\nname = "Одно"\nshort = "О"\nkind = "territorial"\nregion = "RU-AAA"\n'
    two = 'id = "two"\nname = "Два"\nshort = "Д"\nkind = "territorial"\nregion = ["RU-AAA", "RU-BBB"]\n'
    write(folder, "unions/one.toml", one)
    write(folder, "unions/two.toml", two)
    unions = load_registry(base=folder).unions
    assert unions["one"].regions == ("RU-AAA",)
    assert unions["two"].regions == ("RU-AAA", "RU-BBB")


def test_an_outlet_has_its_region_from_the_folder_and_its_id_from_the_file(folder: Path) -> None:
    outlet = load_registry(base=folder).outlets["herald"]
    assert (outlet.id, outlet.region, outlet.timezone) == ("herald", "RU-AAA", "Asia/Yekaterinburg")
    assert outlet.expect == (5, 80)
    assert outlet.article == ArticleSelectors(body=("div.story > p", "//div[@id='old']/p"))
    assert outlet.paused is None
    assert [source.kind for source in outlet.sources] == ["feed", "listing"]
    assert outlet.sources[1].links == ("a.headline",)


def test_a_source_says_how_its_pages_are_read(folder: Path) -> None:
    plain = FILES["outlets/RU-AAA/herald.toml"]
    more = plain.replace('kind = "feed"', 'kind = "feed"\nfull_text = false')
    more = more.replace('kind = "listing"', 'kind = "listing"\nnext = ["a.next"]\npages = 3')
    assert [(s.full_text, s.pages) for s in load_registry(base=folder).outlets["herald"].sources] == [
        (True, None)
    ] * 2
    write(folder, "outlets/RU-AAA/herald.toml", more)
    feed, listing = load_registry(base=folder).outlets["herald"].sources
    assert (feed.full_text, listing.next_page, listing.pages) == (False, ("a.next",), 3)


def test_a_source_keeps_its_id_when_sources_change_places(folder: Path) -> None:
    before = {source.url: source.id for source in load_registry(base=folder).outlets["herald"].sources}
    head, feed, listing = FILES["outlets/RU-AAA/herald.toml"].split("[article]")[0].split("[[sources]]")
    write(folder, "outlets/RU-AAA/herald.toml", f"{head}[[sources]]{listing}[[sources]]{feed}")
    outlet = load_registry(base=folder).outlets["herald"]
    assert [source.kind for source in outlet.sources] == ["listing", "feed"]
    assert {source.url: source.id for source in outlet.sources} == before
    assert all(source.outlet_id == "herald" for source in outlet.sources)


def test_a_branch_is_also_of_its_regions_federation(folder: Path) -> None:
    own = FILES["unions/weavers.toml"].replace("weavers", "aaa").replace("all-russian", "territorial")
    write(folder, "unions/aaa.toml", 'region = "RU-AAA"' + own)
    registry = load_registry(base=folder)
    assert registry.lineage("weavers", "RU-AAA") == ("weavers", "aaa", "centre")
    assert registry.lineage("weavers", "RU-BBB") == ("weavers", "centre")
    assert registry.lineage("aaa") == ("aaa", "centre")
    assert registry.branch_regions(["aaa", "weavers", "centre"]) == {"RU-AAA"}


def test_lineage_goes_up_and_branch_goes_down(folder: Path) -> None:
    local = 'id = "local"\nname = "Ткачи завода"\nshort = "ППО"\nkind = "primary"\nparents = ["weavers"]\n'
    write(folder, "unions/local.toml", local)
    registry = load_registry(base=folder)
    assert registry.lineage("local") == ("local", "weavers", "centre")
    assert registry.branch("centre") == {"centre", "weavers", "local"}
    assert registry.branch("local") == {"local"}


def test_a_users_folder_adds_and_replaces(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    moved = FILES["outlets/RU-AAA/herald.toml"].replace("Заречный вестник", "Вестник Приозёрья")
    write(own, "outlets/RU-BBB/herald.toml", moved)
    write(
        own, "unions/spinners.toml", FILES["unions/weavers.toml"].replace('id = "weavers"', 'id = "spinners"')
    )
    registry = load_registry(own, base=folder)
    assert (registry.outlets["herald"].name, registry.outlets["herald"].region) == (
        "Вестник Приозёрья",
        "RU-BBB",
    )
    assert len(registry.outlets) == 1
    assert registry.branch("centre") == {"centre", "weavers", "spinners"}
    assert set(registry.topics) == {"weaving"}


def test_a_users_folder_may_bring_a_region_of_its_own(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    region = 'RU-CCC = { name = "Залесье", district = "СФО", timezone = "Asia/Omsk" }\n'
    write(own, "regions.toml", region)
    outlet = FILES["outlets/RU-AAA/herald.toml"].replace("herald.example", "echo.example")
    write(own, "outlets/RU-CCC/echo.toml", outlet)
    registry = load_registry(own, base=folder)
    assert registry.regions["RU-CCC"] == Region(
        code="RU-CCC", name="Залесье", district="СФО", timezone="Asia/Omsk"
    )
    assert registry.outlets["echo"].region == "RU-CCC"


def test_a_users_folder_may_name_shipped_unions_as_parents(tmp_path: Path) -> None:
    text = (
        'id = "ppo"\nname = "Первичка завода"\nshort = "ППО завода"\nkind = "primary"\nparents = ["gmpr"]\n'
    )
    write(tmp_path, "unions/ppo.toml", text)
    assert load_registry(tmp_path).lineage("ppo") == ("ppo", "gmpr", "fnpr")


def test_a_file_saved_by_a_windows_editor_is_read(folder: Path) -> None:
    content = FILES["topics/weaving.toml"].replace("\n", "\r\n")
    (folder / "topics/weaving.toml").write_bytes(b"\xef\xbb\xbf" + content.encode())
    assert load_registry(base=folder).topics["weaving"].name == "Ткачество"


def test_saved_pages_beside_an_outlet_are_no_part_of_the_register(folder: Path) -> None:
    write(folder, "outlets/RU-AAA/herald.html", "<p>Страница</p>")
    write(folder, "README.md", "Наши издания")
    assert set(load_registry(base=folder).outlets) == {"herald"}


def test_a_folder_that_is_not_there_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no-such-folder: такой папки реестра нет, создайте её"):
        load_registry(tmp_path / "no-such-folder", base=folder)
