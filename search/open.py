"""Opens the engine that the configuration names; only that one's library is loaded."""

from __future__ import annotations

from pathlib import Path

from search.engine import Engine


def open_engine(
    *,
    folder: Path,
    url: str = "",
    api_key: str = "",
    user: str = "",
    password: str = "",
    certificates: str = "",
    prefix: str = "otklik",
) -> Engine:
    """Elasticsearch where a `url` is given, else the embedded index in `folder`. Nothing is asked or created yet."""
    if url:
        from search.elastic import Connection, ElasticEngine  # noqa: PLC0415 - see above

        connection = Connection(
            url=url, api_key=api_key, user=user, password=password, certificates=certificates
        )  # fmt: skip
        return ElasticEngine(connection, prefix)
    from search.embedded import EmbeddedEngine  # noqa: PLC0415 - see above

    return EmbeddedEngine(folder)
