"""Settings that are understood and yet leave something undone, and outlet files that are not."""

from __future__ import annotations

from collections.abc import Iterator

from otklik.doctor.findings import Finding, advice, trouble
from otklik.workplace import Workplace
from texts import _


def settings_findings(workplace: Workplace) -> Iterator[Finding]:
    config = workplace.config
    for broken in workplace.registry.broken.values():
        mend = _("исправьте файл; пока он испорчен, издание не читается")
        yield trouble("registry", broken.sentence.rstrip("."), mend)
    if not config.crawl.contact:
        yield trouble(
            "contact",
            _("Не задан crawl.contact, без него обход не начнётся"),
            _("впишите в crawl.contact сайт или почту для связи"),
        )
    if not config.digests:
        yield advice("digests", _("Рассылок нет"), _("добавьте в настройки раздел [[digests]]"))
    elif not config.smtp.host or not config.smtp.sender:
        yield trouble(
            "smtp-settings",
            _("Рассылки заданы, а почтовый сервер нет"),
            _("впишите smtp.host и smtp.sender"),
        )
    for digest in config.digests:
        if not digest.recipients:
            yield advice(
                "recipients",
                _("Рассылка «{id}» никому не уходит", id=digest.id),
                _("впишите адреса в digests.recipients"),
            )
