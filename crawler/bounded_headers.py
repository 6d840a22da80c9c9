"""A limit for the headers of an answer: Twisted reads them without end, and every line costs all outlets time."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers import http11
from twisted.web import _newclient

MOST = 256 * 1024  # bytes; servers send a few thousand, and browsers refuse more than this


# Scrapy replaces Twisted's protocol in the same place, for headers without a colon; theirs is kept and extended.
class BoundedProtocol(http11._LenientHTTP11ClientProtocol):
    """Hangs up when the headers of one answer grow beyond `MOST`."""

    _headers = 0

    def request(self, request: Any) -> Any:
        self._headers = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's interface
        if self._in_headers():
            self._headers += len(data)
            if self._headers > MOST:
                assert self.transport is not None
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call] # Twisted states no types here

    def _in_headers(self) -> bool:
        return self._parser is not None and self._parser.state in (_newclient.STATUS, _newclient.HEADER)


class BoundedFactory(http11._LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # noqa: N802, ARG002 - Twisted's interface
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
