"""What is wrong, since when, and what to do: each finding is a sentence with its mend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from archive import ledger
from archive.annotation_faults import find_faults
from archive.annotations import count_open_names
from archive.store import Archive
from otklik.findings import Finding
from otklik.index_status import compare_index
from otklik.source_findings import source_findings
from otklik.workplace import Workplace
from records.errors import OtklikError
from texts import _

_SHOWN = 10  # articles named one by one


def examine(workplace: Workplace) -> Iterator[Finding]:
    """Findings in the order of the way an article takes."""
    yield from _settings(workplace)
    try:
        with workplace.archive() as archive:
            yield from source_findings(workplace, archive)
            yield from _annotation(archive)
            yield from _open_names(archive)
            yield from _index(workplace, archive)
            yield from _deliveries(archive)
    except OtklikError as error:
        yield Finding(kind="trouble", sentence=str(error))


def findings_json(findings: list[Finding]) -> str:
    return json.dumps([asdict(finding) for finding in findings], ensure_ascii=False)


def _settings(workplace: Workplace) -> Iterator[Finding]:
    config = workplace.config
    for broken in workplace.registry.broken.values():
        yield Finding(kind="trouble", sentence=broken.sentence)
    if not config.crawl.contact:
        yield Finding(
            kind="trouble",
            sentence=_(
                "Не задан crawl.contact: впишите сайт или почту для связи, без них обход не начнётся."
            ),
        )
    if not config.digests:
        yield Finding(kind="advice", sentence=_("Рассылок нет: добавьте в настройки раздел [[digests]]."))
    elif not config.smtp.host or not config.smtp.sender:
        yield Finding(
            kind="trouble",
            sentence=_("Рассылки заданы, а почтовый сервер нет: впишите smtp.host и smtp.sender."),
        )


def _open_names(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as connection:
        names, found = count_open_names(connection)
    if names:
        yield Finding(
            kind="advice",
            sentence=_(
                "Не связано неясных имён: {names}, статей с ними: {found}. Такие имена общие у нескольких организаций,"
                " какие — показывает otklik registry check.",
                names=names,
                found=found,
            ),
        )


def _annotation(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as connection:
        faults = find_faults(connection)
    for fault in faults[:_SHOWN]:
        sentence = _(
            "Статья «{title}» не поддаётся разбору с {since:%d.%m.%Y %H:%M} ({reason}): в поиске и сводках её нет, "
            "прочтите её сами: {url}. Новая версия программы возьмётся за неё сама; попробовать сейчас: "
            "otklik crawl --retry",
            title=fault.title,
            since=fault.failed,
            reason=fault.reason,
            url=fault.url,
        )
        yield Finding(kind="trouble", sentence=sentence)
    if len(faults) > _SHOWN:
        yield Finding(
            kind="trouble",
            sentence=_("Не поддаются разбору и другие статьи: {number}.", number=len(faults) - _SHOWN),
        )


def _index(workplace: Workplace, archive: Archive) -> Iterator[Finding]:
    try:
        with workplace.engine() as engine:
            status = compare_index(archive, engine)
    except OtklikError as error:
        yield Finding(kind="trouble", sentence=str(error))
        return
    for trouble in status.troubles:
        yield Finding(kind="trouble", sentence=trouble)
    if status.quarantined:
        yield Finding(
            kind="trouble",
            sentence=_(
                "Указатель не принял статей: {number}. Причины: otklik index status",
                number=len(status.quarantined),
            ),
        )
    lacking = len(status.missing) + len(status.stale)
    if lacking > status.waiting:
        yield Finding(
            kind="trouble",
            sentence=_(
                "В указателе не хватает статей: {number}. Соберите его заново: otklik index rebuild",
                number=lacking,
            ),
        )
    elif lacking:
        yield Finding(
            kind="advice",
            sentence=_("Ждут отправки в указатель: {number}; отправит следующий обход.", number=lacking),
        )


def _deliveries(archive: Archive) -> Iterator[Finding]:
    with archive.reading() as connection:
        unknown = ledger.find_deliveries(connection, state="unknown")
        failed = ledger.find_deliveries(connection, state="failed")
    for delivery in unknown:
        sentence = _(
            "Сводка {digest} для {recipient}: неизвестно, ушла ли. Спросите получателя; если не пришла: "
            "otklik digest --week {week} --resend {recipient}",
            digest=delivery.digest_id,
            recipient=delivery.recipient,
            week=delivery.digest_id.split("/")[0],
        )
        yield Finding(kind="trouble", sentence=sentence)
    for delivery in failed:
        sentence = _(
            "Сводка {digest} для {recipient} не ушла: {detail}. Повторит otklik digest --send --week {week}",
            digest=delivery.digest_id,
            recipient=delivery.recipient,
            detail=delivery.detail,
            week=delivery.digest_id.split("/")[0],
        )
        yield Finding(kind="trouble", sentence=sentence)
