"""Mails of which nobody knows whether they went, those that did not, and those that a restored archive cannot know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from archive import ledger
from archive.alerted import ALERT
from archive.store import Archive
from otklik.config import Config
from otklik.doctor.findings import Finding, advice, trouble
from otklik.service.restored import read_restored
from records.digest import Delivery
from texts import _

_LONG_SENDING = timedelta(hours=1)


def delivery_findings(archive: Archive, config: Config) -> Iterator[Finding]:
    now = datetime.now(UTC)
    with archive.reading() as connection:
        unknown = ledger.find_deliveries(connection, state="unknown")
        failed = ledger.find_deliveries(connection, state="failed")
        sending = ledger.find_deliveries(connection, state="sending")
    unknown += [each for each in sending if now - each.changed > _LONG_SENDING]
    yield from _alerts(unknown, failed)
    for delivery in (each for each in unknown if not each.digest_id.startswith(ALERT)):
        sentence = _(
            "Сводка {digest} для {recipient}: неизвестно, ушла ли",
            digest=delivery.digest_id,
            recipient=delivery.recipient,
        )
        mend = _(
            "спросите получателя; если не пришла: otklik digest --period {period} --resend {recipient}",
            recipient=delivery.recipient,
            period=delivery.digest_id.split("/")[0],
        )
        yield trouble("unknown-delivery", sentence, mend)
    for delivery in (each for each in failed if not each.digest_id.startswith(ALERT)):
        sentence = _(
            "Сводка {digest} для {recipient} не ушла: {detail}",
            digest=delivery.digest_id,
            recipient=delivery.recipient,
            detail=delivery.detail,
        )
        mend = _(
            "исправьте причину; повторит следующий запуск, сейчас: otklik digest --send --period {period}",
            period=delivery.digest_id.split("/")[0],
        )
        yield trouble("failed-delivery", sentence, mend)
    restored = read_restored(config.data)
    if restored is not None and now - restored < config.digest_max_age:
        yield advice(
            "restored",
            _(
                "Архив восстановлен из копии {when:%d.%m.%Y %H:%M} UTC: сводки, срок которых кончился раньше, "
                "сами не уйдут",
                when=restored,
            ),
            _("спросите получателей; если не пришли: otklik digest --send --period НЕДЕЛЯ"),
        )


def _alerts(unknown: Sequence[Delivery], failed: Sequence[Delivery]) -> Iterator[Finding]:
    for delivery in (each for each in unknown if each.digest_id.startswith(ALERT)):
        sentence = _(
            "Оповещение для {recipient} от {moment:%d.%m.%Y %H:%M} UTC: неизвестно, ушло ли",
            recipient=delivery.recipient,
            moment=delivery.changed,
        )
        mend = _("второй раз оно не отправится; что в нём было, покажет ближайшая сводка")
        yield trouble("unknown-alert", sentence, mend)
    for delivery in (each for each in failed if each.digest_id.startswith(ALERT)):
        sentence = _(
            "Оповещение для {recipient} не ушло: {detail}",
            recipient=delivery.recipient,
            detail=delivery.detail,
        )
        yield trouble("failed-alert", sentence, _("исправьте причину; повторит следующий запуск"))
