"""The name resolver that answers with allowed addresses only, so that nothing lies between check and connect."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import (
    IAddress,
    IHostnameResolver,
    IHostResolution,
    IResolutionReceiver,
)
from zope.interface import implementer  # type: ignore[import-untyped] # it ships no types

from crawler.networks import AddressGuard


@implementer(IResolutionReceiver)
class _GuardedReceiver:
    """Passes on the addresses that the guard allows."""

    def __init__(self, receiver: Any, resolver: GuardedResolver, host: str, port: int) -> None:
        self._receiver = receiver
        self._resolver = resolver
        self._host = host
        self._port = port
        self._allowed = False
        self._refused = False

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802 - Twisted's interface
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802 - Twisted's interface
        if self._resolver.guard.allows(address.host, self._port):
            self._allowed = True
            self._receiver.addressResolved(address)
        else:
            self._refused = True

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's interface
        if self._refused and not self._allowed:
            self._resolver.refused.add((ascii_host(self._host), self._port))
        self._receiver.resolutionComplete()


def ascii_host(host: str) -> str:
    """The host as addresses spell it: Twisted hands international names over decoded."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


@implementer(IHostnameResolver)
class GuardedResolver(CachingHostnameResolver):
    """Answers are filtered after the cache and for every single connection; literal addresses pass here too.

    `refused` remembers which (host, port) had forbidden addresses only: Twisted reports them as not found.
    """

    def __init__(self, reactor: Any, cache_size: int, guard: AddressGuard) -> None:
        super().__init__(reactor, cache_size)
        self.guard = guard
        self.refused: set[tuple[str, int]] = set()

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        guard = AddressGuard(crawler.settings.getlist("OTKLIK_ALLOW_ADDRESSES"))
        return cls(reactor, crawler.settings.getint("DNSCACHE_SIZE"), guard)

    def resolveHostName(  # noqa: N802 - Twisted's interface
        self,
        resolutionReceiver: Any,  # noqa: N803 - Twisted's interface
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver: Any = _GuardedReceiver(resolutionReceiver, self, hostName, portNumber)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
