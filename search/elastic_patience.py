"""Does again what Elasticsearch could not do just now: a node has died, its shards move, another is chosen master."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from elastic_transport import TlsError
from elasticsearch import ApiError, NotFoundError, TransportError

_TRIES_AGAIN = 4
_SOON_OVER = (502, 503, 504)
Result = TypeVar("Result")


def patiently(step: Callable[[], Result], backoff: float) -> Result:
    """What `step` returns, which may be done twice without harm. The pauses begin with `backoff` seconds and double."""
    for again in range(_TRIES_AGAIN):
        try:
            return step()
        except TlsError:
            raise
        except TransportError:
            pass
        except ApiError as error:
            if error.status_code not in _SOON_OVER:
                raise
        time.sleep(backoff * 2**again)
    return step()


def at_second_sight(step: Callable[[], Result]) -> Result:
    """What `step` reads. A rebuild deletes the old index as soon as nobody is led to it any more: who was led there
    just before finds nothing, and the new one when asking again."""
    try:
        return step()
    except ApiError as error:
        if not isinstance(error, NotFoundError) and error.status_code not in _SOON_OVER:
            raise
    return step()
