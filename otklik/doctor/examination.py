"""All checks, in the order of the way an article takes; what they share they open once."""

from __future__ import annotations

from collections.abc import Iterator

from archive.store import Archive
from otklik.doctor.archive import archive_findings, page_findings
from otklik.doctor.clock import clock_findings
from otklik.doctor.deliveries import delivery_findings
from otklik.doctor.disk import disk_findings
from otklik.doctor.findings import Finding, refusal
from otklik.doctor.index import index_findings
from otklik.doctor.mail import mail_findings
from otklik.doctor.runs import run_findings
from otklik.doctor.settings import settings_findings
from otklik.doctor.sources import source_findings
from otklik.doctor.texts import text_findings
from otklik.workplace import Workplace
from records.errors import OtklikError


def examine(workplace: Workplace) -> Iterator[Finding]:
    """A check that cannot be made is a finding too, and keeps no other from being made."""
    yield from settings_findings(workplace)
    yield from disk_findings(workplace.config)
    try:
        with workplace.archive() as archive:
            damage = list(archive_findings(archive))
            yield from damage
            if not damage:  # what a damaged archive says of the rest is no finding
                yield from _by_the_archive(workplace, archive)
    except OtklikError as error:
        yield refusal("archive", error)
    yield from mail_findings(workplace.config)


def _by_the_archive(workplace: Workplace, archive: Archive) -> Iterator[Finding]:
    yield from clock_findings(archive, workplace.config)
    yield from run_findings(archive, workplace.config)
    yield from source_findings(workplace, archive)
    yield from text_findings(archive)
    yield from page_findings(archive, workplace.config)
    yield from index_findings(workplace, archive)
    yield from delivery_findings(archive, workplace.config)
