"""Texts that cannot be annotated, and names that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from archive.annotation_faults import find_faults
from archive.annotations import count_open_names
from archive.store import Archive
from otklik.doctor.findings import Finding, advice, trouble
from texts import _

_SHOWN = 10  # articles named one by one


def text_findings(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as connection:
        faults = find_faults(connection)
        names, found = count_open_names(connection)
    mend = _(
        "прочтите её сами; новая версия программы возьмётся за неё сама, попробовать сейчас: otklik crawl --retry"
    )
    for fault in faults[:_SHOWN]:
        sentence = _(
            "Статья «{title}» не поддаётся разбору с {since:%d.%m.%Y %H:%M} ({reason}): в поиске и сводках её нет "
            "({url})",
            title=fault.title,
            since=fault.failed,
            reason=fault.reason,
            url=fault.url,
        )
        yield trouble("set-aside", sentence, mend)
    if len(faults) > _SHOWN:
        more = _("Не поддаются разбору и другие статьи: {number}", number=len(faults) - _SHOWN)
        yield trouble("set-aside", more, mend)
    if names:
        yield advice(
            "open-names",
            _("Не связано неясных имён: {names}, статей с ними: {found}", names=names, found=found),
            _("такие имена общие у нескольких организаций, какие — показывает otklik registry check"),
        )
