"""A workplace becomes a desk: where it listens, under which names, and who may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from archive.desk_users import count_users
from archive.store import Archive
from desk.app import build_app
from desk.place import Desk
from desk.server import serve
from otklik.sections import DeskConfig
from otklik.workplace import Workplace, pages_folder
from records.errors import ConfigError
from texts import _


@dataclass(frozen=True, kw_only=True)
class ServedDesk:
    desk: Desk
    host: str
    port: int
    proxies: Sequence[str]

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def serve(self) -> None:
        """Until Ctrl-C. Raises ConfigError where the port is taken."""
        serve(build_app(self.desk), self.host, self.port, self.proxies)


@contextmanager
def open_desk(
    workplace: Workplace, *, host: str | None = None, port: int | None = None, sample: bool = False
) -> Iterator[ServedDesk]:
    config = workplace.config
    host, port = host or config.desk.host, config.desk.port if port is None else port
    _check_names(host, config.desk.address)
    has_users = is_open(host, config.desk)
    with workplace.archive() as archive, workplace.engine() as engine:
        if has_users:
            _need_users(archive)
        desk = Desk(
            registry=workplace.registry,
            archive=archive,
            engine=engine,
            timezone=config.timezone,
            language=config.language,
            watched=config.watch.unions,
            pages=pages_folder(config),
            hosts=_hosts(host, port, config.desk.address),
            has_users=has_users,
            is_secure=config.desk.address.startswith("https://"),
            sample=sample,
            session_days=config.desk.session_days,
        )
        yield ServedDesk(desk=desk, host=host, port=port, proxies=config.desk.proxies)


def is_open(host: str, desk: DeskConfig) -> bool:
    """May others than whoever sits at this machine come? Also to a loopback address, where a proxy stands before it."""
    public = urlsplit(desk.address).hostname
    return not is_loopback(host) or bool(desk.proxies) or (public is not None and not is_loopback(public))


def _need_users(archive: Archive) -> None:
    with archive.reading() as connection:
        number = count_users(connection)
    if not number:
        raise ConfigError(
            _(
                "Этот рабочий стол открыт и другим машинам, а пользователей у него нет. Заведите: "
                "otklik desk user add ИМЯ --editor"
            )
        )


def _check_names(host: str, address: str) -> None:
    """`0.0.0.0` is where it listens, not a name that a browser asks for."""
    if host in ("0.0.0.0", "::") and not address:  # noqa: S104 - refused, not listened at
        raise ConfigError(
            _(
                "На {host} рабочий стол слушает все адреса: укажите в desk.address, под каким его открывают.",
                host=host,
            )
        )


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hosts(host: str, port: int, address: str) -> frozenset[str]:
    """As a browser writes them in its request: with the port, unless it is the usual one."""
    names = (
        ["127.0.0.1", "localhost", "[::1]"] if is_loopback(host) else [f"[{host}]" if ":" in host else host]
    )
    public = urlsplit(address).netloc.lower()
    return frozenset([*(f"{name}:{port}" for name in names), *names] + ([public] if public else []))
