"""What was sent to whom: the ledger that keeps a mail from going out twice.

planned → sending → sent | failed | unknown. «sending» is on disk before the mail server hears the message; a row still
in «sending» when nobody is sending was cut off, and nobody knows whether the mail went: it is «unknown», shown, and
sent again only by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from archive.schema import deliveries, digests
from archive.statements import insert_into
from archive.told import record_told
from records.digest import Delivery, DeliveryState


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredDigest:
    """A digest as it was composed the first time: what one recipient got, the others get too."""

    id: str
    week: str
    subscription_id: str
    composed: datetime
    subject: str
    message: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class ComposedDigest:
    """That there is a digest for a week, and since when."""

    id: str
    week: str
    composed: datetime


def store_digest(
    connection: Connection, digest: StoredDigest, told: Mapping[str, str] | None = None
) -> StoredDigest:
    """Keeps the digest with what it tells (article id → story id), or returns the one that stands under its id."""
    result = connection.execute(
        insert_into(connection, digests)
        .values(
            id=digest.id,
            week=digest.week,
            subscription_id=digest.subscription_id,
            composed=digest.composed,
            subject=digest.subject,
            message=digest.message,
        )
        .on_conflict_do_nothing(index_elements=[digests.c.id])
        .returning(digests.c.id)
    )
    if result.one_or_none() is not None:
        record_told(connection, digest.id, told or {})
    kept = find_digest(connection, digest.id)
    assert kept is not None
    return kept


def find_digest(connection: Connection, digest_id: str) -> StoredDigest | None:
    row = connection.execute(select(digests).where(digests.c.id == digest_id)).one_or_none()
    if row is None:
        return None
    return StoredDigest(
        id=row.id,
        week=row.week,
        subscription_id=row.subscription_id,
        composed=row.composed,
        subject=row.subject,
        message=row.message,
    )


def composed_digests(connection: Connection, subscription_id: str) -> list[ComposedDigest]:
    """All of a subscription, by week, without their mails."""
    query = (
        select(digests.c.id, digests.c.week, digests.c.composed)
        .where(digests.c.subscription_id == subscription_id)
        .order_by(digests.c.week)
    )
    return [
        ComposedDigest(id=row.id, week=row.week, composed=row.composed) for row in connection.execute(query)
    ]


def plan_deliveries(
    connection: Connection, digest_id: str, message_ids: Mapping[str, str], planned: datetime
) -> None:
    """One row a recipient (recipient → Message-ID); one that is there already keeps its state."""
    for recipient, message_id in message_ids.items():
        connection.execute(
            insert_into(connection, deliveries)
            .values(
                digest_id=digest_id,
                recipient=recipient,
                state="planned",
                message_id=message_id,
                changed=planned,
            )
            .on_conflict_do_nothing(index_elements=[deliveries.c.digest_id, deliveries.c.recipient])
        )


def claim_delivery(
    connection: Connection,
    digest_id: str,
    recipient: str,
    claimed: datetime,
    *,
    resend: bool = False,
    force: bool = False,
) -> bool:
    """planned or failed → sending (with `resend` also unknown and sent, with either also skipped). False: another has
    it, or it is done."""
    claimable: list[DeliveryState] = ["planned", "failed"]
    if resend:
        claimable += ["unknown", "sent"]
    if resend or force:
        claimable.append("skipped")
    result = connection.execute(
        update(deliveries)
        .where(
            deliveries.c.digest_id == digest_id,
            deliveries.c.recipient == recipient,
            deliveries.c.state.in_(claimable),
        )
        .values(state="sending", changed=claimed)
    )
    return result.rowcount == 1


def skip_deliveries(connection: Connection, digest_id: str, skipped: datetime, detail: str) -> None:
    """planned and failed → skipped: it is too late for them."""
    connection.execute(
        update(deliveries)
        .where(deliveries.c.digest_id == digest_id, deliveries.c.state.in_(["planned", "failed"]))
        .values(state="skipped", changed=skipped, detail=detail)
    )


def settle_delivery(
    connection: Connection,
    digest_id: str,
    recipient: str,
    state: DeliveryState,
    settled: datetime,
    detail: str = "",
) -> None:
    connection.execute(
        update(deliveries)
        .where(deliveries.c.digest_id == digest_id, deliveries.c.recipient == recipient)
        .values(state=state, changed=settled, detail=detail)
    )


def name_interrupted(connection: Connection, noticed: datetime) -> list[Delivery]:
    """sending → unknown, and these rows. Call it only while holding the lock that every sender holds."""
    rows = connection.execute(
        update(deliveries)
        .where(deliveries.c.state == "sending")
        .values(state="unknown", changed=noticed)
        .returning(*deliveries.c)
    )
    return [_delivery(row) for row in rows]


def find_deliveries(
    connection: Connection, *, digest_id: str | None = None, state: DeliveryState | None = None
) -> list[Delivery]:
    query = select(deliveries).order_by(deliveries.c.digest_id, deliveries.c.recipient)
    if digest_id is not None:
        query = query.where(deliveries.c.digest_id == digest_id)
    if state is not None:
        query = query.where(deliveries.c.state == state)
    return [_delivery(row) for row in connection.execute(query)]


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        digest_id=row.digest_id,
        recipient=row.recipient,
        state=row.state,
        message_id=row.message_id,
        changed=row.changed,
        detail=row.detail,
    )
