"""Which addresses may be spoken to: public ones, and those the configuration opens."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from records.errors import ConfigError
from texts import _

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# `is_global` calls these global, but they lead back to any IPv4 address, or to no host at all.
_WRAPPED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local
        "2002::/16",  # 6to4
        "2001::/32",  # Teredo
        "::/96",  # IPv4-compatible, unspecified, loopback
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "fec0::/10",  # site-local
        "5f00::/16",  # segment routing
        "192.88.99.0/24",  # 6to4 relays
    )
)


def is_public(address: str) -> bool:
    """Whether a literal address (a zone after «%» is ignored) belongs to a host anybody may speak to."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if any(ip in network for network in _WRAPPED if network.version == ip.version):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class AddressGuard:
    """Decides about literal addresses. Raises ConfigError on an exception that is neither network nor host:port."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self._networks: list[_Network] = []
        self._places: set[tuple[_Address, int]] = set()
        for entry in allowed:
            self._allow(entry)

    def allows(self, address: str, port: int) -> bool:
        if is_public(address):
            return True
        ip = ipaddress.ip_address(address.partition("%")[0])
        opened = any(ip in network for network in self._networks if network.version == ip.version)
        return opened or (ip, port) in self._places

    def _allow(self, entry: str) -> None:
        host, colon, port = entry.rpartition(":")
        try:
            if colon and port.isdecimal() and (host.startswith("[") or ":" not in host):
                self._places.add((ipaddress.ip_address(host.strip("[]")), int(port)))
            else:
                self._networks.append(ipaddress.ip_network(entry, strict=False))
        except ValueError as error:
            raise ConfigError(
                _(
                    "Разрешённый адрес «{entry}» непонятен: "
                    "нужна сеть (10.1.0.0/16) или адрес с портом (127.0.0.1:8080).",
                    entry=entry,
                )
            ) from error
