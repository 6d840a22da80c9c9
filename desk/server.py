"""Uvicorn around the desk: the only place that listens."""

from __future__ import annotations

from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette


def serve(app: Starlette, host: str, port: int, proxies: Sequence[str] = ()) -> None:
    """Until Ctrl-C. The word of `proxies` on the reader's address and on HTTPS is taken, and of nobody else."""
    uvicorn.run(
        app,
        host=host,
        port=port,
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
