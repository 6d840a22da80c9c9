"""The outlets, regions and topics that come with Otklik."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from otklik.registry import default_folder, load_registry
from records.registry import Outlet, Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def press(registry: Registry) -> list[Outlet]:
    """The outlets whose articles are coverage."""
    return [outlet for outlet in registry.outlets.values() if outlet.kind != "union"]


def test_the_press_of_eighty_regions_is_there_and_most_of_it_is_asked(registry: Registry) -> None:
    asked = [outlet for outlet in press(registry) if outlet.paused is None]
    assert len(press(registry)) >= 280
    assert len({outlet.region for outlet in press(registry)} - {"RU"}) >= 80
    assert len(asked) >= 195
    assert len({outlet.region for outlet in asked} - {"RU"}) >= 70


def test_a_union_speaks_for_itself_as_a_union(registry: Registry) -> None:
    own = [outlet for outlet in registry.outlets.values() if outlet.kind == "union"]
    assert len(own) >= 130
    for outlet in own:
        assert outlet.union in registry.branch("fnpr"), outlet.id
    assert registry.outlets["fnpr"].union == "fnpr"
    assert {outlet.region for outlet in own if outlet.union == "profzdrav"} >= {"RU", "RU-SAM", "RU-IRK"}


def test_no_outlet_of_the_press_bears_a_unions_address(registry: Registry) -> None:
    sites = {union.site for union in registry.unions.values() if union.site}
    for outlet in press(registry):
        assert (urlsplit(outlet.url).hostname or "").removeprefix("www.") not in sites, outlet.id


def test_every_file_of_the_register_is_read(registry: Registry) -> None:
    files = Counter(path.relative_to(default_folder()).parts[0] for path in default_folder().rglob("*.toml"))
    read = {"unions": registry.unions, "outlets": registry.outlets, "topics": registry.topics}
    read["campaigns"] = registry.campaigns
    single = dict.fromkeys(("regions.toml", "words.toml", "agenda.toml"), 1)
    assert files == {**single, **{name: len(nouns) for name, nouns in read.items()}}


def test_every_outlet_keeps_its_regions_time(registry: Registry) -> None:
    for outlet in registry.outlets.values():
        assert outlet.timezone == registry.regions[outlet.region].timezone, outlet.id


def test_a_listing_says_where_its_links_are(registry: Registry) -> None:
    for outlet in registry.outlets.values():
        for source in outlet.sources:
            assert bool(source.links) == (source.kind == "listing"), source.id


# What stands in the first line of a file whose source nobody has seen alive, and why it is not asked.
NOT_ASKED = {
    "# Failed or timed out on 1 March 2026.": "лента не ответила при проверке 1 марта 2026 года",
    "# The feed's address is a guess.": "адрес ленты предположительный, никем не проверен",
    "# The feed's address comes from a page saved in 2011 or 2012.": (
        "адрес ленты взят со страницы 2011–2012 годов и с тех пор не проверялся"
    ),
}


def test_what_was_dead_guessed_or_old_is_paused_with_that_reason(registry: Registry) -> None:
    for path in (default_folder() / "outlets").rglob("*.toml"):
        outlet = registry.outlets[path.stem]
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        if outlet.kind != "union" and first in NOT_ASKED:
            assert outlet.paused == NOT_ASKED[first], outlet.id


def test_the_files_say_where_each_source_comes_from() -> None:
    for path in (default_folder() / "outlets").rglob("*.toml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_authorities_and_aggregators_are_told_from_the_press(registry: Registry) -> None:
    kinds = {outlet.id: outlet.kind for outlet in registry.outlets.values()}
    assert kinds["lenobl"] == kinds["57-mchs-gov"] == kinds["khabkrai"] == "authority"
    assert kinds["elista-bezformata-com"] == "aggregator"
    assert kinds["kostroma-bezformata-com"] == "aggregator"
    assert kinds["akzs"] == kinds["22-mchs-gov"] == "authority"
    assert kinds["74-ru"] == kinds["fontanka"] == kinds["vnnews"] == "external"


def test_no_site_has_two_outlets(registry: Registry) -> None:
    sites = Counter(
        (urlsplit(outlet.url).hostname or "").removeprefix("www.") for outlet in registry.outlets.values()
    )
    assert set(sites.values()) == {1}


def test_all_89_federal_subjects_are_there_and_the_country(registry: Registry) -> None:
    assert len(registry.regions) == 90
    assert registry.regions["RU"].name == "Россия"
    assert len({region.name for region in registry.regions.values()}) == 90
    subjects = [region for region in registry.regions.values() if region.code != "RU"]
    assert Counter(region.district for region in subjects) == {
        "ЦФО": 18, "СЗФО": 11, "ЮФО": 8, "СКФО": 7, "ПФО": 14, "УФО": 6, "СФО": 10, "ДФО": 11, "вне округов": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "hours"),
    [("RU-KGD", 2), ("RU-MOW", 3), ("RU-VGG", 3), ("RU-SAM", 4), ("RU-UD", 4), ("RU-AST", 4), ("RU-SAR", 4),
     ("RU-CHE", 5), ("RU-ORE", 5), ("RU-OMS", 6), ("RU-ALT", 7), ("RU-TOM", 7), ("RU-KEM", 7), ("RU-TY", 7),
     ("RU-IRK", 8), ("RU-BU", 8), ("RU-ZAB", 9), ("RU-AMU", 9), ("RU-SA", 9), ("RU-PRI", 10), ("RU-YEV", 10),
     ("RU-MAG", 11), ("RU-SAK", 11), ("RU-KAM", 12), ("RU-CHU", 12)],
)  # fmt: skip
def test_the_clock_of_a_region_is_right(registry: Registry, code: str, hours: int) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo(registry.regions[code].timezone))
    assert noon.utcoffset() == timedelta(hours=hours)


def test_the_eleven_topics_are_there(registry: Registry) -> None:
    assert set(registry.topics) == {
        "pay-arrears", "layoffs", "safety", "collective-bargaining", "strikes", "pensions", "medicine", "education",
        "youth", "union-elections", "own-events",
    }  # fmt: skip
