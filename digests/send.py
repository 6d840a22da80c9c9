"""The one door to the mail server: one message, one recipient, and an honest word on what became of it."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass, field
from typing import Literal

from digests.message import plain_address
from records.digest import DeliveryState
from texts import _
from texts.typography import clean

Security = Literal["none", "starttls", "tls"]
# Those that name a mend of their own; the others are temporary (4xx) or final (5xx).
_KNOWN_REFUSALS = {
    421: "сервер сейчас занят, следующая рассылка попробует снова",
    450: "ящик получателя сейчас занят, следующая рассылка попробует снова",
    452: "на сервере не хватает места, следующая рассылка попробует снова",
    530: "сервер требует входа: задайте smtp.user и пароль",
    550: "такого ящика нет, или сервер его не обслуживает: проверьте адрес",
    552: "письмо слишком велико или ящик получателя полон: уберите вложения (digests.attach)",
    553: "адрес записан не по правилам сервера: проверьте адрес",
    554: "сервер счёл письмо нежелательным: спросите его администратора",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SmtpSettings:
    """`sender` is an address or `Имя <address>`. `timeout` is for each answer in seconds; `final_timeout` for the one
    after the message, which a server that scans mail gives late. With "none" no password is sent."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: Security = "starttls"
    timeout: float = 30.0
    final_timeout: float = 300.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """`state` is `sent`, `failed` (the server has not taken it: trying again is safe) or `unknown`. With `hopeless`
    the server cannot be used at all, so that the next recipient would hear the same."""

    state: DeliveryState
    detail: str = ""
    hopeless: bool = False


class _RefusedError(Exception):
    def __init__(self, detail: str, *, hopeless: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hopeless = hopeless


def send_message(smtp: SmtpSettings, recipient: str, message: bytes) -> Outcome:
    """Sends over a connection of its own. Never raises for what a server or a network does."""
    try:
        client = _connect(smtp)
    except _RefusedError as refusal:
        return Outcome(state="failed", detail=refusal.detail, hopeless=refusal.hopeless)
    try:
        _announce(client, plain_address(smtp.sender), plain_address(recipient), len(message))
        return _hand_over(client, message, smtp.final_timeout)
    except _RefusedError as refusal:
        return Outcome(state="failed", detail=refusal.detail)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(
            state="failed", detail=_("связь прервалась до передачи письма ({error})", error=_shown(error))
        )
    finally:
        _leave(client)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why a server would take no mail now."""

    kind: Literal["unreachable", "tls", "login", "other"]
    detail: str


def try_server(smtp: SmtpSettings) -> Refusal | None:
    """Connects, secures the line, logs in and takes its leave; no mail is begun. None: all went well."""
    try:
        client = _connect(smtp)
    except _RefusedError as refusal:
        return Refusal(kind=_kind(refusal.__cause__), detail=refusal.detail)
    _leave(client)
    return None


def _kind(cause: BaseException | None) -> Literal["unreachable", "tls", "login", "other"]:
    if isinstance(cause, ssl.SSLError | smtplib.SMTPNotSupportedError) or cause is None:
        return "tls"  # without a cause: a password that no encryption covers
    if isinstance(cause, smtplib.SMTPAuthenticationError):
        return "login"
    # SMTPException is an OSError too
    return "other" if isinstance(cause, smtplib.SMTPException) else "unreachable"


def _connect(smtp: SmtpSettings) -> smtplib.SMTP:
    where = f"{smtp.host}:{smtp.port}"
    try:
        client = _open(smtp)
    except ssl.SSLError as error:
        raise _RefusedError(
            _(
                "защищённое соединение с {where} не установлено ({error}): проверьте security и сертификат",
                where=where,
                error=_shown(error),
            ),
            hopeless=True,
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _RefusedError(
            _("почтовый сервер {where} недоступен ({error})", where=where, error=_shown(error)), hopeless=True
        ) from error
    try:
        _introduce(client, smtp)
    except _RefusedError:
        _leave(client)
        raise
    return client


def _open(smtp: SmtpSettings) -> smtplib.SMTP:
    if smtp.security == "tls":
        return smtplib.SMTP_SSL(
            smtp.host, smtp.port, timeout=smtp.timeout, context=ssl.create_default_context()
        )
    return smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)


def _introduce(client: smtplib.SMTP, smtp: SmtpSettings) -> None:
    """STARTTLS and login. A password never goes over a line that anybody may read."""
    try:
        client.ehlo_or_helo_if_needed()
        if smtp.security == "starttls":
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        if smtp.user and smtp.security == "none":
            raise _RefusedError(_("пароль без шифрования не отправляется: задайте security"), hopeless=True)
        if smtp.user:
            client.login(smtp.user, smtp.password)
    except smtplib.SMTPAuthenticationError as error:
        raise _RefusedError(
            _("почтовый сервер не принял имя и пароль ({error})", error=_shown(error)), hopeless=True
        ) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _RefusedError(
            _("почтовый сервер не начал разговор ({error})", error=_shown(error)), hopeless=True
        ) from error


def _announce(client: smtplib.SMTP, sender: str, recipient: str, size: int) -> None:
    """Everything before the message: a refusal here means that the server has nothing of it."""
    options = [f"size={size}"] if client.has_extn("size") else []
    _expect(client.mail(sender, options), (250,), _("отправитель {address} не принят", address=sender))
    _expect(client.rcpt(recipient), (250, 251), _("получатель {address} не принят", address=recipient))
    _expect(client.docmd("DATA"), (354,), _("письмо не принято"))


def _expect(answer: tuple[int, bytes], codes: tuple[int, ...], otherwise: str) -> None:
    if answer[0] not in codes:
        raise _RefusedError(f"{otherwise}: {refusal_words(answer[0])} ({_answer(*answer)})")


def refusal_words(code: int) -> str:
    """What a refusal means for who has to mend it (RFC 5321, 4.2)."""
    if code in _KNOWN_REFUSALS:
        return _(_KNOWN_REFUSALS[code])
    if 400 <= code < 500:
        return _("временный отказ, следующая рассылка попробует снова")
    return _("постоянный отказ")


def _hand_over(client: smtplib.SMTP, message: bytes, final_timeout: float) -> Outcome:
    """From the first byte on, a lost connection says nothing of what the server kept."""
    lines = message if message.endswith(b"\r\n") else message + b"\r\n"
    assert client.sock is not None
    client.sock.settimeout(final_timeout)
    try:
        client.send(re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n")
        code, answer = client.getreply()
    except (OSError, smtplib.SMTPException) as error:
        detail = _("связь прервалась после передачи письма ({error})", error=_shown(error))
        return Outcome(state="unknown", detail=detail)
    if 200 <= code < 300:
        return Outcome(state="sent", detail=_answer(code, answer))
    if 400 <= code < 600:
        return Outcome(
            state="failed",
            detail=_(
                "письмо не принято: {why} ({answer})", why=refusal_words(code), answer=_answer(code, answer)
            ),
        )
    return Outcome(
        state="unknown", detail=_("непонятный ответ сервера ({answer})", answer=_answer(code, answer))
    )


def _leave(client: smtplib.SMTP) -> None:
    """The message is decided by now: what goes wrong in saying good-bye changes nothing."""
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def _shown(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return _answer(error.smtp_code, text if isinstance(text, bytes) else str(text).encode())
    return " ".join(str(error).split()) or type(error).__name__


def _answer(code: int, answer: bytes) -> str:
    return clean(f"{code} {answer.decode('utf-8', 'replace')}").strip()[:300]
