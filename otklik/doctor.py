"""What is wrong, since when, and what to do: each finding is a sentence with its mend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from archive import ledger
from archive.annotation_faults import find_faults
from archive.health import source_health
from archive.store import Archive
from digests.reasons import plain_reason
from otklik.index_status import compare_index
from otklik.workplace import Workplace
from records.article import Dropped
from records.errors import OtklikError
from texts import _

_SHOWN = 10  # articles named one by one


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """`trouble` needs a person; `advice` is worth knowing."""

    kind: Literal["trouble", "advice"]
    sentence: str


def examine(workplace: Workplace) -> Iterator[Finding]:
    """Findings in the order of the way an article takes."""
    yield from _settings(workplace)
    try:
        with workplace.archive() as archive:
            yield from _sources(workplace, archive)
            yield from _annotation(archive)
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


def _sources(workplace: Workplace, archive: Archive) -> Iterator[Finding]:
    with archive.reading() as connection:
        known = {source.id for outlet in workplace.registry.outlets.values() for source in outlet.sources}
        # A source that left the register, or got another address, is nobody's trouble any more.
        health = [source for source in source_health(connection) if source.source_id in known]
    if not any(source.last_asked for source in health):
        yield Finding(kind="advice", sentence=_("Издания ещё не опрашивались: запустите otklik crawl."))
    locked = [source for source in health if source.outcome == Dropped.NO_TOKEN]
    if locked:
        yield Finding(
            kind="advice",
            sentence=_(
                "Без ключа не читаются стены VK: {number}. Задайте OTKLIK_CRAWL__VK_TOKEN или crawl.vk_token_file.",
                number=len(locked),
            ),
        )
    asked = [source for source in health if source.last_asked and source not in locked]
    if len(asked) > 1 and all(source.failing_since for source in asked):
        first = min(source.failing_since for source in asked if source.failing_since)
        yield Finding(
            kind="trouble",
            sentence=_("Ни одно издание не читается с {since:%d.%m.%Y %H:%M}: проверьте сеть.", since=first),
        )
        return
    for source in asked:
        outlet = workplace.registry.outlets.get(source.outlet_id)
        if source.failing_since is None or outlet is None or outlet.paused:
            continue
        sentence = _(
            "{name}: не читается с {since:%d.%m.%Y %H:%M} (попыток: {failures}): {reason}. Адрес: {url}",
            name=outlet.name,
            since=source.failing_since,
            failures=source.failures,
            reason=plain_reason(source.outcome),
            url=source.url,
        )
        yield Finding(kind="trouble", sentence=sentence)


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
