"""The only door to Kibana: one request, one answer, whatever its status; no redirect is followed, no proxy is asked."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, Request, UnknownHandler

from kibana.faults import broken_off, no_connection, no_trust, not_in_time, unreadable_certificates

_MOST = 20 * 1024 * 1024  # bytes of an answer: a refusal names what it refuses, and no answer is longer


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """`value` is the JSON of the body, None where it is none; `location` is where a redirect would lead."""

    status: int
    value: Any
    location: str = ""

    @property
    def message(self) -> str:
        """Kibana's own words, on one line."""
        said = self.value.get("message") if isinstance(self.value, dict) else None
        return " ".join(str(said or "").split())[:600]


class Kibana:
    """`url` is its address without a space. `certificates` is a file of the authorities to trust; `authorization` is
    the header that says who asks, "" where nobody does. Raises ConfigError where the file cannot be used.
    """

    def __init__(
        self, url: str, *, authorization: str = "", certificates: Path | None = None, timeout: float = 60.0
    ) -> None:
        self.url = url.rstrip("/")
        self.is_anonymous = not authorization
        self._secret = authorization.rpartition(" ")[2].encode()
        self._headers = {"kbn-xsrf": "true", "Accept": "application/json", "User-Agent": "otklik"}
        if authorization:
            self._headers["Authorization"] = authorization
        self._timeout = timeout
        self._opener = _opener(_trust(certificates))

    def ask(
        self, method: str, path: str, body: bytes | None = None, content_type: str = "application/json"
    ) -> Answer:
        """Raises UnavailableError where there is no answer."""
        headers = self._headers | ({"Content-Type": content_type} if body is not None else {})
        request = Request(self.url + path, body, headers, method=method)  # noqa: S310 - the opener has http(s) alone
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                body_read = response.read(_MOST)
                if response.length and len(body_read) < _MOST:
                    raise IncompleteRead(body_read, response.length)
                return _read(response.status, response.headers, self._unsaid(body_read))
        except TimeoutError as error:
            raise not_in_time(self.url) from error
        except URLError as error:
            raise self._why(error.reason) from error
        except (OSError, HTTPException) as error:
            raise broken_off(self.url) from error

    def _unsaid(self, body: bytes) -> bytes:
        """What is told of an answer must not hold the secret, should it be echoed."""
        return body.replace(self._secret, b"***") if self._secret else body

    def _why(self, reason: str | BaseException) -> Exception:
        if isinstance(reason, TimeoutError):
            return not_in_time(self.url)
        if isinstance(reason, ssl.SSLError):
            return no_trust(self.url, certificate=isinstance(reason, ssl.SSLCertVerificationError))
        if isinstance(reason, ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
            return broken_off(self.url)
        return no_connection(self.url, reason)


def _trust(certificates: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=certificates)
    except OSError as error:  # an SSLError is one: a file that holds no certificate
        raise unreadable_certificates(certificates, error) from error


def _opener(trust: ssl.SSLContext) -> OpenerDirector:
    opener = OpenerDirector()
    for handler in (HTTPHandler(), HTTPSHandler(context=trust), UnknownHandler()):
        opener.add_handler(handler)
    return opener


def _read(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        value = None
    return Answer(status=status, value=value, location=headers.get("Location") or "")
