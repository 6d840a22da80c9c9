"""robots.txt by RFC 9309: bytes and status become rules. What is not known to be allowed is not fetched."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from protego import Protego

AGENT = "Otklik"  # the product token that robots.txt may name
PARSE_LIMIT = 500 * 1024  # bytes, as the RFC allows
_LONGEST_DELAY = 24 * 3600.0


@dataclass(frozen=True, kw_only=True)
class RobotsRules:
    """`parsed` None allows everything. `crawl_delay` is seconds, None where the site names none."""

    parsed: Protego | None = None
    crawl_delay: float | None = None

    def allow(self, url: str) -> bool:
        return self.parsed is None or bool(self.parsed.can_fetch(url, AGENT))


def read_rules(status: int, body: bytes) -> RobotsRules | None:
    """None when the server does not say (5xx, 429): then nothing may be fetched until it does.

    4xx, and redirects that lead nowhere, mean that there are no rules. 429 is a refusal like any other, though a 4xx.
    """
    if status == 429 or status >= 500:
        return None
    if status != 200:
        return RobotsRules()
    parsed = Protego.parse(_decoded(body[:PARSE_LIMIT]))
    delay = parsed.crawl_delay(AGENT)
    return RobotsRules(parsed=parsed, crawl_delay=min(delay, _LONGEST_DELAY) if delay else None)


def _decoded(body: bytes) -> str:
    """UTF-8 by the RFC; a site that writes Russian paths in windows-1251 is still understood."""
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        # A sign cut at the limit is not another encoding.
        if len(body) - error.start < 4 and len(body) > 4:
            return body[: error.start].decode()
        return body.decode("cp1251", errors="replace")
