"""Which of the waiting asks may go: as many a server as it has room for, in their order."""

from __future__ import annotations

import pytest

from crawler.lanes import Lanes, lane_of


def test_a_lane_lets_go_as_many_as_it_is_wide() -> None:
    lanes: Lanes[int] = Lanes(2)
    for number in range(4):
        lanes.add("a", number)
    lanes.add("b", 9)
    assert [lanes.take("a"), lanes.take("a"), lanes.take("a")] == [0, 1, None]
    assert lanes.take("b") == 9
    lanes.done("a")
    assert [lanes.take("a"), lanes.take("a")] == [2, None]


def test_an_empty_or_unknown_lane_lets_nothing_go() -> None:
    lanes: Lanes[int] = Lanes(1)
    lanes.add("a", 1)
    assert [lanes.take("a"), lanes.take("b")] == [1, None]
    lanes.done("a")
    assert lanes.take("a") is None
    assert lanes.names() == ["a"]


@pytest.mark.parametrize(
    ("url", "lane"),
    [
        ("https://Zarya.example/news/1", "zarya.example"),
        ("http://zarya.example:8080/", "zarya.example:8080"),
        ("http://[::1]:80/", "[::1]:80"),
        ("http://[broken", ""),
    ],
)
def test_a_lane_is_a_host_and_a_port(url: str, lane: str) -> None:
    assert lane_of(url) == lane
