"""Alerts go out once: found, stored with what they told, and sent by the same ledger as the digests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default as modern
from zoneinfo import ZoneInfo

from archive.alerted import alert_subscription, find_alerted, find_watched, store_alert
from archive.coverage import covered_articles
from archive.coverage_counts import counted_articles, first_crawl
from archive.health import source_health
from archive.ledger import (
    StoredDigest,
    find_digest,
    name_interrupted,
    plan_deliveries,
    skip_deliveries,
    waiting_recipients,
)
from archive.store import Archive
from archive.unsubscribed import find_unsubscribed
from digests.alarms import PAST, RECENT, Seen, find_alarms
from digests.chat import send_chat
from digests.copies import send_copy, standing
from digests.message import address_message, end_message, message_id, plain_address, start_message
from digests.render import render_alert
from digests.send import Outcome, SmtpSettings, send_message
from records.alert import Alarm, Watch
from records.digest import Delivery
from records.registry import Registry
from texts import _, current_language, speaking

_TOO_LATE = timedelta(hours=24)  # an alert of yesterday is news of the digest
_CHAT = "chat:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ways:
    """How a message leaves: a mail server, and chats as name → Apprise URL, which is a secret."""

    smtp: SmtpSettings
    chats: Mapping[str, str] = field(default_factory=dict, repr=False)


def look_for_alarms(archive: Archive, registry: Registry, watch: Watch, now: datetime) -> tuple[Alarm, ...]:
    """What the watch would be told now; nothing is written."""
    unions: frozenset[str] = frozenset().union(*(registry.branch(union) for union in watch.unions))
    branches = registry.branch_regions(watch.unions)
    only = None
    if watch.regions:
        only = {outlet.id for outlet in registry.outlets.values() if outlet.region in watch.regions}
    with archive.reading() as connection:
        keys, stories = find_alerted(connection, watch.id)
        watched = find_watched(connection, now - RECENT, now)
        seen = Seen(
            recent=covered_articles(connection, now - RECENT, now, unions, only, branches),
            watched=[article for article in watched if only is None or article.outlet_id in only],
            counted=counted_articles(connection, now - PAST, now, unions, only, branches),
            health=source_health(connection),
            read_since=first_crawl(connection),
            keys=keys,
            stories=stories,
        )
    with speaking(watch.language or current_language()):
        return find_alarms(seen, watch, registry, now)


def store_alarms(
    archive: Archive, watch: Watch, alarms: Sequence[Alarm], ways: Ways, zone: ZoneInfo, now: datetime
) -> StoredDigest:
    """The message as everybody gets it, what it told, and whom it is for, in one transaction."""
    keys = "\0".join(sorted(alarm.key for alarm in alarms))
    identity = f"{alert_subscription(watch.id)}/{hashlib.sha256(keys.encode()).hexdigest()[:16]}"
    with speaking(watch.language or current_language()):
        rendered = render_alert(alarms, watch, zone, plain_address(ways.smtp.sender))
        mail = start_message(rendered, f"alert-{watch.id}", ways.smtp.sender, now)
        message = end_message(mail, identity)
    stored = StoredDigest(
        id=identity,
        period="",
        subscription_id=alert_subscription(watch.id),
        composed=now,
        subject=rendered.subject,
        message=message,
    )
    addresses = [plain_address(recipient) for recipient in watch.recipients]
    identities = {address: message_id(identity, address, ways.smtp.sender) for address in addresses}
    identities |= {f"{_CHAT}{name}": _chat_identity(identity, name) for name in watch.chats}
    with archive.writing() as connection:
        kept = store_alert(connection, stored, watch.id, alarms)
        plan_deliveries(connection, kept.id, identities, now)
    return kept


def send_alerts(archive: Archive, watch: Watch, ways: Ways, now: datetime) -> list[Delivery]:
    """Sends what waits of this watch's alerts, and returns how those copies stand. What waited a day is skipped.

    Call it under the lock that every sender holds.
    """
    with archive.writing() as connection:
        name_interrupted(connection, now)
        waiting = waiting_recipients(connection, alert_subscription(watch.id))
        left = find_unsubscribed(connection, alert_subscription(watch.id))
        stored = {id_: digest for id_ in waiting if (digest := find_digest(connection, id_)) is not None}
        for id_, digest in stored.items():
            skip_deliveries(connection, id_, now, _("адресат отписался"), left.keys())
            if digest.composed + _TOO_LATE < now:
                skip_deliveries(connection, id_, now, _("не отправлено за сутки: поздно"))
    deliveries: list[Delivery] = []
    for id_, recipients in waiting.items():
        for recipient in recipients:
            send_copy(archive, id_, recipient, now, _handing_over(stored[id_], ways))
        deliveries += standing(archive, id_, recipients)
    return deliveries


def _handing_over(stored: StoredDigest, ways: Ways) -> Callable[[Delivery], Outcome]:
    def hand_over(delivery: Delivery) -> Outcome:
        if not delivery.recipient.startswith(_CHAT):
            message = address_message(stored.message, delivery.recipient, delivery.message_id)
            return send_message(ways.smtp, delivery.recipient, message)
        address = ways.chats.get(delivery.recipient.removeprefix(_CHAT))
        if address is None:
            return Outcome(state="failed", detail=_("адреса этого чата в файле chats.file нет"))
        return send_chat(address, stored.subject, _text_of(stored.message))

    return hand_over


def _text_of(message: bytes) -> str:
    body = message_from_bytes(message, policy=modern).get_body(("plain",))
    return "" if body is None else str(body.get_content())


def _chat_identity(digest_id: str, name: str) -> str:
    return f"<{hashlib.sha256(f'{digest_id} {name}'.encode()).hexdigest()[:32]}@chat>"
