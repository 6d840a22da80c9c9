"""A process that sends the digest of the sample week, to be killed or to race against another."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from archive.store import open_archive, sqlite_url
from digests.delivery import prepare_digest, send_digest
from records.period import Week
from tests.digests.mail_servers import SENDER, settings
from tests.digests.press import NOW, SUBSCRIPTION, registry


def main(path: str, port: str, *recipients: str) -> None:
    zone = ZoneInfo("Europe/Moscow")
    archive = open_archive(sqlite_url(Path(path)))
    week = Week(year=2026, number=47)
    stored = prepare_digest(archive, registry(), SUBSCRIPTION, week, zone, sender=SENDER, now=NOW)
    smtp = settings(int(port), timeout=60.0, final_timeout=60.0)
    send_digest(archive, stored, recipients, smtp, zone, NOW)
    archive.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
