"""The address that a user gives of a site: what it must be, and one sentence with the mend where it cannot be read."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.discovery import NOT_HTML
from crawler.faults import Fault
from crawler.links import usable_url
from records.article import Dropped
from records.errors import ConfigError, InputError, OtklikError, UnavailableError, UsageError
from records.registry import SourceKind
from texts import _
from texts.reasons import plain_reason

# Where channels stand that are sources of a kind of their own.
_NETWORKS: dict[str, SourceKind] = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "vk.com": "vk",
    "vk.ru": "vk",
}


def full_address(text: str) -> str:
    """`example.ru` is meant as https. Raises UsageError for what is no address of the web."""
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    usable = usable_url(address)
    if usable is None or " " in usable:
        raise UsageError(_("«{text}» — не адрес сайта; нужен адрес вида https://example.org/", text=text))
    kind = _NETWORKS.get((urlsplit(usable).hostname or "").removeprefix("www."))
    if kind is not None:
        raise UsageError(
            _(
                "{url} — не сайт, а канал или сообщество: впишите его в файл издания как [[sources]] с "
                'kind = "{kind}" и url = "{url}".',
                url=usable,
                kind=kind,
            )
        )
    return usable


def refusal_of(url: str, fault: Fault) -> OtklikError:
    """The error that ends the command, with its mend."""
    if fault.reason == NOT_HTML:
        kind = fault.detail.partition(";")[0] or "?"
        return InputError(
            _(
                "По адресу {url} не страница и не лента, а {kind}. Укажите главную страницу или ленту.",
                url=url,
                kind=kind,
            )
        )
    if fault.reason == Dropped.FORBIDDEN_ADDRESS:
        return ConfigError(
            _(
                "{url} ведёт во внутреннюю сеть, туда программа не ходит. Если издание ваше, откройте его адрес: "
                'в otklik.toml, раздел [crawl], allow_addresses = ["{address}"].',
                url=url,
                address=_allowed_form(url),
            )
        )
    if fault.reason == Dropped.ROBOTS and not fault.passing:
        return UnavailableError(
            _(
                "Сайт {url} запрещает программам читать себя (robots.txt). Запрет не обходится: попросите редакцию "
                "допустить робота Otklik или читайте канал издания в Telegram.",
                url=url,
            )
        )
    return UnavailableError(
        _(
            "{url}: {reason}. Проверьте адрес в браузере и соединение с сетью.",
            url=url,
            reason=plain_reason(fault.reason),
        )
    )


def _allowed_form(url: str) -> str:
    """As crawl.allow_addresses wants it: an address with its port. Of a name nobody knows the address here."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host.replace(".", "").isdigit():
        host = "10.1.2.3"
    return f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
