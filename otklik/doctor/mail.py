"""Whether the mail server would take a mail: asked without giving it one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from digests.send import try_server
from otklik.config import Config
from otklik.doctor.findings import Finding, trouble
from otklik.mailing import smtp_settings
from texts import _

_SECONDS = 15.0  # for each answer


def mail_findings(config: Config) -> Iterator[Finding]:
    if not config.digests or not config.smtp.host or not config.smtp.sender:
        return
    smtp = smtp_settings(config)
    refused = try_server(replace(smtp, timeout=min(smtp.timeout, _SECONDS)))
    if refused is None:
        return
    mends = {
        "unreachable": _("проверьте smtp.host, smtp.port и что сеть пускает к серверу"),
        "tls": _("проверьте smtp.security (starttls или tls), имя сервера и его сертификат"),
        "login": _("проверьте smtp.user и пароль (OTKLIK_SMTP__PASSWORD или smtp.password_file)"),
        "other": _("спросите администратора почты; письма подождут"),
    }
    yield trouble("smtp", refused.detail, mends[refused.kind])
