"""The sections of otklik.toml: names, types, limits and what a wrong value is told."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    model_validator,
)

from records.alert import AlertKind
from texts import _


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(_("нужен часовой пояс из базы IANA, например Europe/Moscow или Asia/Yekaterinburg"))
    return name


def _web_address(url: str) -> str:
    if url and not re.match(r"https?://[^/\s]+", url):
        raise ValueError(_("нужен адрес вида https://example.org:9200"))
    if "@" in url.removeprefix("http://").removeprefix("https://").split("/")[0]:
        raise ValueError(_("имя и пароль не пишут в адрес: для них есть user и password_file"))
    return url.rstrip("/")


def _web_addresses(urls: object) -> object:
    """A list of addresses, or one string in which commas part them (an environment variable has no lists)."""
    if isinstance(urls, list | tuple):
        urls = ",".join(str(url) for url in urls)
    if not isinstance(urls, str) or not urls.strip():
        return urls
    several = urls.split(",")
    if len(several) == 1:
        return _web_address(urls)
    return ",".join(_one_of_several(number, url.strip()) for number, url in enumerate(several, 1))


def _one_of_several(number: int, url: str) -> str:
    """Told by its number: it may hold a password, which nothing shows."""
    try:
        return _web_address(url or "-")
    except ValueError as error:
        raise ValueError(_("адрес № {number}: {error}", number=number, error=error)) from None


def _mail_address(address: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+", address):
        raise ValueError(_("нужен адрес почты вида press@example.org"))
    return address


def _network(text: str) -> str:
    host, colon, port = text.rpartition(":")
    try:
        if colon and port.isdecimal() and "/" not in text:
            ip_address(host.strip("[]"))
        else:
            ip_network(text)
    except ValueError:
        raise ValueError(_("нужна сеть вида 10.1.2.0/24 или адрес с портом вида 10.1.2.3:8080")) from None
    return text


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        raise ValueError(_("нужны строчные латинские буквы, цифры и дефис"))
    return text


Timezone = Annotated[str, AfterValidator(_known_timezone)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
WebAddresses = Annotated[str, BeforeValidator(_web_addresses)]
MailAddress = Annotated[str, AfterValidator(_mail_address)]


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ToneName = Literal["negative", "neutral", "positive"]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Watch(_Section):
    """Ids of registry/unions; everything below them in the hierarchy counts too."""

    unions: tuple[str, ...] = ("fnpr",)


class LanguageConfig(_Section):
    """`tone_folder` holds a transformer of the user's own, in place of the tone models built in."""

    tone_folder: Path | None = None

    @property
    def folder(self) -> str:
        return str(self.tone_folder or "")


class ArchiveSettings(_Section):
    """Empty `url`: archive.db in the data folder."""

    url: str = ""


class IndexSettings(_Section):
    """`url` may name several nodes of one cluster: when one does not answer, the next is asked."""

    engine: Literal["embedded", "elasticsearch"] = "embedded"
    url: WebAddresses = ""
    prefix: Annotated[str, AfterValidator(_slug)] = "otklik"
    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None


class KibanaSettings(_Section):
    """What `otklik kibana install` needs beside the address: who asks, and whom to trust."""

    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    ca_file: Path | None = None


class CrawlConfig(_Section):
    """Politeness and limits; seconds, MiB and days. Other addresses for Telegram and VK: mirrors, gateways, tests."""

    contact: str = ""
    delay: float = Field(default=2.0, ge=0)
    concurrency: int = Field(default=16, ge=1, le=256)
    per_site: int = Field(default=1, ge=1, le=16)
    deadline: float = Field(default=60.0, gt=0)
    run_limit: float = Field(default=3600.0, gt=0)
    ask_minutes: float = Field(default=10.0, ge=1, le=24 * 60)
    ask_hours: float = Field(default=6.0, gt=0, le=7 * 24)
    page_mib: float = Field(default=5.0, gt=0)
    feed_mib: float = Field(default=20.0, gt=0)
    max_age_days: int = Field(default=60, ge=1)
    min_text: int = Field(default=200, ge=0)
    min_post: int = Field(default=50, ge=0)
    attempts: int = Field(default=5, ge=1)
    languages: tuple[str, ...] = ("ru",)
    keep_pages: bool = True
    keep_pages_months: int = Field(default=12, ge=0, le=1200)
    telegram_url: Annotated[WebAddress, Field(min_length=1)] = "https://t.me"
    vk_api_url: Annotated[WebAddress, Field(min_length=1)] = "https://api.vk.com"
    vk_token: SecretStr | None = None
    vk_token_file: Path | None = None
    allow_addresses: tuple[Annotated[str, AfterValidator(_network)], ...] = ()


class SmtpConfig(_Section):
    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    sender: MailAddress | None = None
    timeout: float = Field(default=60.0, gt=0)


class RunConfig(_Section):
    """`otklik run`: its time, who hears of it, and where it is written down. Empty `log_file`: run.log in the data
    folder."""

    limit_minutes: float = Field(default=90.0, gt=0, le=24 * 60)
    ping_url: WebAddress = ""
    metrics_file: Path | None = None
    log_file: Path | None = None
    log_mib: float = Field(default=10.0, gt=0)
    log_files: int = Field(default=5, ge=1, le=1000)
    disk_mib: float = Field(default=500.0, ge=0)


class DigestConfig(_Section):
    """One mail that comes again and again. Empty `unions`: those that are watched; empty `regions`, `topics` and
    `tones`: all. Without `timezone` and `language` those of the whole configuration."""

    id: Annotated[str, AfterValidator(_slug)]
    title: str
    unions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    tones: tuple[ToneName, ...] = ()
    recipients: tuple[MailAddress, ...] = ()
    cadence: Literal["daily", "weekly", "monthly"] = "weekly"
    weekday: Weekday | None = None
    hour: int = Field(default=0, ge=0, le=23)
    timezone: Timezone | None = None
    language: Literal["ru", "en"] | None = None
    length: Literal["short", "normal", "full"] = "normal"
    attach: tuple[Literal["xlsx", "docx"], ...] = ("xlsx",)
    approve: bool = False

    @model_validator(mode="after")
    def _days_have_no_weekday(self) -> DigestConfig:
        if self.cadence == "daily" and self.weekday is not None:
            raise ValueError(_("у ежедневной рассылки (cadence = «daily») нет дня недели: уберите weekday"))
        return self


class AlertConfig(_Section):
    """What is told at once, and to whom. `weight` is that of the least outlet that matters; from hour `quiet_from` to
    `quiet_until` nothing goes; `spike` is times the usual number a day."""

    id: Annotated[str, AfterValidator(_slug)]
    title: str
    unions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[AlertKind, ...] = ("negative", "spike", "person", "campaign", "source")
    weight: float = Field(default=0.7, ge=0, le=1)
    people: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    spike: float = Field(default=3.0, gt=1)
    quiet_from: int = Field(default=22, ge=0, le=23)
    quiet_until: int = Field(default=8, ge=0, le=23)
    recipients: tuple[MailAddress, ...] = ()
    chats: tuple[Annotated[str, AfterValidator(_slug)], ...] = ()
    timezone: Timezone | None = None
    language: Literal["ru", "en"] | None = None


class ChatsConfig(_Section):
    """`file` holds the chats' addresses, which are secrets: `name = address` a line, as Apprise writes addresses."""

    file: Path | None = None


class DeskConfig(_Section):
    """Where `otklik desk` listens. `address` is what readers type where that is another: behind a proxy, say, of which
    `proxies` are the addresses whose word on the reader's address and on HTTPS is taken."""

    host: str = "127.0.0.1"
    port: int = Field(default=8321, ge=1, le=65535)
    address: WebAddress = ""
    proxies: tuple[str, ...] = ()
    session_days: int = Field(default=14, ge=1, le=365)


class RegisterConfig(_Section):
    """A folder laid out like registry/ with the user's own outlets and unions; `only_own`: no other outlets."""

    folder: Path | None = None
    only_own: bool = False
