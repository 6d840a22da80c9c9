"""The configured digests, sent under the lock that every sender holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from digests.delivery import SendingRules, prepare_digest, send_digest
from digests.message import plain_address
from digests.send import SmtpSettings
from otklik.config import Config
from otklik.locks import send_lock
from otklik.sections import DigestConfig
from otklik.workplace import Workplace
from records.digest import Delivery, Subscription, Week
from records.errors import ConfigError, UsageError
from texts import _


def chosen_subscriptions(workplace: Workplace, ids: Sequence[str]) -> list[Subscription]:
    """The configured digests, or those of them that are named. Raises ConfigError or UsageError."""
    configured = {digest.id: _subscription(digest, workplace.config) for digest in workplace.config.digests}
    if not configured:
        raise ConfigError(_("В настройках нет ни одной рассылки: добавьте раздел [[digests]]."))
    for unknown in (id_ for id_ in ids if id_ not in configured):
        raise UsageError(_("--only: рассылки «{id}» в настройках нет.", id=unknown))
    return [configured[id_] for id_ in ids or configured]


def send_week(
    workplace: Workplace,
    subscriptions: Sequence[Subscription],
    week: Week,
    *,
    resend: Sequence[str],
    force: bool,
) -> list[Delivery]:
    """Sends the week's digests; with `resend` only to these addresses, and to them whatever was sent before."""
    smtp = smtp_settings(workplace.config)
    zone = ZoneInfo(workplace.config.timezone)
    rules = SendingRules(resend=bool(resend), force=force, stale_after=workplace.config.digest_max_age)
    wanted = {plain_address(address) for address in resend}
    addressed = [(each, _recipients(each, wanted)) for each in subscriptions]
    if resend and not any(recipients for _subscription, recipients in addressed):
        raise UsageError(
            _("--resend: такого получателя нет ни в одной из рассылок: {who}.", who=", ".join(resend))
        )
    deliveries: list[Delivery] = []
    with send_lock(workplace.config.data), workplace.archive() as archive:
        for subscription, recipients in addressed:
            now = datetime.now(UTC)
            stored = prepare_digest(
                archive, workplace.registry, subscription, week, zone, sender=smtp.sender, now=now
            )
            deliveries += send_digest(archive, stored, recipients, smtp, zone, now, rules=rules)
    return deliveries


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
    )
