"""Word to a service that expects us (healthchecks.io and its like): begun, well, failed. It never holds up a run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request, UnknownHandler

from otklik.service.bounded import call_bounded
from otklik.service.event_log import EventLog

_SECONDS = 5.0  # in all: a name that is not found and a server that drips included
_MOST = 10_000  # bytes of text, as many as such services keep


@dataclass(frozen=True, slots=True)
class CheckIn:
    """`url` is the address of the check, "" where nobody expects us. One try each; a failure is a warning in the log,
    where the address does not stand: who knows it may speak for us."""

    url: str
    log: EventLog

    def start(self) -> None:
        self._ping("/start", "")

    def succeed(self) -> None:
        self._ping("", "")

    def fail(self, exit_code: int, text: str) -> None:
        self._ping("/fail", f"exit code {exit_code}\n{text}")

    def _ping(self, path: str, text: str) -> None:
        if not self.url:
            return
        said = self.log.redact(text).encode()[:_MOST]
        ended = call_bounded(partial(_post, self.url + path, said), _SECONDS, grace=0.1)
        if ended.how != "done" or ended.value:
            why = ended.value or ended.sentence or f"no answer within {_SECONDS:.0f} s"
            self.log.complain("check-in-failed", f"{urlsplit(self.url).hostname}{path}: {why}")


def _post(url: str, body: bytes) -> str:
    """Why it did not arrive, else nothing. No redirect is followed, no proxy is asked."""
    opener = OpenerDirector()
    for handler in (HTTPHandler(), HTTPSHandler(), UnknownHandler()):
        opener.add_handler(handler)
    headers = {"User-Agent": "otklik", "Content-Type": "text/plain; charset=utf-8"}
    request = Request(url, body, headers, method="POST")  # noqa: S310 - the opener has http(s) alone
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            status = answer.status
    except (OSError, HTTPException) as error:
        return " ".join(str(error).split())[:200] or type(error).__name__
    return "" if 200 <= status < 300 else f"HTTP {status}"
