"""Which addresses are public, and what an exception opens; tests/faults/test_inner_network.py tries to get in."""

from __future__ import annotations

import pytest

from crawler.networks import AddressGuard, is_public
from records.errors import ConfigError

INNER = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1",
    "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::",
    "2001:0:7f00:1::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1",
]  # fmt: skip
OUTER = ["8.8.8.8", "77.88.8.8", "194.87.0.1", "2a02:6b8::feed:ff", "2606:4700:4700::1111"]


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTER)
def test_an_outer_address_is_public(address: str) -> None:
    assert is_public(address)


def test_an_exception_opens_what_it_names_and_no_more() -> None:
    guard = AddressGuard(("10.1.0.0/16", "127.0.0.1:8080", "[::1]:8080", "fd00::/8"))
    assert guard.allows("10.1.2.3", 80)
    assert not guard.allows("10.2.2.3", 80)
    assert guard.allows("127.0.0.1", 8080)
    assert not guard.allows("127.0.0.1", 8081)
    assert guard.allows("::1", 8080)
    assert guard.allows("fd00::1", 80)
    assert guard.allows("8.8.8.8", 80)


@pytest.mark.parametrize("entry", ["localhost:80", "10.0.0.0/99", "nonsense", ""])
def test_an_exception_that_is_no_address_is_a_fault_of_the_configuration(entry: str) -> None:
    with pytest.raises(ConfigError, match="непонятен"):
        AddressGuard((entry,))
