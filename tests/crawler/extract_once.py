"""`extract_places` in a process of its own, because Twisted's reactor starts once."""

from __future__ import annotations

import sys
import warnings

from crawler.jsonl import OutletFinder, extract_places
from crawler.settings_record import CrawlSettings
from otklik.jsonl import write_answers


def main() -> int:
    warnings.simplefilter("error")
    allowed, *places = sys.argv[1:]
    settings = CrawlSettings(contact="press@example.org", delay=0.0, deadline=3.0, allow_addresses=(allowed,))
    whole = write_answers(extract_places(places, OutletFinder([]), settings), sys.stdout.buffer)
    return int(not whole)


if __name__ == "__main__":
    sys.exit(main())
