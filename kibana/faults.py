"""Why there is no answer from Kibana, each in one sentence with the mend."""

from __future__ import annotations

from pathlib import Path
from ssl import SSLError

from records.errors import ConfigError, UnavailableError
from texts import _
from texts.system_faults import explain_system_fault


def no_connection(url: str, reason: str | BaseException) -> UnavailableError:
    words = explain_system_fault(reason) if isinstance(reason, OSError) else str(reason)
    return UnavailableError(
        _("Kibana {url} недоступна: {reason}. Запустите её или исправьте адрес.", url=url, reason=words)
    )


def not_in_time(url: str) -> UnavailableError:
    return UnavailableError(
        _("Kibana {url} не ответила вовремя: проверьте её нагрузку и повторите.", url=url)
    )


def broken_off(url: str) -> UnavailableError:
    return UnavailableError(
        _(
            "Соединение с {url} оборвалось, не дав ответа HTTP: проверьте, http:// или https:// нужно в адресе, "
            "и повторите.",
            url=url,
        )
    )


def no_trust(url: str, *, certificate: bool) -> UnavailableError:
    if certificate:
        return UnavailableError(
            _(
                "Сертификату Kibana {url} нельзя доверять: укажите файл своего центра сертификации в --ca-file.",
                url=url,
            )
        )
    return UnavailableError(
        _("По адресу {url} нет защищённого соединения: возможно, нужен адрес с http://.", url=url)
    )


def unreadable_certificates(file: Path | None, error: OSError) -> ConfigError:
    reason = _("в нём нет сертификатов") if isinstance(error, SSLError) else explain_system_fault(error)
    return ConfigError(
        _("Файл удостоверяющего центра {file} не годится: {reason}.", file=file, reason=reason)
    )
