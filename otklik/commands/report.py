"""`otklik report`: what a union's work with the press gave in a period, as Word, PDF or Excel."""

from __future__ import annotations

from otklik.commands.options import ConfigFile
from otklik.reporting import (
    As,
    Asked,
    Month,
    OfUnion,
    OutFile,
    Quarter,
    Since,
    Until,
    desk_address,
    opened_scope,
    read_asked,
    read_period,
    write_file,
)
from otklik.workplace import end_broken, open_workplace
from reports.parts import Report


def run(  # noqa: PLR0917 - one parameter an option
    quarter: Quarter = None,
    month: Month = None,
    since: Since = None,
    until: Until = None,
    union: OfUnion = None,
    form: As = None,
    out: OutFile = None,
    config: ConfigFile = None,
) -> None:
    span = read_period(quarter, month, since, until)
    workplace = open_workplace(config)
    asked = read_asked(workplace, "report", span, union, form, out)
    from reports.compose import compose_report  # noqa: PLC0415 - draws charts: loaded for this command alone

    with opened_scope(workplace, asked) as scope:
        report = compose_report(scope)
    write_file(asked.file, _written(report, asked, desk_address(workplace.config)))
    end_broken(workplace.registry)


def _written(report: Report, asked: Asked, base: str) -> bytes:
    """Only the format that is wanted loads its library."""
    if asked.form == "xlsx":
        from exports.xlsx import write_xlsx  # noqa: PLC0415 - see above
        from reports.workbook import list_sheets  # noqa: PLC0415

        return write_xlsx(list_sheets(report, base), report.title)
    from reports.layout import lay_out  # noqa: PLC0415
    from reports.written import write_blocks  # noqa: PLC0415

    return write_blocks(lay_out(report, base), f"{report.title}, {report.subtitle}", asked.form)
