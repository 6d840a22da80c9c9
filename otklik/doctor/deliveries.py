"""Mails of which nobody knows whether they went, those that did not, and those that a restored archive cannot know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from archive import ledger
from archive.store import Archive
from otklik.config import Config
from otklik.doctor.findings import Finding, advice, trouble
from otklik.service.restored import read_restored
from texts import _

_LONG_SENDING = timedelta(hours=1)


def delivery_findings(archive: Archive, config: Config) -> Iterator[Finding]:
    now = datetime.now(UTC)
    with archive.reading() as connection:
        unknown = ledger.find_deliveries(connection, state="unknown")
        failed = ledger.find_deliveries(connection, state="failed")
        sending = ledger.find_deliveries(connection, state="sending")
    for delivery in [*unknown, *(each for each in sending if now - each.changed > _LONG_SENDING)]:
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
    for delivery in failed:
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
