"""`otklik doctor`: what is wrong, since when, and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict

import typer

from otklik.commands.options import AsJson, ConfigFile
from otklik.doctor.examination import examine
from otklik.doctor.findings import Finding, refusal
from otklik.workplace import open_workplace
from records.errors import ConfigError
from texts import _


def run(config: ConfigFile = None, as_json: AsJson = False) -> None:
    try:
        workplace = open_workplace(config)
    except ConfigError as error:
        if as_json:
            print(json.dumps([asdict(refusal("configuration", error))], ensure_ascii=False))
        raise
    findings = list(examine(workplace))
    troubles = sum(finding.kind == "trouble" for finding in findings)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            print(_line(finding))
        print(_("Неполадок: {number}.", number=troubles) if troubles else _("Всё в порядке."))
    if troubles:
        raise typer.Exit(1)


def _line(finding: Finding) -> str:
    mark = "✗" if finding.kind == "trouble" else "·"
    return _(
        "{mark} {sentence}. Что сделать: {mend}", mark=mark, sentence=finding.sentence, mend=finding.mend
    )
