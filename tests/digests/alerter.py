"""A process that sends the alerts of an archive, to be killed."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from otklik.alerts import chosen_watches, send_alarms
from tests.digests.workplace import make_workplace, watch


def main(folder: str, port: str, now: str) -> None:
    workplace = make_workplace(Path(folder), int(port), alerts=[watch()])
    send_alarms(workplace, chosen_watches(workplace, []), datetime.fromisoformat(now))


if __name__ == "__main__":
    main(*sys.argv[1:])
