"""Says in one sentence what is wrong with Elasticsearch and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from elastic_transport import ConnectionTimeout, TlsError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    NotFoundError,
    TransportError,
    UnsupportedProductError,
)

from records.errors import StorageError, UnavailableError
from texts import _


@contextmanager
def plain_errors(url: str) -> Iterator[None]:
    """Turns the client's exceptions into ours."""
    try:
        yield
    except TlsError as error:
        raise UnavailableError(
            _(
                "Сертификату Elasticsearch {url} нельзя доверять: укажите файл своего центра сертификации.",
                url=url,
            )
        ) from error
    except ConnectionTimeout as error:
        raise UnavailableError(
            _("Elasticsearch {url} не ответил вовремя: проверьте его нагрузку и повторите.", url=url)
        ) from error
    except TransportError as error:
        raise UnavailableError(
            _("Elasticsearch {url} недоступен: запустите его или исправьте адрес в otklik.toml.", url=url)
        ) from error
    except UnsupportedProductError as error:
        raise UnavailableError(
            _("По адресу {url} отвечает не Elasticsearch: исправьте адрес в otklik.toml.", url=url)
        ) from error
    except (AuthenticationException, AuthorizationException) as error:
        raise UnavailableError(
            _("Elasticsearch {url} не пускает: проверьте ключ и его права на индексы.", url=url)
        ) from error
    except NotFoundError as error:
        raise index_missing(url) from error
    except ApiError as error:
        raise UnavailableError(
            _(
                "Elasticsearch {url} отказал: {status} {reason}.",
                url=url,
                status=error.status_code,
                reason=_reason(error),
            )
        ) from error


def index_missing(url: str) -> StorageError:
    return StorageError(
        _(
            "Поискового указателя в Elasticsearch {url} нет: соберите его из архива командой "
            "otklik index rebuild (первый раз его создаст otklik crawl).",
            url=url,
        )
    )


def _reason(error: ApiError) -> str:
    details = error.body.get("error") if isinstance(error.body, dict) else None
    causes = details.get("root_cause", []) if isinstance(details, dict) else []
    return "; ".join(str(cause.get("reason")) for cause in causes) or str(error.message)
