"""The configured digests, sent under the lock that every sender holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from archive.ledger import resting_copies, waiting_recipients
from archive.told import stored_periods
from digests.compose import digest_id
from digests.delivery import SendingRules, prepare_digest, send_digest
from digests.due import find_due
from digests.message import plain_address
from digests.period import parse_period, period_bounds
from digests.send import SmtpSettings
from digests.wording import reader_zone
from otklik.config import Config
from otklik.locks import send_lock
from otklik.sections import DigestConfig, ToneName, Weekday
from otklik.workplace import Workplace
from records.annotation import Tone
from records.digest import Delivery, Schedule, Subscription
from records.errors import ConfigError, UsageError
from records.period import Period
from texts import _

_WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_TONES: Mapping[ToneName, Tone] = {"negative": -1, "neutral": 0, "positive": 1}


def chosen_subscriptions(workplace: Workplace, ids: Sequence[str]) -> list[Subscription]:
    """The configured digests, or those of them that are named. Raises ConfigError or UsageError."""
    configured = {digest.id: _subscription(digest, workplace.config) for digest in workplace.config.digests}
    if not configured:
        raise ConfigError(_("В настройках нет ни одной рассылки: добавьте раздел [[digests]]."))
    for unknown in (id_ for id_ in ids if id_ not in configured):
        raise UsageError(_("--only: рассылки «{id}» в настройках нет.", id=unknown))
    return [configured[id_] for id_ in ids or configured]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """How each copy stands; `missed` are (subscription id, periods) for which it is too late, `unapproved` the ids of
    digests that wait for `otklik digest approve`; of `doubtful` nobody knows whether they went out before the archive
    was restored."""

    deliveries: tuple[Delivery, ...] = ()
    missed: tuple[tuple[str, tuple[Period, ...]], ...] = ()
    doubtful: tuple[tuple[str, tuple[Period, ...]], ...] = ()
    unapproved: tuple[str, ...] = ()


def send_due(
    workplace: Workplace,
    subscriptions: Sequence[Subscription],
    now: datetime | None = None,
    *,
    pause: timedelta = timedelta(0),
    restored: datetime | None = None,
) -> Sent:
    """Sends what is due of these subscriptions, the missed periods first, and what did not go at the last try.

    A copy that failed rests for `pause`, and then for as long as it has been failing. What ended before the archive
    was `restored` from a backup is left to a person: the ledger does not know what went out in between.
    Called twice, or every minute, it sends nothing twice. Raises ConfigError without a mail server.
    """
    smtp = smtp_settings(workplace.config)
    max_age = workplace.config.digest_max_age
    deliveries: list[Delivery] = []
    missed: list[tuple[str, tuple[Period, ...]]] = []
    unapproved: list[str] = []
    doubtful: list[tuple[str, tuple[Period, ...]]] = []
    with send_lock(workplace.config.data), workplace.archive() as archive:
        for subscription in subscriptions:
            moment = now or datetime.now(UTC)
            zone = reader_zone(subscription, ZoneInfo(workplace.config.timezone))
            with archive.reading() as connection:
                stored = {parse_period(each) for each in stored_periods(connection, subscription.id)}
                waiting = waiting_recipients(connection, subscription.id)
                resting = resting_copies(connection, moment, pause)
            due = find_due(subscription.schedule, moment, zone, stored, max_age)
            missed += [(subscription.id, due.missed)] if due.missed else []
            ids = {digest_id(period, subscription) for period in due.periods}
            again = [parse_period(id_.split("/")[0]) for id_ in waiting if id_ not in ids]
            periods = (*sorted(again, key=lambda period: period.first), *due.periods)
            held = _held(periods, restored, zone)
            unknown = tuple(
                each for each in held if each not in stored or digest_id(each, subscription) in waiting
            )
            doubtful += [(subscription.id, unknown)] if unknown else []
            for period in (each for each in periods if each not in held):
                identity = digest_id(period, subscription)
                recipients = subscription.recipients if period in due.periods else waiting[identity]
                recipients = tuple(
                    each for each in recipients if (identity, plain_address(each)) not in resting
                )
                digest = prepare_digest(
                    archive, workplace.registry, subscription, period, zone, sender=smtp.sender, now=moment
                )
                rules = _rules(workplace.config, subscription)
                deliveries += send_digest(archive, digest, recipients, smtp, zone, moment, rules=rules)
                if subscription.approve and digest.approved is None:
                    unapproved.append(identity)
    return Sent(
        deliveries=tuple(deliveries),
        missed=tuple(missed),
        doubtful=tuple(doubtful),
        unapproved=tuple(unapproved),
    )


def _held(periods: Iterable[Period], restored: datetime | None, zone: ZoneInfo) -> set[Period]:
    if restored is None:
        return set()
    return {period for period in periods if period_bounds(period, zone)[1] <= restored}


def addressed_to(resend: Sequence[str], subscriptions: Sequence[Subscription]) -> list[Subscription]:
    """Those that go to one of these addresses. Raises UsageError where none does."""
    wanted = {plain_address(address) for address in resend}
    found = [each for each in subscriptions if _recipients(each, wanted)]
    if not found:
        raise UsageError(
            _("--resend: такого получателя нет ни в одной из рассылок: {who}.", who=", ".join(resend))
        )
    return found


def send_period(
    workplace: Workplace,
    subscriptions: Sequence[Subscription],
    period: Period,
    *,
    resend: Sequence[str] = (),
    force: bool = False,
) -> Sent:
    """Sends the digests of one period, whatever the hour; with `resend` only to these addresses, and to them whatever
    was sent before. Subscriptions of another cadence have none of it."""
    smtp = smtp_settings(workplace.config)
    wanted = {plain_address(address) for address in resend}
    fitting = [each for each in subscriptions if each.schedule.cadence == period.cadence]
    if resend:
        fitting = addressed_to(resend, fitting)
    addressed = [(each, _recipients(each, wanted)) for each in fitting]
    deliveries: list[Delivery] = []
    unapproved: list[str] = []
    with send_lock(workplace.config.data), workplace.archive() as archive:
        for subscription, recipients in addressed:
            now = datetime.now(UTC)
            zone = reader_zone(subscription, ZoneInfo(workplace.config.timezone))
            digest = prepare_digest(
                archive, workplace.registry, subscription, period, zone, sender=smtp.sender, now=now
            )
            rules = _rules(workplace.config, subscription, resend=bool(resend), force=force)
            deliveries += send_digest(archive, digest, recipients, smtp, zone, now, rules=rules)
            if subscription.approve and digest.approved is None:
                unapproved.append(digest.id)
    return Sent(deliveries=tuple(deliveries), unapproved=tuple(unapproved))


def _rules(
    config: Config, subscription: Subscription, *, resend: bool = False, force: bool = False
) -> SendingRules:
    return SendingRules(
        resend=resend,
        force=force,
        stale_after=config.digest_max_age,
        desk=config.desk.address,
        approve=subscription.approve,
    )


def smtp_settings(config: Config) -> SmtpSettings:
    smtp = config.smtp
    if not smtp.host or not smtp.sender:
        raise ConfigError(_("Для рассылки нужны smtp.host и smtp.sender: впишите их в раздел [smtp]."))
    return SmtpSettings(
        host=smtp.host,
        port=smtp.port,
        sender=smtp.sender,
        user=smtp.user,
        password=smtp.password.get_secret_value() if smtp.password else "",
        security=smtp.security,
        timeout=smtp.timeout,
    )


def _recipients(subscription: Subscription, wanted: set[str]) -> list[str]:
    return [each for each in subscription.recipients if not wanted or plain_address(each) in wanted]


def _subscription(digest: DigestConfig, config: Config) -> Subscription:
    return Subscription(
        id=digest.id,
        title=digest.title,
        unions=digest.unions or config.watch.unions,
        regions=digest.regions,
        recipients=digest.recipients,
        topics=digest.topics,
        tones=tuple(_TONES[name] for name in digest.tones),
        schedule=Schedule(
            cadence=digest.cadence,
            weekday=None if digest.weekday is None else _WEEKDAYS.index(digest.weekday),
            hour=digest.hour,
        ),
        timezone=digest.timezone or "",
        language=digest.language or "",
        length=digest.length,
        attachments=digest.attach,
        approve=digest.approve,
    )
