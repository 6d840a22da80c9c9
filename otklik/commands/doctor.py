"""`otklik doctor`: what is wrong, since when, and what to do."""

from __future__ import annotations

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.doctor import examine, findings_json
from otklik.workplace import open_workplace
from texts import _


def run(config: ConfigFile = None, as_json: AsJson = False) -> None:
    findings = list(examine(open_workplace(config)))
    troubles = sum(finding.kind == "trouble" for finding in findings)
    if as_json:
        print(findings_json(findings))
    else:
        for finding in findings:
            print(("✗ " if finding.kind == "trouble" else "· ") + finding.sentence)
        print(_("Неполадок: {number}.", number=troubles) if troubles else _("Всё в порядке."))
    if troubles:
        raise typer.Exit(1)
