"""A real SMTP server, and one that fails at the stage it is told to. Both on loopback, both remember what they took."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from digests.send import SmtpSettings

SENDER = "Отклик <otklik@stf.example>"


@dataclass
class Mailbox:
    """What a server took: (recipients, message). `refused` are recipients that it answers 550."""

    taken: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)
    refused: frozenset[str] = frozenset()

    @property
    def recipients(self) -> list[str]:
        return [recipient for recipients, _message in self.taken for recipient in recipients]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        self.taken.append((tuple(envelope.rcpt_tos), envelope.content))
        return "250 2.0.0 Queued"


def settings(port: int, **more: object) -> SmtpSettings:
    plain: dict[str, object] = {"security": "none", "timeout": 5.0, "final_timeout": 5.0}
    return SmtpSettings(host="127.0.0.1", port=port, sender=SENDER, **(plain | more))  # type: ignore[arg-type]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def real_server(mailbox: Mailbox, starttls: ssl.SSLContext | None = None) -> Iterator[int]:
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port(), tls_context=starttls)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


class _Conversation(socketserver.StreamRequestHandler):
    """Answers each stage as the script says: a reply, or None to hang up. A stage without a line goes well."""

    server: FaultyServer

    def handle(self) -> None:
        if not self._answer("connect", "220 ready"):
            return
        while line := self.rfile.readline():
            verb = line.split()[0].decode().upper().rstrip(":")
            if verb == "QUIT":
                self._answer("quit", "221 bye")
                return
            if verb == "DATA":
                if not self._take():
                    return
            elif not self._answer(verb.lower(), "250 OK"):
                return

    def _take(self) -> bool:
        """With the stage «body» as None the message is kept and the answer is not given: the worst case."""
        if not self._answer("data", "354 go on"):
            return False
        if "data" in self.server.script:
            return True
        message = b""
        while not message.endswith(b"\r\n.\r\n"):
            if "middle" in self.server.script and len(message) > 100:
                return False
            message += self.rfile.readline()
        if (self.server.script.get("body") or "250").startswith("250"):
            self.server.mailbox.taken.append((("whoever",), message))
        self.server.took.set()
        if self.server.script.get("body") == "hang":
            self.server.released.wait()
            return False
        return self._answer("body", "250 taken")

    def _answer(self, stage: str, usual: str) -> bool:
        reply = self.server.script.get(stage, usual)
        if reply is None:
            return False
        self.wfile.write(f"{reply}\r\n".encode())
        return True


class FaultyServer(socketserver.ThreadingTCPServer):
    """`script` maps a stage (connect, ehlo, mail, rcpt, data, middle, body, quit) to a reply, or None to hang up;
    `body` may also be "hang": the message has come, and no answer follows."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, script: Mapping[str, str | None]) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.script = dict(script)
        self.mailbox = Mailbox()
        self.took = threading.Event()
        self.released = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news here."""


@contextmanager
def faulty_server(script: Mapping[str, str | None]) -> Iterator[FaultyServer]:
    with FaultyServer(script) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()
