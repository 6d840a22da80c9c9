"""What was sent to whom: the ledger that keeps a mail from going out twice.

planned → sending → sent | failed | unknown. «sending» is on disk before the mail server hears the message; a row still
in «sending» when nobody is sending was cut off, and nobody knows whether the mail went: it is «unknown», shown, and
sent again only by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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
    period: str
    subscription_id: str
    composed: datetime
    subject: str
    message: bytes
    approved: datetime | None = None


def store_digest(
    connection: Connection, digest: StoredDigest, told: Mapping[str, str] | None = None
) -> StoredDigest:
    """Keeps the digest with what it tells (article id → story id), or returns the one that stands under its id."""
    result = connection.execute(
        insert_into(connection, digests)
        .values(
            id=digest.id,
            period=digest.period,
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
    return None if row is None else _stored(row)


def _stored(row: Row[Any]) -> StoredDigest:
    return StoredDigest(
        id=row.id,
        period=row.period,
        subscription_id=row.subscription_id,
        composed=row.composed,
        subject=row.subject,
        message=row.message,
        approved=row.approved,
    )


def list_digests(connection: Connection, subscription_id: str, *, limit: int = 12) -> list[StoredDigest]:
    """The subscription's, the latest composed first."""
    query = (
        select(digests)
        .where(digests.c.subscription_id == subscription_id)
        .order_by(digests.c.composed.desc(), digests.c.id)
        .limit(limit)
    )
    return [_stored(row) for row in connection.execute(query)]


def approve_digest(connection: Connection, digest_id: str, by: str, now: datetime) -> bool:
    """It may go. False where there is no such digest; approved twice, the first time stands."""
    connection.execute(
        update(digests)
        .where(digests.c.id == digest_id, digests.c.approved.is_(None))
        .values(approved=now, approved_by=by)
    )
    return find_digest(connection, digest_id) is not None


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


def skip_deliveries(
    connection: Connection,
    digest_id: str,
    skipped: datetime,
    detail: str,
    recipients: Collection[str] | None = None,
) -> None:
    """planned and failed → skipped, all of them or these: it is too late for them, or they do not want it."""
    query = update(deliveries).where(
        deliveries.c.digest_id == digest_id, deliveries.c.state.in_(["planned", "failed"])
    )
    if recipients is not None:
        query = query.where(deliveries.c.recipient.in_(sorted(recipients)))
    connection.execute(query.values(state="skipped", changed=skipped, detail=detail))


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


def waiting_recipients(connection: Connection, subscription_id: str) -> dict[str, tuple[str, ...]]:
    """Of the subscription's digests, by id: to whom they were to go and have not gone yet (planned or failed)."""
    query = (
        select(deliveries.c.digest_id, deliveries.c.recipient)
        .join(digests, digests.c.id == deliveries.c.digest_id)
        .where(digests.c.subscription_id == subscription_id, deliveries.c.state.in_(["planned", "failed"]))
        .order_by(deliveries.c.digest_id, deliveries.c.recipient)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query):
        found[row.digest_id] = (*found.get(row.digest_id, ()), row.recipient)
    return found


def resting_copies(connection: Connection, now: datetime, pause: timedelta) -> set[tuple[str, str]]:
    """(digest id, recipient) of what failed less than `pause` ago, or less long ago than it had been failing for: so
    a server that refuses is asked after pauses that double."""
    query = (
        select(deliveries.c.digest_id, deliveries.c.recipient, deliveries.c.changed, digests.c.composed)
        .join(digests, digests.c.id == deliveries.c.digest_id)
        .where(deliveries.c.state == "failed")
    )
    return {
        (row.digest_id, row.recipient)
        for row in connection.execute(query)
        if pause and now - row.changed < max(pause, row.changed - row.composed)
    }


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        digest_id=row.digest_id,
        recipient=row.recipient,
        state=row.state,
        message_id=row.message_id,
        changed=row.changed,
        detail=row.detail,
    )
