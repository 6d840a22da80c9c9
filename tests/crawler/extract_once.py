"""`extract_places` in a process of its own, because Twisted's reactor starts once."""

from __future__ import annotations

import sys
import warnings

from crawler.jsonl import extract_places
from crawler.settings_record import CrawlSettings


def main() -> int:
    warnings.simplefilter("error")
    allowed, *places = sys.argv[1:]
    settings = CrawlSettings(contact="press@example.org", delay=0.0, deadline=3.0, allow_addresses=(allowed,))
    answers = list(extract_places(places, [], settings))
    for answer in answers:
        print(answer.line)
    return int(any(answer.failed for answer in answers))


if __name__ == "__main__":
    sys.exit(main())
