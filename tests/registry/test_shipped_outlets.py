"""The outlets, regions and topics that come with Otklik."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pymorphy3
import pytest

from otklik.registry import default_folder, load_registry
from records.registry import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_at_least_sixty_outlets_of_forty_regions_are_asked(registry: Registry) -> None:
    asked = [
        outlet for outlet in registry.outlets.values() if outlet.paused is None and outlet.region != "RU"
    ]
    assert len(asked) >= 60
    assert len({outlet.region for outlet in asked}) >= 40


def test_every_file_of_the_register_is_read(registry: Registry) -> None:
    files = Counter(path.relative_to(default_folder()).parts[0] for path in default_folder().rglob("*.toml"))
    read = {"unions": registry.unions, "outlets": registry.outlets, "topics": registry.topics}
    assert files == {"regions.toml": 1, **{name: len(nouns) for name, nouns in read.items()}}


def test_every_outlet_has_a_feed_and_keeps_its_regions_time(registry: Registry) -> None:
    for outlet in registry.outlets.values():
        assert {source.kind for source in outlet.sources} == {"feed"}, outlet.id
        assert outlet.timezone == registry.regions[outlet.region].timezone, outlet.id


def test_outlets_of_a_source_that_is_not_checked_are_not_asked(registry: Registry) -> None:
    for path in (default_folder() / "outlets").rglob("*.toml"):
        unchecked = path.read_text(encoding="utf-8").startswith("# From an untested list.")
        assert (registry.outlets[path.stem].paused is not None) == unchecked, path.stem


def test_authorities_and_aggregators_are_told_from_the_press(registry: Registry) -> None:
    kinds = {outlet.id: outlet.kind for outlet in registry.outlets.values()}
    assert kinds["lenobl"] == kinds["57-mchs-gov"] == kinds["khabkrai"] == "authority"
    assert kinds["elista-bezformata-com"] == "aggregator"
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


def test_every_word_of_a_topic_is_in_its_dictionary_form(registry: Registry) -> None:
    analyzer = pymorphy3.MorphAnalyzer()
    for topic in registry.topics.values():
        for word in " ".join(topic.lemmas).split():
            assert analyzer.parse(word)[0].normal_form == word, topic.id
