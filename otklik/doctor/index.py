"""The index held against the archive."""

from __future__ import annotations

from collections.abc import Iterator

from archive.store import Archive
from otklik.doctor.findings import Finding, advice, refusal, trouble
from otklik.index_status import IndexStatus, compare_index
from otklik.workplace import Workplace
from records.errors import OtklikError
from texts import _


def index_findings(workplace: Workplace, archive: Archive) -> Iterator[Finding]:
    try:
        with workplace.engine() as engine:
            status = compare_index(archive, engine)
    except OtklikError as error:
        yield refusal("index", error)
        return
    yield from _judge(status)


def _judge(status: IndexStatus) -> Iterator[Finding]:
    for sentence in status.troubles:
        yield trouble("index", sentence, _("что с кластером, скажет otklik index status"))
    if status.quarantined:
        yield trouble(
            "quarantine",
            _("Указатель не принял статей: {number}", number=len(status.quarantined)),
            _("причины называет otklik index status"),
        )
    lacking = len(status.missing) + len(status.stale)
    rebuild = _("соберите его заново: otklik index rebuild")
    if lacking > status.waiting:
        yield trouble("index", _("В указателе не хватает статей: {number}", number=lacking), rebuild)
    elif lacking:
        yield advice(
            "index-lag",
            _("Ждут отправки в указатель: {number}", number=lacking),
            _("ничего: отправит следующий запуск"),
        )
    if status.surplus:
        sentence = _("В указателе есть статьи, которых нет в архиве: {number}", number=len(status.surplus))
        yield trouble("index", sentence, rebuild)
