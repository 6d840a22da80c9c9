"""A digest goes out once to each recipient: composed once, claimed in the ledger before the mail server hears of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from archive.ledger import (
    StoredDigest,
    find_digest,
    name_interrupted,
    plan_deliveries,
    skip_deliveries,
    store_digest,
)
from archive.store import Archive
from archive.unsubscribed import find_unsubscribed, signing_key
from digests.compose import compose_digest, digest_id
from digests.copies import send_copy, standing
from digests.message import address_message, build_message, message_id, plain_address, render_for
from digests.period import is_over, parse_period, period_bounds
from digests.send import Outcome, SmtpSettings, send_message
from digests.wording import speaking_to
from records.digest import Delivery, Subscription
from records.errors import UsageError
from records.period import Period
from records.registry import Registry
from records.unsubscribing import KEY, Unsubscription, unsubscribe_address
from texts import _


@dataclass(frozen=True, kw_only=True, slots=True)
class SendingRules:
    """`resend` sends again, whatever became of the first copy; `force` sends a digest that is stale, which it is when
    its period ended longer than `stale_after` ago. `desk` is the address under which readers reach the desk, "" where
    they cannot; with `approve` a digest that nobody has approved stays."""

    resend: bool = False
    force: bool = False
    stale_after: timedelta = timedelta(days=14)
    desk: str = ""
    approve: bool = False


def prepare_digest(
    archive: Archive,
    registry: Registry,
    subscription: Subscription,
    period: Period,
    zone: ZoneInfo,
    *,
    sender: str,
    now: datetime,
    sample: bool = False,
) -> StoredDigest:
    """The period's digest as it was composed the first time, or as it is composed now.

    Raises UsageError for a period that is not over: half a week, once stored, would stay half for ever.
    """
    if not is_over(period, now, zone):
        raise UsageError(
            _(
                "Срок {period} ещё не кончился: отправить сводку можно с {day:%d.%m.%Y}.",
                period=period,
                day=period.last + timedelta(days=1),
            )
        )
    with archive.reading() as connection:
        kept = find_digest(connection, digest_id(period, subscription))
    if kept is not None:
        return kept
    digest = compose_digest(archive, registry, subscription, period, zone, sample=sample)
    with speaking_to(subscription):
        rendered = render_for(digest, sender)
        message = build_message(digest, rendered, sender, now)
    stored = StoredDigest(
        id=digest.id,
        period=str(period),
        subscription_id=subscription.id,
        composed=now,
        subject=rendered.subject,
        message=message,
    )
    with archive.writing() as connection:
        return store_digest(connection, stored, digest.told)


def send_digest(
    archive: Archive,
    stored: StoredDigest,
    recipients: Iterable[str],
    smtp: SmtpSettings,
    zone: ZoneInfo,
    now: datetime,
    *,
    rules: SendingRules = SendingRules(),
) -> list[Delivery]:
    """Sends to those who have not got it, and returns how each of `recipients` stands afterwards.

    Call it under the lock that every sender holds; without it a copy in flight may be named unknown, yet none is sent
    twice. Raises ConfigError, before anything is sent, for a recipient or sender that is no address.
    """
    addresses = list(dict.fromkeys(plain_address(recipient) for recipient in recipients))
    identities = {address: message_id(stored.id, address, smtp.sender) for address in addresses}
    with archive.writing() as connection:
        name_interrupted(connection, now)
        plan_deliveries(connection, stored.id, identities, now)
        left = find_unsubscribed(connection, stored.subscription_id)
        for address in (address for address in addresses if address in left):
            # Not even what is sent again by hand goes to them.
            skip_deliveries(connection, stored.id, now, _left_words(left[address]), [address])
        stale = period_bounds(parse_period(stored.period), zone)[1] + rules.stale_after < now
        if stale and not (rules.force or rules.resend):
            skip_deliveries(connection, stored.id, now, _stale_words(stored, rules.stale_after))
        secret = signing_key(connection, KEY) if rules.desk else b""
    if rules.approve and stored.approved is None:
        return standing(archive, stored.id, addresses)
    hopeless: Outcome | None = None
    for address in (address for address in addresses if address not in left):
        way_out = _way_out(rules.desk, secret, stored, address)
        hand_over = _handing_over(stored, smtp, way_out, hopeless)
        outcome = send_copy(
            archive, stored.id, address, now, hand_over, resend=rules.resend, force=rules.force
        )
        if outcome is not None and outcome.hopeless:
            hopeless = outcome
    return standing(archive, stored.id, addresses)


def _handing_over(
    stored: StoredDigest, smtp: SmtpSettings, way_out: str, hopeless: Outcome | None
) -> Callable[[Delivery], Outcome]:
    """A server that cannot be used at all is not asked again for every recipient."""

    def hand_over(delivery: Delivery) -> Outcome:
        message = address_message(stored.message, delivery.recipient, delivery.message_id, way_out)
        return hopeless or send_message(smtp, delivery.recipient, message)

    return hand_over


def _way_out(desk: str, secret: bytes, stored: StoredDigest, address: str) -> str:
    """Only over HTTPS: a mail program follows it without asking (RFC 8058)."""
    if not desk.startswith("https://"):
        return ""
    wish = Unsubscription(subscription_id=stored.subscription_id, recipient=address)
    return unsubscribe_address(desk, secret, wish)


def _left_words(since: datetime) -> str:
    return _("адресат отписался {day:%d.%m.%Y}", day=since)


def _stale_words(stored: StoredDigest, stale_after: timedelta) -> str:
    return _(
        "не отправлено: срок {period} кончился больше {days} дн. назад",
        period=stored.period,
        days=stale_after.days,
    )
