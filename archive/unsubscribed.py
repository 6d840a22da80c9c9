"""Who does not want a subscription any more, and the key that signs the addresses by which they say so."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, select

from archive.schema import signing_keys, unsubscribed
from archive.statements import insert_into


def unsubscribe(
    connection: Connection, subscription_id: str, recipient: str, now: datetime, *, how: str
) -> None:
    """`recipient` as the ledger knows it (digests.message.plain_address); said twice, the first time stands."""
    connection.execute(
        insert_into(connection, unsubscribed)
        .values(subscription_id=subscription_id, recipient=recipient, since=now, how=how)
        .on_conflict_do_nothing(index_elements=[unsubscribed.c.subscription_id, unsubscribed.c.recipient])
    )


def subscribe_again(connection: Connection, subscription_id: str, recipient: str) -> bool:
    """False where they had not unsubscribed."""
    result = connection.execute(
        delete(unsubscribed).where(
            unsubscribed.c.subscription_id == subscription_id, unsubscribed.c.recipient == recipient
        )
    )
    return bool(result.rowcount)


def find_unsubscribed(connection: Connection, subscription_id: str) -> Mapping[str, datetime]:
    """Since when, by recipient."""
    query = select(unsubscribed.c.recipient, unsubscribed.c.since).where(
        unsubscribed.c.subscription_id == subscription_id
    )
    return {row.recipient: row.since for row in connection.execute(query)}


def signing_key(connection: Connection, name: str) -> bytes:
    """256 random bits, drawn once and kept: what they signed last year is still known."""
    connection.execute(
        insert_into(connection, signing_keys)
        .values(name=name, secret=secrets.token_bytes(32))
        .on_conflict_do_nothing(index_elements=[signing_keys.c.name])
    )
    kept: bytes = connection.execute(
        select(signing_keys.c.secret).where(signing_keys.c.name == name)
    ).scalar_one()
    return bytes(kept)
