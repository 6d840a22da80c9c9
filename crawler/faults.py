"""Why an address could not be read: errors and statuses as named reasons, and whether they may pass by themselves."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from gzip import BadGzipFile
from traceback import clear_frames

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionClosed, ConnectionLost

from records.article import Dropped, http_reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """`passing`: a later run may do better. `tried` is False when the address itself was not asked for at all.

    `retry_after`: the seconds for which the server asked to be left alone.
    """

    reason: str
    detail: str = ""
    passing: bool = False
    tried: bool = True
    retry_after: float | None = None


class Refused(IgnoreRequest):
    """A request that we do not send, or an answer that we do not take."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.detail)
        self.fault = fault


_PASSING_STATUSES = frozenset({408, 425, 429})
_UNREACHABLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    ResponseDataLossError,
    ConnectError,
    ConnectionClosed,
    ConnectionLost,
    OSError,
)


def status_fault(status: int) -> Fault | None:
    """None when the answer holds what was asked for."""
    if status == 200:
        return None
    return Fault(reason=http_reason(status), passing=status in _PASSING_STATUSES or status >= 500)


def error_fault(error: BaseException | None) -> Fault:
    if isinstance(error, Refused):
        return error.fault
    reason, passing = _reason(error)
    if reason is Dropped.TOO_LARGE:
        _let_go(error)
    return Fault(reason=reason, detail=_described(error), passing=passing)


def _let_go(error: BaseException | None) -> None:
    """Of what was unpacked before it became too much: the frames in which it failed hold it, in a circle with the
    error, and until that is found the next such answer lies beside it."""
    if error is not None:
        clear_frames(error.__traceback__)
    gc.collect()


def _reason(error: BaseException | None) -> tuple[Dropped, bool]:
    """The reason, and whether it may pass by itself."""
    # Scrapy gives no class of their own to a body too large, before or after decompression, nor to a redirect loop.
    if isinstance(error, DownloadCancelledError) or "exceeded DOWNLOAD_MAXSIZE" in str(error):
        return Dropped.TOO_LARGE, False
    if isinstance(error, IgnoreRequest) and "max redirections" in str(error):
        return Dropped.UNREACHABLE, False
    if isinstance(error, DownloadTimeoutError):
        return Dropped.TIMEOUT, True
    if isinstance(error, (NotSupported, UnsupportedURLSchemeError)):
        return Dropped.FORBIDDEN_ADDRESS, False
    if isinstance(error, BadGzipFile):  # an OSError, though nothing of the network
        return Dropped.UNREADABLE, False
    return (Dropped.UNREACHABLE, True) if isinstance(error, _UNREACHABLE) else (Dropped.UNREADABLE, False)


def _described(error: BaseException | None) -> str:
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return text[:300]
