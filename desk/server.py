"""Uvicorn around the desk: the only place that listens."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette

from records.errors import ConfigError
from texts import _
from texts.system_faults import explain_system_fault


def find_port(host: str, port: int) -> int:
    """The port where it is free, else any that is."""
    for wanted in (port, 0):
        try:
            with _listen(host, wanted) as listener:
                return int(listener.getsockname()[1])
        except OSError:
            continue
    raise ConfigError(_("На {host} не открыть ни одного порта.", host=host))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def serve(app: Starlette, host: str, port: int, proxies: Sequence[str] = ()) -> None:
    """Until Ctrl-C. The word of `proxies` on the reader's address and on HTTPS is taken, and of nobody else.

    Raises ConfigError where the port cannot be had.
    """
    try:
        listener = _listen(host, port)
    except OSError as error:
        raise ConfigError(
            _(
                "Рабочий стол не открылся на {host}:{port}: {reason}. Другой порт: --port или desk.port.",
                host=host,
                port=port,
                reason=explain_system_fault(error),
            )
        ) from error
    with listener:
        try:
            make_server(app, proxies).run(sockets=[listener])
        except KeyboardInterrupt:  # that is how a desk is closed: nothing was cut short
            print(_("\nРабочий стол закрыт."))


def make_server(app: Starlette, proxies: Sequence[str] = ()) -> uvicorn.Server:
    settings = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        limit_concurrency=100,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        ws="none",
        lifespan="off",
    )
    return uvicorn.Server(settings)
